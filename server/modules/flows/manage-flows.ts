import { sql } from 'kysely';
import type { App } from '#context';
import { FlowDefinition } from '#contract/flow';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { ensureTemplates } from '#modules/templates';
import { forgetActiveFlows } from './flow-queries.ts';

export interface FlowInput {
  workspaceId: string;
  name: string;
  playbook: string | null;
  lane: string;
  priority: number;
  definition: FlowDefinition;
  author: string;
}

/** Makes a flow, switched off, with its first version. */
export async function createFlow(app: App, tx: Tx, input: FlowInput): Promise<string> {
  const id = app.ids.next();
  const now = app.clock.now();
  const definition = JSON.stringify(FlowDefinition.parse(input.definition));
  await sql`
    insert into flow (workspace_id, id, playbook, name, lane, priority, version, definition, created_at, updated_at)
    values (${input.workspaceId}, ${id}, ${input.playbook}, ${input.name}, ${input.lane}, ${input.priority}, 1, ${definition}, ${now}, ${now})`.execute(tx);
  await writeVersion(tx, { workspaceId: input.workspaceId, flowId: id, version: 1, definition, author: input.author }, now);
  return id;
}

/** A new version of the definition. Runs that began keep theirs; new ones take this. Its texts are handed in for review at once when the flow is on. */
export async function saveFlow(app: App, tx: Tx, input: { workspaceId: string; flowId: string; name: string; priority: number; definition: FlowDefinition; author: string }): Promise<number> {
  const now = app.clock.now();
  const definition = JSON.stringify(FlowDefinition.parse(input.definition));
  const { rows } = await sql<{ version: number; isOn: boolean }>`
    update flow set version = version + 1, definition = ${definition}, name = ${input.name}, priority = ${input.priority}, updated_at = ${now}
    where workspace_id = ${input.workspaceId} and id = ${input.flowId} returning version, is_on as "isOn"`.execute(tx);
  if (!rows[0]) throw unknownFlow();
  await writeVersion(tx, { ...input, version: rows[0].version, definition }, now);
  if (rows[0].isOn) await handInTexts(app, tx, input.workspaceId, input.definition);
  forgetActiveFlows(app.db, input.workspaceId);
  return rows[0].version;
}

/** Switches a flow on or off. Switched on, it takes carts that move from this moment on; its texts are handed in for review. Poke 'jobs' after the commit. */
export async function switchFlow(app: App, tx: Tx, input: { workspaceId: string; flowId: string; isOn: boolean }): Promise<void> {
  const now = app.clock.now();
  const { rows } = await sql<{ definition: unknown }>`
    update flow set is_on = ${input.isOn}, activated_at = case when ${input.isOn} and not is_on then ${now} else activated_at end, updated_at = ${now}
    where workspace_id = ${input.workspaceId} and id = ${input.flowId} returning definition`.execute(tx);
  if (!rows[0]) throw unknownFlow();
  if (input.isOn) await handInTexts(app, tx, input.workspaceId, FlowDefinition.parse(rows[0].definition));
  forgetActiveFlows(app.db, input.workspaceId);
}

async function handInTexts(app: App, tx: Tx, workspaceId: string, definition: FlowDefinition) {
  const { rows } = await sql<{ id: string }>`
    select id from connection where workspace_id = ${workspaceId} and port = 'channel' and state = 'active' order by created_at`.execute(tx);
  for (const { id } of rows) {
    for (const message of definition.messages) await ensureTemplates(app, tx, { workspaceId, connectionId: id, messageKey: message.key, purpose: message.purpose, texts: message.texts });
  }
}

async function writeVersion(tx: Tx, version: { workspaceId: string; flowId: string; version: number; definition: string; author: string }, now: Date) {
  await sql`
    insert into flow_version (workspace_id, flow_id, version, definition, author, created_at)
    values (${version.workspaceId}, ${version.flowId}, ${version.version}, ${version.definition}, ${version.author}, ${now})`.execute(tx);
}

export const unknownFlow = () => new AppError('not_found', 'flow_unknown', 'There is no such flow in this workspace.');
