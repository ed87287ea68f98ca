import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Rules } from '#contract/gate-settings';
import type { RulesPatch } from '#contract/gate-settings';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function useRules() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('rules'), queryFn: ({ signal }) => request(Rules, workspace.api('/rules'), { signal }) });
}

export function useChangeRules() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (patch: RulesPatch) => request(Rules, workspace.api('/rules'), { method: 'PATCH', body: patch }),
    onSuccess: (rules) => queries.setQueryData(workspace.key('rules'), rules),
  });
}
