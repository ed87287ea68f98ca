import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ReturnPolicy, ReturnRequest } from '#contract/return-request';
import type { ReturnDecision } from '#contract/return-request';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function useReturn(returnId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('return', returnId), queryFn: ({ signal }) => request(ReturnRequest, workspace.api(`/returns/${returnId}`), { signal }) });
}

export function useReturnPolicy() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('return', 'policy'), queryFn: ({ signal }) => request(ReturnPolicy, workspace.api('/return-policy'), { signal }) });
}

function useReturnChange<Input>(run: (input: Input, api: (path: string) => string) => Promise<unknown>) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(input, workspace.api),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: workspace.key('return') }), queries.invalidateQueries({ queryKey: workspace.key('contact') })]),
  });
}

export const useDecideReturn = (returnId: string) => useReturnChange((decision: ReturnDecision, api) => request(ReturnRequest, api(`/returns/${returnId}/decision`), { body: decision }));

export const useChangePolicy = () => useReturnChange((policy: ReturnPolicy, api) => request(ReturnPolicy, api('/return-policy'), { method: 'PUT', body: policy }));
