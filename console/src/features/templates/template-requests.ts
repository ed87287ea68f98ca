import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ConnectionList } from '#contract/connection';
import { FlowPage } from '#contract/flow-management';
import { Template, TemplateDetail, TemplatePage } from '#contract/template';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

/** Templates of the shop; 200 are more than most have, and problems come first. */
export function useTemplates() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('template', 'list'), queryFn: ({ signal }) => request(TemplatePage, workspace.api('/templates'), { query: { limit: 200 }, signal }) });
}

export function useTemplate(templateId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('template', templateId), queryFn: ({ signal }) => request(TemplateDetail, workspace.api(`/templates/${templateId}`), { signal }) });
}

/** The name of the flow that each message belongs to, by message key. */
export function useMessageNames(): Map<string, { flow: string; number: number }> {
  const workspace = useWorkspace();
  const flows = useQuery({ queryKey: workspace.key('flow', 'list'), queryFn: ({ signal }) => request(FlowPage, workspace.api('/flows'), { query: { limit: 100 }, signal }) }).data?.items ?? [];
  return new Map(flows.flatMap((flow) => flow.definition.messages.map((message, index) => [message.key, { flow: flow.name, number: index + 1 }] as const)));
}

/** The numbers whose templates can be read. */
export function useChannels() {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('connection', 'list'),
    queryFn: ({ signal }) => request(ConnectionList, workspace.api('/connections'), { signal }),
    select: ({ items }) => items.filter(({ port }) => port === 'channel'),
  });
}

export function useTemplateChanges() {
  const { api } = useWorkspace();
  return {
    sync: (connectionId: string) => request(z.unknown(), api('/templates/sync'), { body: { connectionId } }),
    submit: (templateId: string) => request(Template, api(`/templates/${templateId}/submit`), { method: 'POST' }),
    remove: (templateId: string) => request(z.unknown(), api(`/templates/${templateId}`), { method: 'DELETE' }),
  };
}
