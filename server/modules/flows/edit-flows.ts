import type { App } from '#context';
import { findPlaceholders } from '#contract/flow';
import type { FlowDefinition } from '#contract/flow';
import type { FlowDetail, FlowFile, FlowSummary, FlowVersion, NewFlow, PlaybookLibrary, SavedFlow } from '#contract/flow-management';
import { languageOf } from '#contract/language';
import type { Page, PageQuery } from '#contract/page';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { dayMs } from '#platform/clock';
import { inTransaction } from '#platform/database';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { pageOfRows, readCursor } from '#platform/page';
import { readWorkspaceFacts, writeAudit } from '#modules/workspaces';
import type { WorkspaceFacts } from '#modules/workspaces';
import { createFlow, saveFlow, switchFlow, unknownFlow } from './manage-flows.ts';
import { countFigures, countReviews, findFlow, findFlows, findVersions, toSummary } from './manage-queries.ts';
import type { FlowRow } from './manage-queries.ts';
import { openings } from './playbooks/openings.ts';
import { playbooks } from './playbooks/library.ts';

const figureDays = 30;

export async function listFlows(app: App, actor: Actor, query: PageQuery): Promise<Page<FlowSummary>> {
  const { currency } = await requireWorkspace(app, actor);
  const rows = await findFlows(app.db, actor.workspaceId, query.limit, readCursor(query.cursor));
  const figures = await countFigures(app.db, actor.workspaceId, rows.map(({ id }) => id), new Date(app.clock.nowMs() - figureDays * dayMs), currency);
  return pageOfRows(rows, query.limit, (row) => ({ at: row.createdAt, id: row.id }), (row) => toSummary(row, figures.get(row.id), currency));
}

export async function readFlow(app: App, actor: Actor, flowId: string): Promise<FlowDetail> {
  const { currency } = await requireWorkspace(app, actor);
  const row = await requireFlow(app, actor, flowId);
  const figures = await countFigures(app.db, actor.workspaceId, [flowId], new Date(app.clock.nowMs() - figureDays * dayMs), currency);
  return {
    ...toSummary(row, figures.get(flowId), currency),
    reviews: await countReviews(app.db, actor.workspaceId, row.definition.messages.map(({ key }) => key)),
    toWrite: listToWrite(row.definition),
  };
}

/** The ready-made flows, with the figures of this workspace's currency. */
export async function listPlaybooks(app: App, actor: Actor): Promise<PlaybookLibrary> {
  const { currency } = await requireWorkspace(app, actor);
  return { playbooks: playbooks.map(({ id, lane, priority, define }) => ({ id, lane, priority, definition: define(currency) })), openings: [...openings] };
}

/** Makes a flow from a playbook or a file, switched off. */
export async function addFlow(app: App, actor: Actor, input: NewFlow): Promise<FlowDetail> {
  requireRole(actor, 'admin');
  const workspace = await requireWorkspace(app, actor);
  const made = input.from === 'file' ? { ...input.file, playbook: null } : fromPlaybook(workspace, input);
  const flowId = await inTransaction(app.db, async (tx) => {
    const id = await createFlow(app, tx, { ...made, workspaceId: actor.workspaceId, author: actor.name });
    await writeAudit(app, tx, actor, 'flow.created', { kind: 'flow', id }, { name: made.name, playbook: made.playbook });
    return id;
  });
  publish(app, actor, flowId);
  return readFlow(app, actor, flowId);
}

function fromPlaybook(workspace: WorkspaceFacts, input: Extract<NewFlow, { from: 'playbook' }>) {
  const playbook = playbooks.find(({ id }) => id === input.playbook);
  if (!playbook) throw new AppError('not_found', 'playbook_unknown', `There is no playbook named "${input.playbook}".`);
  const name = input.name ?? playbook.names[languageOf(workspace.locale) ?? 'en'];
  return { name, lane: playbook.lane, priority: playbook.priority, playbook: playbook.id, definition: playbook.define(workspace.currency) };
}

/** Keeps an edited definition as a new version. Throws `flow_changed` when somebody else saved in between. */
export async function editFlow(app: App, actor: Actor, flowId: string, input: SavedFlow): Promise<FlowDetail> {
  requireRole(actor, 'admin');
  await inTransaction(app.db, async (tx) => {
    const before = await requireBase(tx, actor, flowId, input.basedOn);
    if (before.isOn) refuseUnwritten(input.definition);
    const version = await saveFlow(app, tx, { ...input, workspaceId: actor.workspaceId, flowId, author: actor.name });
    await writeAudit(app, tx, actor, 'flow.saved', { kind: 'flow', id: flowId }, { name: input.name, version });
  });
  publish(app, actor, flowId);
  return readFlow(app, actor, flowId);
}

