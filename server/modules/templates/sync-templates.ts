import { z } from 'zod';
import type { App } from '#context';
import { inTransaction } from '#platform/database';
import { defineJob } from '#platform/jobs';
import type { ChannelTemplate } from '#ports/channel';
import { openTemplates } from './submit-template.ts';
import { markUnlisted, storeTexts } from './template-queries.ts';
import { storeTemplateNews } from './template-news-queries.ts';

const maxPages = 200;

/** Reads every template of a connection from its channel. What the channel lists no more is marked deleted. Gives the number listed. */
export async function syncTemplates(app: App, workspaceId: string, connectionId: string): Promise<number> {
  const channel = await openTemplates(app, workspaceId, connectionId);
  const startedAt = app.clock.now();
  const listed = new Map<string, ChannelTemplate>();
  let cursor: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const answer: Awaited<ReturnType<typeof channel.list>> = await channel.list(cursor);
    for (const template of answer.templates) listed.set(`${template.language} ${template.name}`, template);
    cursor = answer.nextCursor;
    if (cursor === null) break;
  }
  const templates = [...listed.values()];
  await inTransaction(app.db, async (tx) => {
    if (templates.length > 0) {
      await storeTemplateNews(tx, templates.map((template) => readNews(app, workspaceId, connectionId, template, startedAt)), startedAt);
      await storeTexts(tx, workspaceId, connectionId, templates);
    }
    // A listing that was cut short says nothing of what it did not reach.
    if (cursor === null) await markUnlisted(tx, workspaceId, connectionId, templates.map(({ templateKey }) => templateKey), startedAt);
  });
  app.live.publish({ workspaceId, topic: 'template', id: null });
  return templates.length;
}

function readNews(app: App, workspaceId: string, connectionId: string, template: ChannelTemplate, at: Date) {
  const { templateKey, name, language, status, reason, category, quality } = template;
  const version = at.toISOString();
  return { workspaceId, connectionId, id: app.ids.next(), templateKey, name, language, status, statusAt: version, reason, category, categoryAt: version, quality, qualityAt: version };
}

export const syncTemplatesJob = defineJob({
  name: 'templates.sync',
  input: z.object({ connectionId: z.uuid() }),
  async run(app: App, { workspaceId, input }) {
    await syncTemplates(app, workspaceId, input.connectionId);
  },
});
