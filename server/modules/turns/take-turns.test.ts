import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import type { InboundEventType } from '#contract/inbound-event';
import { readConsentFacts } from '#modules/consent';
import { planSends } from '#modules/sends';
import { inTransaction } from '#platform/database';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { makePretendLine, nextShopper, postChange, postMessage, postStatus } from '#test/whatsapp';
import type { PretendLine, Shopper } from '#test/whatsapp';

let it: TestApp;
let line: PretendLine;
let home: TestWorkspace;
let number: string;
beforeAll(async () => {
  line = makePretendLine();
  it = await createTestApp({ io: line.io(() => new Date()) });
  home = await makeWorkspace(it);
  number = await makeNumber(it, home.id);
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});
beforeEach(() => {
  line.sent.length = 0;
  line.refuse.clear();
});

const say = (shopper: Shopper, text: string, id?: string) => postMessage(it, number, shopper, { text, ...(id && { id }) });

/** Hands one event in as the connector tells it. */
async function apply(event: { type: InboundEventType } & Record<string, unknown>) {
  const arrived = { workspaceId: home.id, connectionId: number, key: 'k', receivedAt: it.clock.now(), event: InboundEvent.parse(event) };
  await inTransaction(it.app.db, (tx) => it.app.handlers[event.type](it.app, tx, [arrived] as never));
}

async function read<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(it.app.db)).rows;
}

async function contactOf({ waId, bsuid }: Shopper): Promise<string> {
  const rows = await read(sql<{ contact_id: string }>`select distinct contact_id from contact_identity where workspace_id = ${home.id} and (reported = ${waId ?? ''} or value = ${bsuid ?? ''})`);
  expect(rows).toHaveLength(1);
  return rows[0]?.contact_id ?? '';
}

async function conversationOf(shopper: Shopper) {
  const [row] = await read(sql<{ id: string; handler: string; handoff_reason: string | null; priority: number; waiting_since: Date | null; unread_count: number; tags: string[]; state: string; window_ends_at: Date | null; is_owned: boolean }>`
    select * from conversation where workspace_id = ${home.id} and contact_id = ${await contactOf(shopper)}`);
  return row;
}

/** A marketing message that waits for tomorrow, and one on another channel's word. */
async function planTomorrow(contactId: string): Promise<string> {
  const id = it.app.ids.next();
  await inTransaction(it.app.db, (tx) =>
    planSends(tx, [{
      workspaceId: home.id, id, origin: 'campaign', originId: it.app.ids.next(), step: 's', contactId, connectionId: number, cartId: null, flowId: null, channel: 'whatsapp', purpose: 'marketing',
      plannedForMs: it.clock.nowMs() + 86_400_000, intent: { kind: 'content', content: { type: 'text', text: 'Oferta', previewUrl: false }, inReplyTo: null, templateId: null }, isReply: false, heldOut: false,
      arm: null, authorId: null, authorName: null,
    }]));
  return id;
}

/** What the gate would be told about marketing, on every channel. */
async function marketingWords(contactId: string) {
  const channels = ['whatsapp', 'sms', 'email', 'chat', 'push'] as const;
  return inTransaction(it.app.db, (tx) => readConsentFacts(it.app, tx, channels.map((channel) => ({ workspaceId: home.id, contactId, channel, purpose: 'marketing' as const }))));
}

async function optIn(shopper: Shopper) {
  for (const channel of ['whatsapp', 'sms', 'email']) {
    const at = new Date(it.clock.nowMs() - 86_400_000).toISOString();
    await apply({ type: 'consent.changed', person: { waId: shopper.waId, phone: `+${shopper.waId}`, bsuid: shopper.bsuid }, signal: { channel, purpose: 'marketing', state: 'granted', occurredAt: at, source: 'checkout', wording: 'Sí, quiero novedades', evidence: {}, doubleOptIn: false } });
  }
}