/** Puts an earlier version back, as a new one: nothing is lost. */
export async function restoreVersion(app: App, actor: Actor, flowId: string, input: { version: number; basedOn: number }): Promise<FlowDetail> {
  requireRole(actor, 'admin');
  await inTransaction(app.db, async (tx) => {
    const before = await requireBase(tx, actor, flowId, input.basedOn);
    const versions = await findVersions(tx, actor.workspaceId, flowId);
    const wanted = versions.find(({ version }) => version === input.version);
    if (!wanted) throw new AppError('not_found', 'version_unknown', `This flow has no version ${input.version}.`);
    if (before.isOn) refuseUnwritten(wanted.definition);
    const version = await saveFlow(app, tx, { workspaceId: actor.workspaceId, flowId, name: before.name, priority: before.priority, definition: wanted.definition, author: actor.name });
    await writeAudit(app, tx, actor, 'flow.restored', { kind: 'flow', id: flowId }, { name: before.name, restored: input.version, version });
  });
  publish(app, actor, flowId);
  return readFlow(app, actor, flowId);
}

export async function listVersions(app: App, actor: Actor, flowId: string): Promise<{ items: FlowVersion[] }> {
  await requireFlow(app, actor, flowId);
  return { items: await findVersions(app.db, actor.workspaceId, flowId) };
}

/** Switches a flow on or off; asking for what is so already changes nothing. */
export async function turnFlow(app: App, actor: Actor, flowId: string, isOn: boolean): Promise<FlowDetail> {
  requireRole(actor, 'admin');
  await inTransaction(app.db, async (tx) => {
    const before = await findFlow(tx, actor.workspaceId, flowId, true);
    if (!before) throw unknownFlow();
    if (before.isOn === isOn) return;
    if (isOn) refuseUnwritten(before.definition);
    await switchFlow(app, tx, { workspaceId: actor.workspaceId, flowId, isOn });
    await writeAudit(app, tx, actor, isOn ? 'flow.switched_on' : 'flow.switched_off', { kind: 'flow', id: flowId }, { name: before.name });
  });
  publish(app, actor, flowId);
  return readFlow(app, actor, flowId);
}

/** The flow as a file that another shop can import. */
export async function exportFlow(app: App, actor: Actor, flowId: string): Promise<FlowFile> {
  const { name, lane, priority, definition } = await requireFlow(app, actor, flowId);
  return { format: 'marchante.flow', version: 1, name, lane, priority, definition };
}

export async function requireFlow(app: App, actor: Actor, flowId: string): Promise<FlowRow> {
  const row = await findFlow(app.db, actor.workspaceId, flowId);
  if (!row) throw unknownFlow();
  return row;
}

export async function requireWorkspace(app: App, actor: Actor): Promise<WorkspaceFacts> {
  const workspace = (await readWorkspaceFacts(app.db, [actor.workspaceId])).get(actor.workspaceId);
  if (!workspace) throw new AppError('not_found', 'workspace_unknown', 'There is no such workspace.');
  return workspace;
}

async function requireBase(tx: Tx, actor: Actor, flowId: string, basedOn: number): Promise<FlowRow> {
  const before = await findFlow(tx, actor.workspaceId, flowId, true);
  if (!before) throw unknownFlow();
  if (before.version !== basedOn) throw new AppError('conflict', 'flow_changed', 'Somebody saved this flow while you were editing it. Read it again and repeat your change.', { version: before.version });
  return before;
}

const listToWrite = (definition: FlowDefinition) => findPlaceholders(definition).map(({ path, message }) => ({ path: path.join('.'), message }));

/** A passage that only the merchant can write must not reach a shopper. */
function refuseUnwritten(definition: FlowDefinition): void {
  const fields = listToWrite(definition).map((problem) => ({ in: 'body' as const, ...problem, path: `definition.${problem.path}` }));
  if (fields.length > 0) throw new AppError('invalid', 'flow_unwritten', 'Some texts still have a passage in [[brackets]]. Replace it with your own words before people get it.', { fields });
}

function publish(app: App, actor: Actor, flowId: string): void {
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'flow', id: flowId });
  // Texts that were handed in wait for their job.
  app.poke('jobs');
}
