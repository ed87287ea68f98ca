import { useQuery } from '@tanstack/react-query';
import { AnswerSuggestion, ConversationSummary } from '#contract/agent-assist';
import { ApiError, request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

/** The engine is not there: this server has none, or it is switched off in this workspace. */
export const isAbsent = (error: unknown) => error instanceof ApiError && (error.status === 404 || error.status === 409);

/** A draft of the next answer; null where no engine can be asked. */
export function useSuggestion(conversationId: string): () => Promise<AnswerSuggestion | null> {
  const workspace = useWorkspace();
  return async () => {
    try {
      return await request(AnswerSuggestion, workspace.api(`/conversations/${conversationId}/suggestion`), { body: {} });
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  };
}

/** Who it is, what they want, where it stands; null where no engine can be asked. Read when it is wanted. */
export function useSummary(conversationId: string, enabled: boolean) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('summary', conversationId),
    queryFn: async ({ signal }) => {
      try {
        return await request(ConversationSummary, workspace.api(`/conversations/${conversationId}/summary`), { signal });
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    enabled,
    staleTime: 60_000,
  });
}
