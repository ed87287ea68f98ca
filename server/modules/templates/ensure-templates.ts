import { sql } from 'kysely';
import { languages } from '#contract/language';
import type { Language } from '#contract/language';
import type { FlowText } from '#contract/flow-message';
import type { Purpose } from '#contract/send-reason';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import { enqueueJob } from '#platform/jobs';
import { submitTemplate } from './submit-template.ts';
import { insertTemplates } from './template-queries.ts';
import { writeTemplates } from './write-template.ts';

/** Where short links of messages live; the code comes after it. Templates keep the address for ever. */
export const messageLinkBase = (app: Pick<App, 'publicUrl'>) => `${app.publicUrl}/l/`;

export interface MessageToTemplate {
  workspaceId: string;
  connectionId: string;
  messageKey: string;
  purpose: Purpose;
  texts: Record<Language, FlowText>;
}

/**
 * Sees that a flow message has its templates: writes those that are missing and queues them for review. A changed text makes a new template;
 * the older one serves until the new one is approved. Repeatable. Poke `jobs` after the commit. Gives back the ids of the new ones.
 */
export async function ensureTemplates(app: App, tx: Tx, message: MessageToTemplate): Promise<string[]> {
  const { workspaceId, connectionId } = message;
  // Service messages answer inside the window, where free text goes.
  if (message.purpose === 'service' || !(await hasTemplates(app, tx, workspaceId, connectionId))) return [];
  const written = languages.flatMap((language) =>
    writeTemplates({ key: message.messageKey, purpose: message.purpose }, language, message.texts[language], messageLinkBase(app)),
  );
  const kept = written.map((template) => ({ ...template, id: app.ids.next(), messageKey: message.messageKey, purpose: message.purpose }));
  const newIds = await insertTemplates(tx, workspaceId, connectionId, kept, app.clock.now());
  for (const templateId of newIds) await enqueueJob(app, tx, submitTemplate, { workspaceId, input: { templateId, examples: {} }, key: templateId });
  return newIds;
}

async function hasTemplates(app: App, tx: Tx, workspaceId: string, connectionId: string): Promise<boolean> {
  const { rows } = await sql<{ vendor: string }>`select vendor from connection where workspace_id = ${workspaceId} and id = ${connectionId}`.execute(tx);
  return app.connectors.channels.get(rows[0]?.vendor ?? '')?.templates !== undefined;
}
