import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FailurePage, InboundFailureDetail, ReplayResult } from '#contract/inbound';
import type { ReplayBody } from '#contract/inbound';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

/** How many of each kind wait. */
export function useFailureKinds() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('inbound_failure', 'kinds'), queryFn: ({ signal }) => request(FailurePage, workspace.api('/inbound-failures'), { query: { limit: 1 }, signal }) });
}

export function useFailure(failureId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('inbound_failure', failureId), queryFn: ({ signal }) => request(InboundFailureDetail, workspace.api(`/inbound-failures/${failureId}`), { signal }) });
}

export function useSettleFailure(failureId: string) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (how: 'replay' | 'dismiss') => request(InboundFailureDetail, workspace.api(`/inbound-failures/${failureId}/${how}`), { body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: workspace.key('inbound_failure') }),
  });
}

export function useReplayAll() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (kind: ReplayBody) => request(ReplayResult, workspace.api('/inbound-failures/replay'), { body: kind }),
    onSettled: () => queries.invalidateQueries({ queryKey: workspace.key('inbound_failure') }),
  });
}