describe('P6: an opt-out by any road stops marketing on every channel at once', () => {
  const roads: Record<string, (shopper: Shopper) => Promise<unknown>> = {
    'the word BAJA': (shopper) => say(shopper, 'BAJA'),
    'the word SAIR': (shopper) => say(shopper, 'Sair.'),
    'the word STOP': (shopper) => say(shopper, 'stop'),
    'a button of ours': (shopper) => postMessage(it, number, shopper, { tap: { id: `opt_out:${it.app.ids.next()}`, title: 'No quiero más' } }),
    'the preferences of the platform': (shopper) =>
      postChange(it, number, 'user_preferences', { user_preferences: [{ wa_id: shopper.waId, user_id: shopper.bsuid, detail: 'User requested to stop marketing messages', category: 'marketing_messages', value: 'stop', timestamp: String(Math.floor(it.clock.nowMs() / 1000)) }] }),
    'a refusal of the platform with code 131050': async (shopper) => {
      const [{ id } = { id: '' }] = await read(sql<{ id: string }>`
        insert into send (workspace_id, id, origin, origin_id, step, contact_id, connection_id, channel, purpose, state, planned_at, planned_for, due_at, intent, claimed_at, provider_message_id)
        values (${home.id}, ${it.app.ids.next()}, 'campaign', ${it.app.ids.next()}, 's', ${await contactOf(shopper)}, ${number}, 'whatsapp', 'marketing', 'accepted', ${it.clock.now()}, ${it.clock.now()}, ${it.clock.now()},
          '{"kind":"content","content":{"type":"text","text":"Oferta"}}', ${it.clock.now()}, ${`wamid.P${shopper.waId}`}) returning id`);
      await postStatus(it, number, shopper, { id: `wamid.P${shopper.waId}`, status: 'failed', sendId: id, errors: [{ code: 131050, title: 'Unable to deliver the message', message: 'This recipient has chosen to stop receiving marketing messages' }] });
    },
    'a member who heard it': async (shopper) => {
      await say(shopper, 'Hola');
      const conversation = await conversationOf(shopper);
      const reply = await it.web.inject({ method: 'POST', url: `/v1/workspaces/${home.id}/conversations/${conversation?.id}/opt-out`, headers: { cookie: home.cookie, origin: it.app.publicUrl }, payload: { note: 'Lo pidió por teléfono' } });
      expect(reply.statusCode).toBe(200);
    },
  };

  test.each(Object.keys(roads))('by %s', async (road) => {
    const shopper = nextShopper();
    await optIn(shopper);
    const contactId = await contactOf(shopper);
    expect((await marketingWords(contactId)).slice(0, 3).map(({ consent }) => consent)).toEqual(['granted', 'granted', 'granted']);
    const sendId = await planTomorrow(contactId);
    it.clock.advance({ minutes: 1 });
    await roads[road]?.(shopper);

    for (const word of await marketingWords(contactId)) expect(word.isSuppressed || word.consent === 'withdrawn').toBe(true);
    await it.runDue();
    const [send] = await read(sql<{ state: string; reason: string }>`select state, reason from send where id = ${sendId}`);
    expect(send).toEqual({ state: 'refused', reason: 'suppressed' });
    const proof = await read(sql<{ source: string }>`select source from consent_entry where workspace_id = ${home.id} and contact_id = ${contactId} and state = 'withdrawn'`);
    expect(proof.length).toBeGreaterThan(0);
  });

  test('is confirmed once, however often it is said, and nobody is bothered', async () => {
    const shopper = nextShopper();
    await say(shopper, 'BAJA');
    it.clock.advance({ minutes: 1 });
    await say(shopper, 'baja');
    await postMessage(it, number, shopper, { tap: { id: `opt_out:${it.app.ids.next()}`, title: 'No más' } });
    await it.runDue();
    expect(line.sent.map(({ text }) => text)).toEqual([expect.stringContaining('no te enviaremos más')]);
    expect(await conversationOf(shopper)).toMatchObject({ waiting_since: null, handler: 'none' });
  });

  test('can be taken back by the shopper, who is told how to stop again', async () => {
    const shopper = nextShopper();
    await say(shopper, 'BAJA');
    it.clock.advance({ minutes: 1 });
    await say(shopper, 'ALTA');
    await it.runDue();
    expect(line.sent).toHaveLength(2);
    const [whatsapp] = await marketingWords(await contactOf(shopper));
    expect(whatsapp).toMatchObject({ consent: 'granted', isSuppressed: false });
  });

  test('"quiero cancelar mi pedido" is none: a person reads it', async () => {
    const shopper = nextShopper();
    await optIn(shopper);
    await say(shopper, 'quiero cancelar mi pedido');
    const [whatsapp] = await marketingWords(await contactOf(shopper));
    expect(whatsapp).toMatchObject({ consent: 'granted', isSuppressed: false });
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'replied' });
  });

  test('a forged button opts nobody out and reaches a person', async () => {
    const shopper = nextShopper();
    await optIn(shopper);
    await postMessage(it, number, shopper, { tap: { id: 'opt_out:DROP TABLE', title: 'Ver carrito' } });
    const [whatsapp] = await marketingWords(await contactOf(shopper));
    expect(whatsapp?.isSuppressed).toBe(false);
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', tags: [] });
  });
});

