import { useQuery, useQueryClient } from '@tanstack/react-query';
import { BulkResult, ConversationCounts, MentionList, SavedViewList } from '#contract/conversation';
import type { BulkAction, BulkBody, SavedViewBody } from '#contract/conversation';
import { AssignmentSettings, AvailabilityList } from '#contract/assignment';
import type { AvailabilityPatch } from '#contract/assignment';
import { ConnectionList } from '#contract/connection';
import { InboxFigures } from '#contract/inbox-figures';
import { request } from '../../app/api.ts';
import { useAssignmentSettings } from '../../app/team.ts';
import { useWorkspace } from '../../app/workspace.tsx';

/** How much is in each view. */
export function useCounts() {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('conversation', 'counts'),
    queryFn: ({ signal }) => request(ConversationCounts, workspace.api('/conversation-counts'), { signal }),
  });
}

export function useViews() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const key = workspace.key('view');
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => request(SavedViewList, workspace.api('/conversation-views'), { signal }), staleTime: 5 * 60_000 });
  return {
    views: query.data?.items ?? [],
    save: async (body: SavedViewBody) => void queries.setQueryData(key, await request(SavedViewList, workspace.api('/conversation-views'), { body })),
    remove: async (viewId: string) => void queries.setQueryData(key, await request(SavedViewList, workspace.api(`/conversation-views/${viewId}`), { method: 'DELETE' })),
  };
}

/** Does something to many conversations; gives what takes it back. */
export function useBulk() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const change = async (changes: BulkBody['changes']) => {
    const result = await request(BulkResult, workspace.api('/conversation-changes'), { body: { changes } });
    void queries.invalidateQueries({ queryKey: workspace.key('conversation') });
    return result;
  };
  return {
    doToAll: (ids: readonly string[], action: BulkAction) => change(ids.map((conversationId) => ({ conversationId, action }))),
    undo: ({ undo }: BulkResult) => (undo.length > 0 ? change(undo) : Promise.resolve(null)),
  };
}

/** The reader has seen the notes that name them in a conversation. */
export function useReadMentions(): (conversationId: string) => Promise<void> {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return async (conversationId) => {
    await request(MentionList, workspace.api(`/conversations/${conversationId}/mentions/read`), { body: {} });
    void queries.invalidateQueries({ queryKey: workspace.key('conversation', 'counts') });
  };
}

export function useAvailability() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const key = workspace.key('member', 'availability');
  return {
    query: useQuery({ queryKey: key, queryFn: ({ signal }) => request(AvailabilityList, workspace.api('/availability'), { signal }), staleTime: 60_000 }),
    change: async (userId: string, patch: AvailabilityPatch) =>
      void queries.setQueryData(key, await request(AvailabilityList, workspace.api(`/availability/${userId}`), { method: 'PATCH', body: patch })),
  };
}

export function useAssignment() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const key = workspace.key('member', 'assignment');
  return {
    query: useAssignmentSettings(),
    change: async (settings: AssignmentSettings) => void queries.setQueryData(key, await request(AssignmentSettings, workspace.api('/assignment'), { method: 'PUT', body: settings })),
  };
}

/** How the team answers. Read anew once a minute: it is looked at, not worked by. */
export function useInboxFigures(days: number) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('inbox-figures', days),
    queryFn: ({ signal }) => request(InboxFigures, workspace.api('/insights/inbox'), { query: { days: String(days) }, signal }),
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  });
}

/** The merchant's connections, for their names. */
export function useConnections() {
  const workspace = useWorkspace();
  const query = useQuery({ queryKey: workspace.key('connection', 'names'), queryFn: ({ signal }) => request(ConnectionList, workspace.api('/connections'), { signal }), staleTime: 5 * 60_000 });
  return query.data?.items ?? [];
}
