import { useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ReplyValues, SavedReply, SavedReplyList } from '#contract/saved-reply';
import type { SavedReplyBody } from '#contract/saved-reply';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function useSavedReplies() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('saved-reply'), queryFn: ({ signal }) => request(SavedReplyList, workspace.api('/saved-replies'), { signal }), staleTime: 60_000 });
}

/** What replies can name in this conversation; asked when it is first needed. */
export function useReplyValues(conversationId: string, enabled: boolean) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('conversation', 'values', conversationId),
    queryFn: ({ signal }) => request(ReplyValues, workspace.api(`/conversations/${conversationId}/reply-values`), { signal }),
    enabled,
    meta: { onlyFor: conversationId, canWait: true },
  });
}

export function useSavedReplyChanges() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const path = workspace.api('/saved-replies');
  const after = <Value>(value: Value) => {
    void queries.invalidateQueries({ queryKey: workspace.key('saved-reply') });
    return value;
  };
  return {
    add: async (body: SavedReplyBody) => after(await request(SavedReply, path, { body })),
    change: async (id: string, body: SavedReplyBody) => after(await request(SavedReply, `${path}/${id}`, { method: 'PUT', body })),
    remove: async (id: string) => after(await request(z.undefined(), `${path}/${id}`, { method: 'DELETE' })),
  };
}
