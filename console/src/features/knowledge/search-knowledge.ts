import { IconBook2 } from '@tabler/icons-react';
import type { SearchProvider } from '../../app/search.ts';
import { loadPages } from './knowledge-requests.ts';

/** Pages by their words. */
export const knowledgeSearch: SearchProvider = {
  id: 'knowledge',
  icon: IconBook2,
  async search(workspace, text, signal) {
    const { items } = await loadPages(workspace, { q: text, kind: [], state: '' }, null, signal);
    return items.slice(0, 6).map(({ id, title, preview }) => ({ id, title, ...(preview && { note: preview.slice(0, 60) }), path: `knowledge/${id}` }));
  },
};
