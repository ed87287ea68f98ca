import { useQuery } from '@tanstack/react-query';
import { Consequence, FlowDetail, FlowFile, FlowPage, FlowResults, FlowVersions, PlaybookLibrary, PreviewValues, RehearsedCart, RehearsedWeek } from '#contract/flow-management';
import type { NewFlow, SavedFlow } from '#contract/flow-management';
import type { FlowDefinition } from '#contract/flow';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function useFlows() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('flow', 'list'), queryFn: ({ signal }) => request(FlowPage, workspace.api('/flows'), { query: { limit: 100 }, signal }) });
}

export function useFlow(flowId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('flow', flowId), queryFn: ({ signal }) => request(FlowDetail, workspace.api(`/flows/${flowId}`), { signal }) });
}

/** Ready-made flows and ways to begin; they change with the program only. */
export function usePlaybooks() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('playbook'), queryFn: ({ signal }) => request(PlaybookLibrary, workspace.api('/flows/playbooks'), { signal }), staleTime: Infinity });
}

export function useVersions(flowId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('flow', flowId, 'versions'), queryFn: ({ signal }) => request(FlowVersions, workspace.api(`/flows/${flowId}/versions`), { signal }) });
}

export function useConsequence(flowId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('flow', flowId, 'consequence'), queryFn: ({ signal }) => request(Consequence, workspace.api(`/flows/${flowId}/consequence`), { signal }), staleTime: 60_000 });
}

export function useResults(flowId: string, days: number) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('flow', flowId, 'results', days), queryFn: ({ signal }) => request(FlowResults, workspace.api(`/flows/${flowId}/results`), { query: { days }, signal }) });
}

/** Values of a real cart to show texts with; the newest one unless another is named. */
export function usePreviewValues(cartId: string | null) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('preview', cartId),
    queryFn: ({ signal }) => request(PreviewValues, workspace.api('/flows/preview-values'), { query: { cartId }, signal }),
    placeholderData: (before) => before,
  });
}

export function useFlowChanges() {
  const { api } = useWorkspace();
  return {
    add: (input: NewFlow) => request(FlowDetail, api('/flows'), { body: input }),
    save: (flowId: string, input: SavedFlow) => request(FlowDetail, api(`/flows/${flowId}`), { method: 'PUT', body: input }),
    turn: (flowId: string, isOn: boolean) => request(FlowDetail, api(`/flows/${flowId}/switch`), { method: 'PUT', body: { isOn } }),
    restore: (flowId: string, version: number, basedOn: number) => request(FlowDetail, api(`/flows/${flowId}/restore`), { body: { version, basedOn } }),
    readFile: (flowId: string) => request(FlowFile, api(`/flows/${flowId}/file`)),
    rehearseCart: (flowId: string, cartId: string, definition: FlowDefinition) => request(RehearsedCart, api(`/flows/${flowId}/rehearse-cart`), { body: { cartId, definition } }),
    rehearseWeek: (flowId: string, definition: FlowDefinition) => request(RehearsedWeek, api(`/flows/${flowId}/rehearse-week`), { body: { definition } }),
  };
}
