import { sql } from 'kysely';
import { z } from 'zod';
import type { AssistantSettings, TryAnswer, TryBody } from '#contract/assistant';
import { HandoffTrigger } from '#contract/handoff';
import type { Language } from '#contract/language';
import type { OutgoingContent } from '#contract/message-content';
import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { secondMs } from '#platform/clock';
import { storableJson } from '#platform/database';
import type { Db } from '#platform/database';
import { AppError } from '#platform/errors';
import { inSandbox } from '#platform/sandbox';
import type { ChannelDefinition } from '#ports/channel';
import { engines } from './engines.ts';
import { readSettings } from './manage-settings.ts';
import { readTurn } from './read-turns.ts';
import { settleTurn } from './settle-turn.ts';
import { readSituation } from './situation.ts';
import type { AssistantParts } from './take-turn.ts';
import { think } from './think.ts';
import { tools } from './tools/index.ts';
import type { TakenTurn } from './turn-queries.ts';

/** A pretend shopper and all that the conversation has made of them so far. Sealed, so that only what we gave comes back. */
const TryState = z.object({
  version: z.literal(1),
  workspaceId: z.string(),
  ids: z.object({ connectionId: z.string(), contactId: z.string(), conversationId: z.string() }),
  rows: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
type TryState = z.infer<typeof TryState>;

/** Where a conversation leaves traces, in the order in which they can be put back. */
const traces: { table: string; where: 'id' | 'contact_id' | 'conversation_id' }[] = [
  { table: 'contact', where: 'id' },
  { table: 'conversation', where: 'contact_id' },
  { table: 'message', where: 'conversation_id' },
  { table: 'send', where: 'contact_id' },
  { table: 'conversation_event', where: 'conversation_id' },
  { table: 'assistant_turn', where: 'contact_id' },
  { table: 'cart', where: 'contact_id' },
  { table: 'cart_edit', where: 'conversation_id' },
  { table: 'chat_discount', where: 'conversation_id' },
  { table: 'return_request', where: 'contact_id' },
  { table: 'restock_wish', where: 'contact_id' },
];

/** What the merchant sees is what WhatsApp could carry. */
const shown: readonly OutgoingContent['type'][] = ['text', 'buttons', 'list', 'cards', 'image'];
/** Each holds a connection to the database and may keep a model busy. */
const mostAtOnce = 2;
let running = 0;

/**
 * One message of a conversation that the merchant plays: the same loop, tools and guards as for shoppers, in a database whose writes vanish, with
 * nobody outside being written to. What the conversation has become comes back as `state`.
 */
export async function tryOut(app: App, actor: Actor, body: TryBody, parts: AssistantParts = { engines, tools }): Promise<TryAnswer> {
  requireRole(actor, 'agent');
  if (running >= mostAtOnce) throw new AppError('rate_limited', 'try_busy', 'Others are trying the assistant out just now. Try again in a moment.');
  running += 1;
  try {
    const state = openState(app, actor, body.state);
    const settings = body.settings ?? (await readSettings(app, actor));
    return await inSandbox(app.db, (db) => play(sandboxed(app, db), actor, body, { state, settings, parts }));
  } finally {
    running -= 1;
  }
}

function openState(app: App, actor: Actor, sealed: string | null): TryState | null {
  if (sealed === null) return null;
  try {
    const state = TryState.parse(JSON.parse(app.keys.open(Buffer.from(sealed, 'base64url'))));
    if (state.workspaceId === actor.workspaceId) return state;
  } catch {
    // Said below: whatever is wrong with it, it is none of ours.
  }
  throw new AppError('invalid', 'try_state_unknown', 'This conversation cannot be continued. Begin a new one: leave the state out.', { field: 'state' });
}

/** The same application, deaf and mute: nobody hears of what it writes. */
function sandboxed(app: App, db: Db): App {
  const definition = { ...pretendChannel, port: 'channel' as const } as unknown as ChannelDefinition;
  return {
    ...app,
    db,
    poke: () => undefined,
    live: { publish: () => undefined, subscribe: () => () => undefined, close: async () => undefined },
    connectors: { ...app.connectors, channels: new Map([...app.connectors.channels, [definition.id, definition]]) },
  };
}

const pretendChannel = {
  id: 'try-out',
  name: 'Try-out',
  channel: 'whatsapp',
  contentTypes: shown,
  settings: z.unknown(),
  connect: () => ({}),
  hooks: { verify: () => 'forged', translate: () => ({ events: [] }) },
  check: async () => ({ steps: [], accountName: null, accountKey: null, facts: {} }),
  pace: () => ({ messagesPerSecond: 1, pairIntervalMs: 0, pairBurst: 1 }),
  send: async () => ({ kind: 'refused', problem: { code: 'try_out', message: 'A try-out sends nothing.', advice: 'none' }, retryAfterMs: null }),
};

async function play(app: App, actor: Actor, body: TryBody, { state, settings, parts }: { state: TryState | null; settings: AssistantSettings; parts: AssistantParts }): Promise<TryAnswer> {
  const ids = state?.ids ?? { connectionId: app.ids.next(), contactId: app.ids.next(), conversationId: app.ids.next() };
  await prepare(app, actor.workspaceId, { ids, state, language: body.language });
  const turn = await beginTurn(app, actor.workspaceId, ids, body);
  const situation = await readSituation(app, turn, settings);
  if (situation === null) throw new Error('The conversation of a try-out is gone.');
  const startedMs = performance.now();
  const thought = await think({ app, ...parts, isTryOut: true, hasMore: async () => false }, situation);
  const settled = await settleTurn(app, situation, thought, { contentTypes: shown, thinkMs: performance.now() - startedMs, mustEnd: true });
  const detail = await readTurn(app, actor, turn.id);
  const { outcome } = thought;
  return {
    content: settled.kind === 'done' ? (settled.content ?? (await sentContent(app, actor.workspaceId, detail.sendId))) : null,
    handedOver: outcome.kind === 'hand_over' ? { trigger: HandoffTrigger.parse(outcome.trigger), summary: outcome.summary } : null,
    turn: detail,
    state: await sealState(app, actor.workspaceId, ids),
  };
}

/** Puts the pretend shopper and what was before in place. */
async function prepare(app: App, workspaceId: string, { ids, state, language }: { ids: TryState['ids']; state: TryState | null; language: Language | null }): Promise<void> {
  const { db } = app;
  const now = app.clock.now();
  await sql`insert into connection (workspace_id, id, port, vendor, name, state, created_at, updated_at) values (${workspaceId}, ${ids.connectionId}, 'channel', ${pretendChannel.id}, ${pretendChannel.name}, 'active', ${now}, ${now})`.execute(db);
  await sql`insert into hook_route (connection_id, workspace_id) values (${ids.connectionId}, ${workspaceId})`.execute(db);
  if (state === null) {
    await sql`insert into contact (workspace_id, id, locale, created_at, updated_at) values (${workspaceId}, ${ids.contactId}, ${language}, ${now}, ${now})`.execute(db);
    await sql`
      insert into conversation (workspace_id, id, contact_id, connection_id, channel, state, handler, created_at)
      values (${workspaceId}, ${ids.conversationId}, ${ids.contactId}, ${ids.connectionId}, 'whatsapp', 'open', 'assistant', ${now})`.execute(db);
    return;
  }
  for (const { table } of traces) {
    const rows = state.rows[table] ?? [];
    if (rows.length > 0) await sql`insert into ${sql.table(table)} select * from jsonb_populate_recordset(null::${sql.table(table)}, ${storableJson(rows)}::jsonb)`.execute(db);
  }
  // Whoever took it in the story before: here the assistant is being tried.
  await sql`update conversation set handler = 'assistant', waiting_since = null where workspace_id = ${workspaceId} and id = ${ids.conversationId}`.execute(db);
}

async function beginTurn(app: App, workspaceId: string, { connectionId, contactId, conversationId }: TryState['ids'], { text, tap }: TryBody): Promise<TakenTurn> {
  const [messageId, id, now] = [app.ids.next(), app.ids.next(), app.clock.now()];
  const content = tap === null ? { type: 'text', text } : { type: 'reply', id: tap, title: text, description: null };
  await sql`
    insert into message (workspace_id, at, id, conversation_id, direction, author, provider_message_id, content)
    values (${workspaceId}, ${now}, ${messageId}, ${conversationId}, 'in', 'contact', ${messageId}, ${storableJson(content)}::jsonb)`.execute(app.db);
  await sql`
    insert into assistant_turn (workspace_id, id, conversation_id, contact_id, connection_id, channel, state, message_ids, started_at, due_at, latest_at, attempts)
    values (${workspaceId}, ${id}, ${conversationId}, ${contactId}, ${connectionId}, 'whatsapp', 'thinking', ${[messageId]}::uuid[], ${now}, ${new Date(now.getTime() + 60 * secondMs)}, ${now}, 1)`.execute(app.db);
  return { workspaceId, id, conversationId, contactId, connectionId, channel: 'whatsapp', messageIds: [messageId], startedAt: now, attempts: 1 };
}

/** What the shopper of a conversation that was handed over is told. */
async function sentContent(app: App, workspaceId: string, sendId: string | null): Promise<OutgoingContent | null> {
  const { rows } = await sql<{ content: OutgoingContent | null }>`select intent->'content' as content from send where workspace_id = ${workspaceId} and id = ${sendId}`.execute(app.db);
  return rows[0]?.content ?? null;
}

async function sealState(app: App, workspaceId: string, ids: TryState['ids']): Promise<string> {
  const keys = { id: ids.contactId, contact_id: ids.contactId, conversation_id: ids.conversationId };
  const rows: TryState['rows'] = {};
  for (const { table, where } of traces) {
    const { rows: found } = await sql<{ row: Record<string, unknown> }>`select to_jsonb(t) as row from ${sql.table(table)} t where workspace_id = ${workspaceId} and ${sql.ref(where)} = ${keys[where]}`.execute(app.db);
    rows[table] = found.map(({ row }) => row);
  }
  return app.keys.seal(JSON.stringify({ version: 1, workspaceId, ids, rows } satisfies TryState)).toString('base64url');
}
