import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { z } from 'zod';
import { ConnectorError } from '#ports/connector';
import { defineModel } from '#ports/model';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { say, scriptedEngine, scriptedParts, setAssistant } from '#test/assistant';
import { makePretendLine, postMessage } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';
import type { Tools } from './define-tool.ts';

interface TurnRow {
  id: string;
  state: string;
  reason: string | null;
  messages: number;
  attempts: number;
  engine: string | null;
  fallback: string | null;
  record: { steps: { kind: string }[] };
  pending: unknown;
  cost_micros: number;
}

interface ConversationRow {
  id: string;
  handler: string;
  handoff_reason: string | null;
  waiting_since: Date | null;
  tags: string[];
  priority: number;
}

/** What both engines say unless a test says otherwise. */
export const greet = say('Hola, ¿qué buscas?');

/**
 * A shop whose assistant is switched on and thinks what the test says, with a pretend line to its shoppers. Set up once for the file that calls
 * it; before each test nothing is open, nothing was sent and the settings are those of a new shop.
 */
export function openTurnDesk() {
  const line = makePretendLine();
  const guided = scriptedEngine('guided', () => greet);
  const model = scriptedEngine('generative', () => greet);
  const tools: Tools = {};
  /** What the pretend model hears in a voice note; null: it fails. */
  const heard: { text: string | null } = { text: null };
  let it: TestApp;
  let home: TestWorkspace;
  let number: string;

  beforeAll(async () => {
    it = await createTestApp({ io: line.io(() => new Date()), assistant: scriptedParts(guided, tools, model), isStill: true });
    it.app.connectors = { ...it.app.connectors, models: new Map([['pretend-model', pretendModel(heard)]]) };
    home = await makeWorkspace(it);
    number = await makeNumber(it, home.id);
  });
  afterAll(async () => {
    await it?.close();
    await stopSharedServer();
  });
  beforeEach(async () => {
    // What another test left open is none of the next one's business.
    guided.script = () => greet;
    await settle(10_000);
    line.sent.length = 0;
    line.others.length = 0;
    guided.seen = [];
    model.script = () => greet;
    model.seen = [];
    for (const name of Object.keys(tools)) delete tools[name as keyof Tools];
    await setAssistant(it, home.id);
  });

  /** Lets the quiet time pass and everything happen. */
  async function settle(ms = 1300): Promise<void> {
    it.clock.advance({ ms });
    await it.runDue();
  }

  async function read<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
    return (await query.execute(it.app.db)).rows;
  }

  const contactOf = ({ waId }: Shopper) => sql`(select distinct contact_id from contact_identity where workspace_id = ${home.id} and reported = ${waId ?? ''})`;

  /** A member presses one of the buttons over the conversation; gives the reply. */
  async function press(shopper: Shopper, action: 'take-over' | 'hand-back' | 'close') {
    const conversation = await conversationOf(shopper);
    return it.web.inject({ method: 'POST', url: `/v1/workspaces/${home.id}/conversations/${conversation?.id}/${action}`, headers: { cookie: home.cookie, origin: it.app.publicUrl } });
  }

  async function conversationOf(shopper: Shopper): Promise<ConversationRow | undefined> {
    return (await read(sql<ConversationRow>`select * from conversation where workspace_id = ${home.id} and contact_id = ${contactOf(shopper)}`))[0];
  }

  /** A language model that the assistant is set to; `model.script` says what it thinks. */
  async function connectModel(settings: object = {}): Promise<void> {
    const id = it.app.ids.next();
    const now = it.app.clock.now();
    await sql`insert into connection (workspace_id, id, port, vendor, name, state, created_at, updated_at) values (${home.id}, ${id}, 'model', 'pretend-model', 'Model', 'active', ${now}, ${now})`.execute(it.app.db);
    await sql`insert into hook_route (connection_id, workspace_id) values (${id}, ${home.id})`.execute(it.app.db);
    await setAssistant(it, home.id, { modelConnectionId: id, ...settings });
  }

  return {
    line, guided, model, tools, heard, settle, read, press, conversationOf, connectModel,
    get it() {
      return it;
    },
    get home() {
      return home;
    },
    get number() {
      return number;
    },
    write: (shopper: Shopper, text: string) => postMessage(it, number, shopper, { text }),
    turnsOf: (shopper: Shopper) =>
      read(sql<TurnRow>`
        select t.*, cardinality(t.message_ids) as messages from assistant_turn t where t.workspace_id = ${home.id} and t.contact_id = ${contactOf(shopper)} order by t.started_at, t.id`),
    setUp: (settings: Parameters<typeof setAssistant>[2]) => setAssistant(it, home.id, settings),
  };
}

/** Everything that a message to the shopper says, as sent to the channel. */
export const textOf = (sent: { body: Record<string, unknown> } | undefined): string => JSON.stringify(sent?.body ?? {});

const pretendModel = (heard: { text: string | null }) =>
  defineModel<unknown, unknown>({
    hooks: { verify: () => 'forged', translate: () => ({ events: [] }) },
    id: 'pretend-model',
    name: 'Pretend',
    settings: z.unknown(),
    connect: () => ({}),
    check: async () => ({ steps: [], accountName: null, accountKey: null, facts: {} }),
    generate: () => Promise.reject(new Error('The script thinks.')),
    price: () => null,
    seesPictures: () => false,
    transcribe: async () => {
      if (heard.text === null) throw new ConnectorError('unavailable', 'Deaf.');
      return { text: heard.text, language: null };
    },
  });
