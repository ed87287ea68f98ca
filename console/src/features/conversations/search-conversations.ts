import { IconMessages } from '@tabler/icons-react';
import type { SearchProvider } from '../../app/search.ts';
import { loadConversations } from './conversation-requests.ts';
import { noFilters } from './list-filters.ts';

/** Conversations by the person's name or address, or by what was said last. */
export const conversationSearch: SearchProvider = {
  id: 'conversations',
  icon: IconMessages,
  async search(workspace, text, signal) {
    const { items } = await loadConversations(workspace, { ...noFilters, view: 'all', search: text }, null, signal);
    return items.slice(0, 6).map(({ id, contactName, contactAddress, lastPreview, found }) => ({
      id,
      title: contactName ?? contactAddress ?? '–',
      ...((found?.text ?? lastPreview) && { note: (found?.text ?? lastPreview ?? '').slice(0, 60) }),
      path: `conversations/${id}`,
    }));
  },
};
