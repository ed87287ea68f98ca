import { IconMessages } from '@tabler/icons-react';
import type { SearchProvider } from '../../app/search.ts';
import { loadConversations } from './conversation-requests.ts';

/** Conversations by the person's name or address, or by what was said last. */
export const conversationSearch: SearchProvider = {
  id: 'conversations',
  icon: IconMessages,
  async search(workspace, text, signal) {
    const { items } = await loadConversations(workspace, { view: 'all', search: text, tag: '' }, null, signal);
    return items.slice(0, 6).map(({ id, contactName, contactAddress, lastPreview }) => ({
      id,
      title: contactName ?? contactAddress ?? '–',
      ...(lastPreview && { note: lastPreview.slice(0, 60) }),
      path: `conversations/${id}`,
    }));
  },
};
