import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ConnectorError } from '#ports/connector';
import { callThen, draft, fakeTool } from '#test/assistant';
import { nextShopper } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';
import { noUsage } from './engine.ts';
import { greet, openTurnDesk } from './testing.ts';

const desk = openTurnDesk();
const { line, guided, model, tools, heard, settle, conversationOf, connectModel, write, turnsOf } = desk;

describe('a model', () => {
  test('that is well answers, and what it costs is kept', async () => {
    await connectModel();
    model.script = () => ({ kind: 'say', draft: draft('Hola, soy el asistente virtual. ¿Qué buscas?'), usage: { inputTokens: 900, outputTokens: 40, costMicros: 1200 } });
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await settle();
    expect(await turnsOf(shopper)).toMatchObject([{ engine: 'generative', fallback: null, cost_micros: 1200 }]);
    const { id } = (await conversationOf(shopper)) ?? { id: '' };
    const costs = await desk.it.web.inject({ method: 'GET', url: `/v1/workspaces/${desk.home.id}/conversations/${id}/costs`, headers: { cookie: desk.home.cookie } });
    expect(costs.json()).toMatchObject({ messages: { assistant: 1 }, serviceMessages: 1, turns: 1, modelMicros: 1200, inputTokens: 900 });
  });

  test('that had to think anew is paid for every thought', async () => {
    await connectModel();
    const shopper = nextShopper();
    model.script = async (view) => {
      if (view.incoming.length === 1) await write(shopper, 'y de cuero');
      return { kind: 'say', draft: draft('Hola, soy el asistente virtual. ¿Qué talle?'), usage: { inputTokens: 900, outputTokens: 40, costMicros: 1200 } };
    };
    await write(shopper, 'Busco botas');
    await settle();
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', messages: 2, cost_micros: 2400 }]);
  });

  test.each([
    ['over quota', () => Promise.reject(new ConnectorError('rate_limited', 'Too many.')), 'over_quota'],
    ['down', () => Promise.reject(new ConnectorError('unavailable', 'Away.')), 'unavailable'],
    ['of another shape', () => Promise.reject(new ConnectorError('unexpected', 'Not JSON.')), 'malformed'],
    ['failing in an unforeseen way', () => Promise.reject(new TypeError('x is not a function')), 'failed'],
    ['calling tools that do not exist', () => ({ kind: 'call' as const, calls: [{ id: 'x', name: 'drop_tables', input: {} } as never, { id: 'y', name: 'view_cart', input: 7 } as never, { id: 'z', name: '', input: null } as never], usage: noUsage }), 'malformed'],
  ])('that is %s in the middle of a turn leaves it to the built-in engine, and the record says why', async (_what, script, fallback) => {
    await connectModel();
    model.script = (view) => (view.results.length === 0 && fallback !== 'malformed' ? callThen('check_stock', { items: [{ connectionId: 'c', variantKey: 'v' }] }, script)(view) : script());
    tools.check_stock = fakeTool('check_stock', () => ({ items: [] }));
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await settle();
    expect(line.sent).toHaveLength(1);
    expect(await turnsOf(shopper)).toMatchObject([{ state: 'answered', engine: 'guided', fallback }]);
  });

  test('that goes in circles is stopped', async () => {
    await connectModel();
    tools.check_stock = fakeTool('check_stock', () => ({ items: [] }));
    model.script = () => ({ kind: 'call', calls: [{ id: 'c', name: 'check_stock', input: { items: [{ connectionId: 'c', variantKey: 'v' }] } }], usage: noUsage });
    const shopper = nextShopper();
    await write(shopper, 'Hola');
    await settle();
    expect(await turnsOf(shopper)).toMatchObject([{ engine: 'guided', fallback: 'malformed' }]);
  });

  test('that failed rests for a minute, so that the next shopper does not wait for it', async () => {
    await connectModel();
    model.script = () => Promise.reject(new ConnectorError('unavailable', 'Away.'));
    await write(nextShopper(), 'Hola');
    await settle();
    const seen = model.seen.length;
    const next = nextShopper();
    await write(next, 'Hola');
    await settle();
    expect(model.seen).toHaveLength(seen);
    expect(await turnsOf(next)).toMatchObject([{ engine: 'guided', fallback: 'resting' }]);
    desk.it.clock.advance({ minutes: 2 });
    model.script = () => greet;
    const later = nextShopper();
    await write(later, 'Hola');
    await settle();
    expect(await turnsOf(later)).toMatchObject([{ engine: 'generative', fallback: null }]);
  });

  test('is not asked beyond the budget of the day', async () => {
    await connectModel({ dailyBudgetMicros: 1 });
    await sql`update assistant_turn set cost_micros = 0 where workspace_id = ${desk.home.id}`.execute(desk.it.app.db);
    model.script = () => ({ kind: 'say', draft: draft('Hola.'), usage: { inputTokens: 1, outputTokens: 1, costMicros: 5 } });
    const first = nextShopper();
    await write(first, 'Hola');
    await settle();
    const second = nextShopper();
    await write(second, 'Hola');
    await settle();
    expect(await turnsOf(second)).toMatchObject([{ engine: 'guided', fallback: 'over_budget' }]);
  });
});

