import { useQuery } from '@tanstack/react-query';
import { AssistantTurnDetail, AssistantTurnPage } from '#contract/assistant';
import { LastHandoff } from '#contract/handoff';
import { ApiError, request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

/** Why the conversation came to a person, and what to do next. The rest of what was handed over stands in the other parts of the panel, as it is now. */
export function useHandoff(conversationId: string, isHandedOver: boolean) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('conversation', 'handoff', conversationId),
    queryFn: async ({ signal }) => (await request(LastHandoff, workspace.api(`/conversations/${conversationId}/handoff`), { signal })).handoff,
    enabled: isHandedOver,
    meta: { onlyFor: conversationId, canWait: true },
  });
}

/** The last things the assistant did in this conversation. News of its turns names the conversation. */
export function useTurns(conversationId: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('assistant', 'turns', conversationId),
    queryFn: async ({ signal }) => (await request(AssistantTurnPage, workspace.api('/assistant/turns'), { query: { conversationId, limit: '5' }, signal })).items,
    meta: { onlyFor: conversationId, canWait: true },
  });
}

/** One turn with its tools, sources and checks; read when somebody opens it. Null: it was kept for its time and is gone. */
export function useTurn(turnId: string, enabled: boolean) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('assistant', 'turn-of-answer', turnId),
    queryFn: async ({ signal }) => {
      try {
        return await request(AssistantTurnDetail, workspace.api(`/assistant/turns/${turnId}`), { signal });
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    enabled,
    // What led to an answer does not change any more.
    meta: { onlyFor: turnId },
    staleTime: 60_000,
  });
}
