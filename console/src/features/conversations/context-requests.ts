import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { Instant } from '#contract/page';
import { ApiError, request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

/** What is shown of a handoff: why, and what to do next. The rest of its package stands in the other parts of the panel, as it is now. */
const HandoffShown = z.object({
  handoff: z
    .object({
      at: Instant,
      trigger: z.string(),
      summary: z.string(),
      package: z.object({ viewed: z.object({ title: z.string() }).nullable(), nextStep: z.string() }).nullable(),
    })
    .nullable(),
});

const TurnShown = z.object({ id: z.uuid(), startedAt: Instant, state: z.string(), reason: z.string().nullable(), question: z.string().nullable(), answer: z.string().nullable(), engine: z.string().nullable(), thinkMs: z.int().nullable() });
const TurnPageShown = z.object({ items: z.array(TurnShown) });
const TurnStepShown = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), name: z.string(), input: z.unknown(), outcome: z.object({ kind: z.string(), code: z.string().nullable(), message: z.string().nullable() }) }),
  z.object({ kind: z.literal('draft'), text: z.string(), verdicts: z.array(z.object({ guard: z.string(), objection: z.string().nullable() })) }),
  z.object({ kind: z.literal('note'), note: z.string(), detail: z.string().nullable() }),
]);
const TurnDetailShown = TurnShown.extend({ steps: z.array(TurnStepShown), sources: z.array(z.object({ source: z.string(), url: z.string().nullable(), text: z.string() })) });
export type TurnShown = z.infer<typeof TurnDetailShown>;

/** Parts that this server does not have: asked once, not with every message. */
const absent = new Set<string>();

/** Null where this server has no such route, or the workspace no assistant. */
async function orNull<Value>(part: string, ask: () => Promise<Value>): Promise<Value | null> {
  if (absent.has(part)) return null;
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 409)) throw error;
    if (error.code === 'route_unknown') absent.add(part);
    return null;
  }
}

export function useHandoff(conversationId: string, isHandedOver: boolean) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('conversation', 'handoff', conversationId),
    queryFn: async ({ signal }) => (await orNull('handoff', () => request(HandoffShown, workspace.api(`/conversations/${conversationId}/handoff`), { signal })))?.handoff ?? null,
    enabled: isHandedOver,
    meta: { onlyFor: conversationId, canWait: true },
  });
}

/** The last things the assistant did in this conversation. */
export function useTurns(conversationId: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('conversation', 'turns', conversationId),
    queryFn: async ({ signal }) => (await orNull('turns', () => request(TurnPageShown, workspace.api('/assistant/turns'), { query: { conversationId, limit: '5' }, signal })))?.items ?? [],
    meta: { onlyFor: conversationId, canWait: true },
  });
}

/** One turn with its tools, sources and checks; read when somebody opens it. */
export function useTurn(turnId: string, enabled: boolean) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('turn', turnId),
    queryFn: ({ signal }) => orNull('turns', () => request(TurnDetailShown, workspace.api(`/assistant/turns/${turnId}`), { signal })),
    enabled,
    staleTime: 60_000,
  });
}