describe('a voice note', () => {
  /** Turns the last message of the shopper into a voice note whose file has come. */
  async function speak(shopper: Shopper, state: 'stored' | 'wanted' = 'stored') {
    await write(shopper, '…');
    const { id } = (await conversationOf(shopper)) ?? { id: '' };
    await sql`update message set content = '{"type":"audio","media":{"url":null,"mediaId":"M1","mimeType":"audio/ogg","fileName":null,"caption":null},"isVoice":true,"sha256":null}' where workspace_id = ${desk.home.id} and conversation_id = ${id}`.execute(desk.it.app.db);
    await sql`insert into media (workspace_id, at, id, conversation_id, message_id, channel_media_id, wanted_at, state, mime_type, size_bytes, sha256, bytes)
      select m.workspace_id, m.at, ${desk.it.app.ids.next()}, m.conversation_id, m.id, 'M1', m.at, ${state}, 'audio/ogg', 4, 'x', ${state === 'stored' ? Buffer.from('OggS') : null} from message m where m.workspace_id = ${desk.home.id} and m.conversation_id = ${id}`.execute(desk.it.app.db);
    return id;
  }

  test('is heard by a model that can, before the engine sees it; the next turn remembers its words', async () => {
    heard.text = 'busco zapatillas talle cuarenta y dos';
    await connectModel();
    model.script = () => greet;
    const shopper = nextShopper();
    await speak(shopper);
    await settle();
    expect(model.seen[0]?.incoming).toMatchObject([{ kind: 'voice', text: 'busco zapatillas talle cuarenta y dos' }]);
    await write(shopper, 'para correr');
    await settle();
    expect(model.seen.at(-1)?.history.map(({ text }) => text)).toContain('busco zapatillas talle cuarenta y dos');
  });

  test('whose file is still on its way is waited for, but not for ever', async () => {
    heard.text = 'hola';
    await connectModel();
    const shopper = nextShopper();
    await speak(shopper, 'wanted');
    await settle();
    expect(model.seen).toEqual([]);
    desk.it.clock.advance({ ms: 20_000 });
    await settle();
    expect(model.seen[0]?.incoming).toMatchObject([{ kind: 'voice', text: '' }]);
  });

  test('that nobody can hear comes without words', async () => {
    const shopper = nextShopper();
    await speak(shopper);
    heard.text = null;
    await sql`update connection set state = 'paused' where workspace_id = ${desk.home.id} and port = 'model'`.execute(desk.it.app.db);
    await settle();
    expect(guided.seen[0]?.incoming).toMatchObject([{ kind: 'voice', text: '' }]);
  });
});
