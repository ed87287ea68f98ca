import { z } from 'zod';
import type { App } from '#context';
import { findSampleImage } from '#modules/catalog';
import { requireConnection } from '#modules/connections';
import { AppError } from '#platform/errors';
import { defineJob } from '#platform/jobs';
import type { ChannelDefinition } from '#ports/channel';
import { ConnectorError } from '#ports/connector';
import { findTemplate, recordProblem, recordSubmission } from './template-queries.ts';
import { draftTemplate, examplesFor } from './write-template.ts';

/** Hands a draft in for review. Repeatable: the channel answers with the template that exists. */
export const submitTemplate = defineJob({
  name: 'templates.submit',
  input: z.object({ templateId: z.uuid(), examples: z.record(z.string(), z.string()).default({}) }),
  async run(app: App, { workspaceId, input }) {
    const template = await findTemplate(app.db, workspaceId, input.templateId);
    if (template?.status !== 'draft') return;
    const templates = await openTemplates(app, workspaceId, template.connection_id);
    const imageUrl = template.header.kind === 'image' ? await findSampleImage(app.db, workspaceId) : null;
    const category = template.requested_category === 'utility' ? 'utility' : 'marketing';
    try {
      const answer = await templates.create(draftTemplate(template, category, { ...examplesFor(template.language), ...input.examples }, imageUrl));
      await recordSubmission(app.db, template, answer, app.clock.now());
    } catch (error) {
      // A refusal is the channel's word and shown; anything else is tried again.
      if (!(error instanceof ConnectorError && error.kind === 'rejected')) throw error;
      await recordProblem(app.db, template, error.message, app.clock.now());
    }
    app.live.publish({ workspaceId, topic: 'template', id: template.id });
  },
});

/** The channel's side of templates, or `conflict` when it has none. */
export async function openTemplates(app: App, workspaceId: string, connectionId: string): Promise<ReturnType<NonNullable<ChannelDefinition['templates']>>> {
  const connection = await requireConnection(app, workspaceId, connectionId);
  const templates = connection.definition.port === 'channel' ? connection.definition.templates : undefined;
  if (!templates) throw new AppError('conflict', 'templates_unknown', `"${connection.name}" has no templates: its messages need no approval.`);
  return templates(connection.client());
}