describe('P7: a person is always reachable', () => {
  test('who asks for one is put ahead in the queue and told so once', async () => {
    const shopper = nextShopper();
    await say(shopper, 'Quiero hablar con una persona');
    await it.runDue();
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'asked_for_person', priority: 1, tags: ['person'] });
    expect((await conversationOf(shopper))?.waiting_since).not.toBeNull();
    expect(line.sent).toHaveLength(1);
  });

  test('any other message waits for one too, at the time it came', async () => {
    const shopper = nextShopper();
    await say(shopper, '¿Tienen talle 38?');
    await it.runDue();
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', handoff_reason: 'replied', priority: 0, unread_count: 1 });
    expect(line.sent).toEqual([]);
  });

  test('a topic button says what it is about', async () => {
    const shopper = nextShopper();
    await postMessage(it, number, shopper, { tap: { id: `shipping:${it.app.ids.next()}`, title: '¿Cuándo llega?' } });
    expect(await conversationOf(shopper)).toMatchObject({ handoff_reason: 'asked_about_shipping', tags: ['shipping'] });
  });
});

test('P2: a repeated webhook never causes a second answer', async () => {
  const shopper = nextShopper();
  for (let time = 0; time < 3; time += 1) await say(shopper, 'quiero hablar con una persona', `wamid.SAME${shopper.waId}`);
  await it.runDue();
  await say(shopper, 'quiero hablar con una persona', `wamid.SAME${shopper.waId}`);
  await it.runDue();
  expect(line.sent).toHaveLength(1);
  expect(await conversationOf(shopper)).toMatchObject({ unread_count: 1 });
});

describe('X-22: who else writes in the thread', () => {
  test('a thread that another application owns is shown and never answered', async () => {
    const shopper = nextShopper();
    await postMessage(it, number, shopper, { text: 'quiero hablar con una persona' }, 'standby');
    await it.runDue();
    expect(line.sent).toEqual([]);
    expect(await conversationOf(shopper)).toMatchObject({ is_owned: false, handler: 'none', waiting_since: null });
  });

  test('an answer from the merchant’s own app makes the conversation a person’s', async () => {
    const shopper = nextShopper();
    await say(shopper, 'Hola, ¿tienen stock?');
    it.clock.advance({ minutes: 2 });
    await apply({ type: 'message.echoed', providerMessageId: `wamid.E${shopper.waId}`, person: { waId: shopper.waId, phone: `+${shopper.waId}`, bsuid: shopper.bsuid }, at: it.clock.now().toISOString(), content: { type: 'text', text: 'Sí, te lo reservo' } });
    expect(await conversationOf(shopper)).toMatchObject({ handler: 'person', waiting_since: null, unread_count: 0 });
    await it.runDue();
    expect(line.sent).toEqual([]);
  });

  test('history of before the connection triggers nothing, not even an opt-out word', async () => {
    const shopper = nextShopper();
    await apply({ type: 'message.imported', direction: 'in', providerMessageId: `wamid.H${shopper.waId}`, person: { waId: shopper.waId, phone: `+${shopper.waId}`, bsuid: shopper.bsuid }, at: new Date(it.clock.nowMs() - 3_600_000).toISOString(), content: { type: 'text', text: 'BAJA' } });
    await it.runDue();
    expect(line.sent).toEqual([]);
    expect(await conversationOf(shopper)).toMatchObject({ state: 'closed', handler: 'none', window_ends_at: null });
    expect((await marketingWords(await contactOf(shopper)))[0]).toMatchObject({ isSuppressed: false });
  });
});

describe('X-08: a shopper who hides their phone', () => {
  test('is answered by their user id, and becomes one with their phone once it is known', async () => {
    const full = nextShopper();
    const hidden: Shopper = { ...(full.bsuid && { bsuid: full.bsuid }), name: 'Lucía' };
    await say(hidden, 'quiero hablar con una persona');
    await it.runDue();
    expect(line.sent.map(({ to }) => to)).toEqual([full.bsuid]);
    const before = await contactOf(hidden);

    // The shop knows the phone, until now as somebody else.
    const phoneOnly: Shopper = { ...(full.waId && { waId: full.waId }), name: 'Lucía' };
    await say(phoneOnly, 'Soy yo, desde el otro lado');
    it.clock.advance({ minutes: 1 });
    await say(full, 'Acá está mi número');
    const after = await contactOf(full);
    expect([before, await contactOf(phoneOnly)]).toContain(after);
    const conversations = await read(sql<{ id: string; messages: number }>`
      select v.id, (select count(*)::int from message m where m.workspace_id = v.workspace_id and m.conversation_id = v.id) as messages
      from conversation v where v.workspace_id = ${home.id} and v.contact_id = ${after}`);
    expect(conversations).toMatchObject([{ messages: 3 }]);
  });
});
