import { useQuery, useQueryClient } from '@tanstack/react-query';
import { AssistantOverview, AssistantSettings, AssistantTurnDetail, AssistantTurnPage, ConversationCosts, TryAnswer } from '#contract/assistant';
import type { TryBody } from '#contract/assistant';
import { ConnectionList } from '#contract/connection';
import { HandoffRules } from '#contract/handoff';
import type { HandoffRulesPatch } from '#contract/handoff';
import { request } from '../../app/api.ts';
import { useAssignmentSettings, useTeam } from '../../app/team.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import type { Workspace } from '../../app/workspace.tsx';

export function useSettings() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('assistant', 'settings'), queryFn: ({ signal }) => request(AssistantSettings, workspace.api('/assistant'), { signal }) });
}

export function useChangeSettings() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return async (settings: AssistantSettings) => {
    queries.setQueryData(workspace.key('assistant', 'settings'), await request(AssistantSettings, workspace.api('/assistant'), { method: 'PUT', body: settings }));
    await queries.invalidateQueries({ queryKey: workspace.key('assistant') });
  };
}

/** What it did in the last two weeks, and what its settings stand on. */
export function useOverview() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('assistant', 'overview'), queryFn: ({ signal }) => request(AssistantOverview, workspace.api('/assistant/overview'), { signal }), staleTime: 60_000 });
}

/** The models that were connected. */
export function useModels() {
  const workspace = useWorkspace();
  const query = useQuery({ queryKey: workspace.key('connection', 'list'), queryFn: ({ signal }) => request(ConnectionList, workspace.api('/connections'), { signal }) });
  return query.data?.items.filter(({ port, state }) => port === 'model' && state !== 'closed') ?? [];
}

export function useTry() {
  const { api } = useWorkspace();
  return (body: TryBody) => request(TryAnswer, api('/assistant/try'), { body });
}

export function useHandoffRules() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const key = workspace.key('assistant', 'handoff-rules');
  return {
    query: useQuery({ queryKey: key, queryFn: ({ signal }) => request(HandoffRules, workspace.api('/handoff-rules'), { signal }) }),
    change: async (patch: HandoffRulesPatch) => void queries.setQueryData(key, await request(HandoffRules, workspace.api('/handoff-rules'), { method: 'PATCH', body: patch })),
  };
}

/** Who can be given a conversation: people who answer, and groups. */
export function useOwners() {
  return { members: useTeam(), groups: useAssignmentSettings().data?.groups ?? [] };
}

export interface TurnFilters {
  conversationId: string;
  state: string;
  engine: string;
  reason: string;
  isTroubled: string;
}

export const loadTurns = (workspace: Workspace, filters: TurnFilters, cursor: string | null, signal: AbortSignal) => request(AssistantTurnPage, workspace.api('/assistant/turns'), { query: { ...filters, cursor }, signal });

export function useTurn(turnId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('assistant', 'turn', turnId), queryFn: ({ signal }) => request(AssistantTurnDetail, workspace.api(`/assistant/turns/${turnId}`), { signal }) });
}

export function useCosts(conversationId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('assistant', 'costs', conversationId), queryFn: ({ signal }) => request(ConversationCosts, workspace.api(`/conversations/${conversationId}/costs`), { signal }) });
}
