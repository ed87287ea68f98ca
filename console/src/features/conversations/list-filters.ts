import { conversationViews } from '#contract/conversation';
import type { ConversationQuery } from '#contract/conversation';
import { useUrlState } from '../../ui/url-state.ts';

export type View = ConversationQuery['view'];

/** What the list shows. Empty: not asked for. */
export interface ListFilters {
  view: View;
  search: string;
  tag: string;
  assigneeId: string;
  priority: string;
  /** How the shopper last rated the help. */
  rating: string;
  connectionId: string;
  /** `unread` or `mentioned`. */
  only: string;
}

export const noFilters: Omit<ListFilters, 'view'> = { search: '', tag: '', assigneeId: '', priority: '', rating: '', connectionId: '', only: '' };
/** Their names in the address; `q` is the search. */
export const filterNames = ['tag', 'assigneeId', 'priority', 'rating', 'connectionId', 'only'] as const;

/** The list as the address says it; who waits comes first unless it says otherwise. A search looks everywhere. */
export function useListFilters(): ListFilters {
  const { one } = useUrlState();
  const search = one('q');
  const view = conversationViews.find((known) => known === one('view')) ?? (search ? 'all' : 'waiting');
  return { view, search, tag: one('tag'), assigneeId: one('assigneeId'), priority: one('priority'), rating: one('rating'), connectionId: one('connectionId'), only: one('only') };
}

export const isFiltered = (filters: ListFilters) => filters.search !== '' || filterNames.some((name) => filters[name] !== '');
