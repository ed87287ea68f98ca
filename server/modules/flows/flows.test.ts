import { sql } from 'kysely';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Arrived } from '#context';
import type { FlowDefinition } from '#contract/flow';
import { Consequence, FlowDetail, FlowFile, FlowPage, FlowResults, FlowVersions, PlaybookLibrary, PreviewValues, RehearsedCart, RehearsedWeek } from '#contract/flow-management';
import { InboundEvent } from '#contract/inbound-event';
import { createTestApp, makeFlow, makeNumber, makeShop, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp } from '#test/app';
import { inTransaction } from '#platform/database';
import { maintainPartitions } from '#platform/partitions';
import type { ConnectorResponse } from '#ports/connector';
import { partitionedTables } from '../../retention.ts';
import { createFlow, switchFlow } from './index.ts';
import { highValueMinorOf, staggeredHighValue } from './playbooks/staggered-high-value.ts';

let home: TestApp;
let place: { workspaceId: string; shopId: string; numberId: string; cookie: string };
let sent = 0;
let codesMade: string[] = [];
let shopAnswers: 'well' | 'not at all' = 'well';

beforeAll(async () => {
  home = await createTestApp({ io: { now: () => home.clock.now(), fetch: (url, init) => answer(String(url), String(init?.body ?? '')) } });
});
afterAll(async () => {
  await home?.close();
  await stopSharedServer();
});

/** The outside world: a channel that takes everything, and a shop that makes codes. */
function answer(url: string, body: string): Promise<ConnectorResponse> {
  const { status, reply: said } = answerWith(url, body);
  const text = JSON.stringify(said);
  return Promise.resolve({ status, headers: { 'content-type': 'application/json' }, text: () => Promise.resolve(text), bytes: () => Promise.resolve(new TextEncoder().encode(text)) });
}

function answerWith(url: string, body: string): { status: number; reply: object } {
  if (url.includes('access_token')) return { status: 200, reply: { access_token: 'token', scope: 'write_discounts', expires_in: 86_399 } };
  if (url.includes('graphql')) {
    if (shopAnswers === 'not at all') return { status: 503, reply: { errors: 'Unavailable' } };
    const { variables } = z.object({ variables: z.object({ d: z.object({ code: z.string() }) }) }).parse(JSON.parse(body));
    const isTaken = codesMade.includes(variables.d.code);
    if (!isTaken) codesMade.push(variables.d.code);
    const userErrors = isTaken ? [{ field: ['code'], code: 'TAKEN', message: 'Taken' }] : [];
    return { status: 200, reply: { data: { created: { codeDiscountNode: isTaken ? null : { id: `gid://shopify/DiscountCodeNode/${codesMade.length}` }, userErrors } } } };
  }
  sent += 1;
  return { status: 200, reply: { messages: [{ id: `wamid.${sent}` }] } };
}

beforeEach(async () => {
  // Eleven in the morning in Buenos Aires, on a Monday that is no holiday.
  home.clock.setOffset(Date.UTC(2027, 1, 15, 14) - Date.now());
  codesMade = [];
  shopAnswers = 'well';
  const workspace = await makeWorkspace(home);
  place = { workspaceId: workspace.id, cookie: workspace.cookie, shopId: await makeShop(home, workspace.id), numberId: await makeNumber(home, workspace.id) };
  await maintainPartitions(home.app.db, partitionedTables(home.app.config), home.app.clock.now());
});

let eventCount = 0;
async function tell(connectionId: string, input: z.input<typeof InboundEvent>) {
  eventCount += 1;
  const event = InboundEvent.parse(input);
  const arrived: Arrived = { workspaceId: place.workspaceId, connectionId, key: `event-${eventCount}`, receivedAt: home.clock.now(), event };
  await inTransaction(home.app.db, (tx) => home.app.handlers[event.type](home.app, tx, [arrived] as never));
}

const nowIso = () => home.clock.now().toISOString();
const phoneOf = (name: string) => `+54911${String(40_000_000 + ([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 9_999_999))}`;
const personOf = (name: string) => ({ phone: phoneOf(name), name, country: 'AR' });
const allow = (name: string, state: 'granted' | 'withdrawn' = 'granted') =>
  tell(place.shopId, { type: 'consent.changed', person: personOf(name), signal: { channel: 'whatsapp', purpose: 'marketing', state, occurredAt: nowIso(), source: 'checkout', wording: 'Quiero ofertas' } });
const leaveCart = (name: string, totalMinor = highValueMinorOf('ARS')) =>
  tell(place.shopId, { type: 'cart.changed', cartKey: `cart-${name}`, version: nowIso(), person: personOf(name), currency: 'ARS', totalMinor, lines: [{ title: 'Mochila Andes', quantity: 1, unitPriceMinor: totalMinor }], checkoutUrl: 'https://aurora.example/cart/1' });
const buy = (name: string) =>
  tell(place.shopId, { type: 'order.changed', orderKey: `order-${name}`, number: `#${name}`, version: nowIso(), cartKeys: [`cart-${name}`], person: personOf(name), currency: 'ARS', totalMinor: 48_000, placedAt: nowIso(), paymentState: 'paid' });
const reply = (name: string, text = 'hola') => tell(place.numberId, { type: 'message.received', providerMessageId: `in-${name}-${eventCount}`, person: personOf(name), at: nowIso(), content: { type: 'text', text } });

/** Reviewers who like everything. */
const approveTemplates = () => sql`update template set status = 'approved', category = 'marketing' where workspace_id = ${place.workspaceId}`.execute(home.app.db);

/** The high-value playbook with its own words written, no holdout unless asked, and always the arm with a code. */
function written(change: Partial<FlowDefinition> = {}): FlowDefinition {
  const playbook = JSON.parse(JSON.stringify(staggeredHighValue('ARS')).replaceAll(/\[\[[^\]]*\]\]/g, '«La uso todos los días», dice Marta.')) as FlowDefinition;
  const { offer: _offer, ...nodes } = playbook.nodes;
  return { ...playbook, nodes: { ...nodes, second_pause: { type: 'wait', durationMs: 48 * 3_600_000, next: 'code' } }, holdoutShare: 0, ...change };
}

async function switchOn(definition: FlowDefinition, priority = 10): Promise<string> {
  const flowId = await inTransaction(home.app.db, async (tx) => {
    const id = await createFlow(home.app, tx, { workspaceId: place.workspaceId, name: 'Alto valor', playbook: 'staggered-high-value', lane: 'cart_rescue', priority, definition, author: 'test' });
    await switchFlow(home.app, tx, { workspaceId: place.workspaceId, flowId: id, isOn: true });
    return id;
  });
  await home.runDue();
  await approveTemplates();
  return flowId;
}

async function pass(hours: number) {
  home.clock.advance({ hours });
  await home.runDue();
}

async function messages(): Promise<{ key: string; text: string; state: string; reason: string | null }[]> {
  const { rows } = await sql<{ key: string; text: string; state: string; reason: string | null }>`
    select intent->>'messageKey' as key, coalesce(content->'preview'->>'text', '') as text, state, reason from send where workspace_id = ${place.workspaceId} and origin = 'flow' order by planned_at, id`.execute(home.app.db);
  return rows;
}

async function runs(): Promise<{ outcome: string | null; outcome_reason: string | null; state: string; flow_id: string }[]> {
  const { rows } = await sql<{ outcome: string | null; outcome_reason: string | null; state: string; flow_id: string }>`select outcome, outcome_reason, state, flow_id from flow_run where workspace_id = ${place.workspaceId} order by started_at, id`.execute(home.app.db);
  return rows;
}

const cartIdOf = async (name: string) =>
  (await sql<{ id: string }>`select cart_id as id from cart_key where workspace_id = ${place.workspaceId} and key = ${`cart-${name}`}`.execute(home.app.db)).rows[0]?.id ?? '';

async function call(method: 'GET' | 'POST' | 'PUT', path: string, body?: object, cookie = place.cookie) {
  const response = await home.web.inject({ method, url: `/v1/workspaces/${place.workspaceId}/flows${path}`, headers: { cookie, origin: 'https://chat.example.com' }, ...(body && { payload: body }) });
  return { status: response.statusCode, body: response.json<{ error?: { code: string; details: { fields?: { path: string }[] } } }>() };
}
async function ask<Schema extends z.ZodType>(schema: Schema, method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<z.output<Schema>> {
  const { status, body: answered } = await call(method, path, body);
  expect(status, JSON.stringify(answered)).toBeLessThan(300);
  return schema.parse(answered);
}

describe('three staggered contacts for a high-value cart', () => {
  test('go out a day and more apart, the last with a code made at the shop', async () => {
    await switchOn(written());
    await allow('Lucía');
    await leaveCart('Lucía');
    for (const hours of [1, 26, 49]) await pass(hours);
    const gone = await messages();
    expect(gone.map(({ key, state }) => [key, state])).toEqual([['value_reminder', 'accepted'], ['value_proof', 'accepted'], ['value_benefit', 'accepted']]);
    expect(codesMade).toHaveLength(1);
    expect(gone[2]?.text).toContain(codesMade[0]);
    await pass(24 * 4);
    expect(await runs()).toMatchObject([{ state: 'ended', outcome: 'messaged_no_sale' }]);
  });

  test('stop when the shopper buys, answers, or asks for no more', async () => {
    await switchOn(written());
    for (const name of ['Buyer', 'Writer', 'Leaver', 'Silent']) {
      await allow(name);
      await leaveCart(name);
    }
    await pass(1);
    home.clock.advance({ hours: 2 });
    await buy('Buyer');
    await reply('Writer');
    await allow('Leaver', 'withdrawn');
    await pass(24);
    await pass(49);
    const keys = (await messages()).filter(({ state }) => state === 'accepted').map(({ key }) => key);
    expect(keys.filter((key) => key === 'value_reminder')).toHaveLength(4);
    expect(keys.filter((key) => key === 'value_proof')).toHaveLength(1);
    expect((await runs()).filter(({ outcome }) => outcome === 'recovered')).toHaveLength(1);
  });

  test('hold a hand out without a code when the merchant’s limit is reached or the shop makes none', async () => {
    await switchOn(written({ limits: { ...written().limits, discounts: { maxPercent: 15, maxPerDay: 1 } } }));
    for (const name of ['Ana', 'Eva']) {
      await allow(name);
      await leaveCart(name);
    }
    for (const hours of [1, 26, 49]) await pass(hours);
    const last = (await messages()).slice(4).map(({ key }) => key).toSorted();
    expect(last).toEqual(['value_benefit', 'value_last_hand']);
    expect(codesMade).toHaveLength(1);
  });

  test('a shop that does not answer is asked again, and the code is made once', async () => {
    await switchOn(written());
    await allow('Lucía');
    await leaveCart('Lucía');
    for (const hours of [1, 26]) await pass(hours);
    shopAnswers = 'not at all';
    await pass(49);
    expect((await messages()).map(({ key }) => key)).toEqual(['value_reminder', 'value_proof']);
    shopAnswers = 'well';
    await pass(1);
    expect((await messages()).map(({ key }) => key)).toEqual(['value_reminder', 'value_proof', 'value_benefit']);
    expect(codesMade).toHaveLength(1);
  });

  test('held-out people get neither a message nor a code', async () => {
    await switchOn(written({ holdoutShare: 0.5, start: 'code', nodes: { code: { type: 'create_discount', offer: { kind: 'percent', percent: 10 }, validForMs: 86_400_000, next: 'benefit', otherwise: 'last_hand' }, benefit: { type: 'send', message: 'value_benefit', next: 'done' }, last_hand: { type: 'send', message: 'value_last_hand', next: 'done' }, done: { type: 'end' } } }));
    const names = Array.from({ length: 12 }, (_, index) => `Persona ${index}`);
    for (const name of names) {
      await allow(name);
      await leaveCart(name);
    }
    await pass(1);
    const { rows } = await sql<{ heldOut: number; would: number }>`select count(*) filter (where held_out)::int as "heldOut", count(*) filter (where held_out and would_send)::int as would from send where workspace_id = ${place.workspaceId}`.execute(home.app.db);
    const heldOut = rows[0]?.heldOut ?? 0;
    expect(codesMade).toHaveLength(12 - heldOut);
    expect(rows[0]?.would).toBe(heldOut);
    expect((await messages()).filter(({ state }) => state === 'accepted')).toHaveLength(12 - heldOut);
  });
});

describe('which cart, and when', () => {
  test('the high-value flow takes carts from its threshold on, the other the rest', async () => {
    const rich = await switchOn(written());
    const poor = await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    for (const [name, totalMinor] of [['Rica', highValueMinorOf('ARS')], ['Pobre', highValueMinorOf('ARS') - 1]] as const) {
      await allow(name);
      await leaveCart(name, totalMinor);
    }
    await pass(1);
    expect((await runs()).map(({ flow_id }) => flow_id).toSorted()).toEqual([rich, poor].toSorted());
    expect((await messages()).map(({ key }) => key).toSorted()).toEqual(['rescue_help', 'value_reminder']);
  });

  test('a cart that moves is timed anew, and one left before the switch-on is left alone', async () => {
    await allow('Antes');
    await leaveCart('Antes');
    home.clock.advance({ minutes: 10 });
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await home.runDue();
    await approveTemplates();
    await allow('Después');
    await leaveCart('Después', 100);
    home.clock.advance({ minutes: 50 });
    await leaveCart('Después', 200);
    home.clock.advance({ minutes: 50 });
    await home.runDue();
    expect(await messages()).toEqual([]);
    home.clock.advance({ minutes: 11 });
    await home.runDue();
    expect(await messages()).toHaveLength(1);
    expect(await runs()).toHaveLength(1);
  });

  test('a message that comes a day late is dropped', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await home.runDue();
    await approveTemplates();
    await allow('Lucía');
    await leaveCart('Lucía');
    await pass(25);
    expect((await messages()).map(({ state, reason }) => [state, reason])).toEqual([['refused', 'stale']]);
    expect(await runs()).toMatchObject([{ outcome: 'not_messaged', outcome_reason: 'stale' }]);
  });

  test('a second cart of the same person within the cap gets nothing: its turn would come too late', async () => {
    await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await home.runDue();
    await approveTemplates();
    await allow('Lucía');
    await leaveCart('Lucía', 100);
    await pass(1);
    await tell(place.shopId, { type: 'cart.changed', cartKey: 'cart-second', version: nowIso(), person: personOf('Lucía'), currency: 'ARS', totalMinor: 100, lines: [{ title: 'Mate', quantity: 1, unitPriceMinor: 100 }] });
    await pass(1);
    expect((await messages()).map(({ state, reason }) => [state, reason])).toEqual([['accepted', null], ['refused', 'stale']]);
    const { rows } = await sql<{ objected: string }>`
      select jsonb_path_query_first(decisions, '$[*].checks[*] ? (@.verdict == "objected").reason') #>> '{}' as objected from send where workspace_id = ${place.workspaceId} and state = 'refused'`.execute(home.app.db);
    expect(rows[0]?.objected).toBe('flow_cap');
  });
});

describe('management', () => {
  const make = () => ask(FlowDetail, 'POST', '', { from: 'playbook', playbook: 'staggered-high-value' });

  test('a playbook is made into a flow with the currency of the shop, switched off, in its language', async () => {
    const { playbooks, openings } = await ask(PlaybookLibrary, 'GET', '/playbooks');
    expect(playbooks.map(({ id }) => id)).toEqual(['advisor-first', 'staggered-high-value']);
    expect(openings.length).toBeGreaterThan(3);
    const flow = await make();
    expect(flow).toMatchObject({ name: 'Carritos de alto valor, en tres pasos', isOn: false, version: 1, currency: 'ARS' });
    expect(flow.definition.entry[0]).toEqual({ field: 'cart.currency', is: 'equal', value: 'ARS' });
    expect((await ask(FlowPage, 'GET', '')).items.map(({ id }) => id)).toEqual([flow.id]);
  });

  test('a flow whose proof is unwritten cannot be switched on, and the answer names the text', async () => {
    const flow = await make();
    expect(flow.toWrite).toHaveLength(3);
    const { status, body } = await call('PUT', `/${flow.id}/switch`, { isOn: true });
    expect([status, body.error?.code]).toEqual([400, 'flow_unwritten']);
    expect(body.error?.details.fields?.[0]?.path).toBe('definition.messages.1.texts.es.body');
    await ask(FlowDetail, 'PUT', `/${flow.id}`, { name: flow.name, priority: 10, basedOn: 1, definition: written() });
    expect(await ask(FlowDetail, 'PUT', `/${flow.id}/switch`, { isOn: true })).toMatchObject({ isOn: true, version: 2 });
    expect((await call('PUT', `/${flow.id}`, { name: flow.name, priority: 10, basedOn: 2, definition: staggeredHighValue('ARS') })).body.error?.code).toBe('flow_unwritten');
  });

  test('versions are kept, an earlier one comes back as a new one, and nobody overwrites unseen', async () => {
    const flow = await make();
    const definition = { ...flow.definition, holdoutShare: 0.2 };
    await ask(FlowDetail, 'PUT', `/${flow.id}`, { name: 'Otro nombre', priority: 3, basedOn: 1, definition });
    expect((await call('PUT', `/${flow.id}`, { name: 'Tarde', priority: 3, basedOn: 1, definition })).body.error?.code).toBe('flow_changed');
    const restored = await ask(FlowDetail, 'POST', `/${flow.id}/restore`, { version: 1, basedOn: 2 });
    expect(restored).toMatchObject({ version: 3, name: 'Otro nombre', definition: { holdoutShare: 0.1 } });
    expect((await ask(FlowVersions, 'GET', `/${flow.id}/versions`)).items.map(({ version, author }) => [version, author])).toEqual([[3, 'Ana'], [2, 'Ana'], [1, 'Ana']]);
    const { rows } = await sql<{ action: string }>`select action from audit_entry where workspace_id = ${place.workspaceId} and subject_kind = 'flow' order by at, id`.execute(home.app.db);
    expect(rows.map(({ action }) => action)).toEqual(['flow.created', 'flow.saved', 'flow.restored']);
  });

  test('a bad graph is refused with the place of its fault', async () => {
    const flow = await make();
    const broken = { ...flow.definition, nodes: { ...flow.definition.nodes, reminder: { type: 'send', message: 'value_reminder', next: 'gone' } } };
    const { status, body } = await call('PUT', `/${flow.id}`, { name: flow.name, priority: 10, basedOn: 1, definition: broken });
    expect(status).toBe(400);
    expect(body.error?.details.fields?.map(({ path }) => path)).toContain('definition.nodes.reminder');
  });

  test('a flow travels as a file to another shop', async () => {
    const file = await ask(FlowFile, 'GET', `/${(await make()).id}/file`);
    const other = await makeWorkspace(home);
    place = { ...place, workspaceId: other.id, cookie: other.cookie };
    const imported = await ask(FlowDetail, 'POST', '', { from: 'file', file });
    expect(imported).toMatchObject({ playbook: null, isOn: false, definition: file.definition });
  });

  test('an analyst reads everything and changes nothing', async () => {
    const flow = await make();
    await sql`update member set role = 'analyst' where workspace_id = ${place.workspaceId}`.execute(home.app.db);
    expect((await call('GET', `/${flow.id}`)).status).toBe(200);
    for (const [method, path, body] of [['POST', '', { from: 'playbook', playbook: 'advisor-first' }], ['PUT', `/${flow.id}/switch`, { isOn: true }], ['POST', `/${flow.id}/restore`, { version: 1, basedOn: 1 }]] as const) {
      expect((await call(method, path, body)).status).toBe(403);
    }
  });

  test('texts are shown with the values of a real cart, or examples before there is one', async () => {
    expect(await ask(PreviewValues, 'GET', '/preview-values')).toMatchObject({ cartId: null, values: { es: { shop_name: 'Tienda Aurora', first_name: 'Lucía' } } });
    await leaveCart('Renata', 123_450);
    const shown = await ask(PreviewValues, 'GET', '/preview-values');
    expect(shown.values.pt).toMatchObject({ first_name: 'Renata', item_title: 'Mochila Andes' });
    expect(shown.values.es.cart_total).toContain('1.234,50');
  });
});

describe('a rehearsal', () => {
  test('decides as the real thing does, and sends nothing', async () => {
    const flowId = await switchOn(written({ holdoutShare: 0.4 }));
    const names = Array.from({ length: 8 }, (_, index) => `Persona ${index}`);
    for (const name of names) {
      if (name !== 'Persona 3') await allow(name);
      await leaveCart(name, name === 'Persona 4' ? 100 : undefined);
    }
    home.clock.advance({ minutes: 30 });
    await buy('Persona 5');
    const rehearsed = new Map<string, z.infer<typeof RehearsedCart>>();
    for (const name of names) rehearsed.set(name, await ask(RehearsedCart, 'POST', `/${flowId}/rehearse-cart`, { cartId: await cartIdOf(name) }));
    expect((await sql`select 1 from send where workspace_id = ${place.workspaceId}`.execute(home.app.db)).rows).toEqual([]);

    for (const hours of [1, 26, 49, 96]) await pass(hours);
    for (const name of names) {
      const { rows } = await sql<{ outcome: string; reason: string | null; messages: number }>`
        select outcome, outcome_reason as reason, messages_sent as messages from flow_run where workspace_id = ${place.workspaceId} and subject_id = ${await cartIdOf(name)}`.execute(home.app.db);
      const { outcome, reason, messages: count } = rehearsed.get(name) as z.infer<typeof RehearsedCart>;
      if (name === 'Persona 4') expect([rows, reason]).toEqual([[], 'no_flow_fits']);
      else expect({ name, outcome, reason, messages: count }).toEqual({ name, ...rows[0] });
    }
    expect(new Set([...rehearsed.values()].map(({ outcome }) => outcome)).size).toBeGreaterThan(2);
  });

  test('plays the last week as it was, counting its own messages against the caps, and estimates a day and its price', async () => {
    const flowId = await makeFlow(home, place.workspaceId, { holdoutShare: 0 });
    await home.runDue();
    await approveTemplates();
    for (const name of ['Ana', 'Eva', 'Sin permiso']) {
      if (name !== 'Sin permiso') await allow(name);
      await leaveCart(name);
    }
    await pass(1);
    await buy('Eva');
    await pass(24);
    await tell(place.shopId, { type: 'cart.changed', cartKey: 'cart-again', version: nowIso(), person: personOf('Ana'), currency: 'ARS', totalMinor: 100, lines: [{ title: 'Mate', quantity: 1, unitPriceMinor: 100 }] });
    await pass(2);
    const week = await ask(RehearsedWeek, 'POST', `/${flowId}/rehearse-week`, {});
    expect(week).toMatchObject({ carts: 4, played: 4, messages: 2, people: 2 });
    expect(week.outcomes).toEqual(expect.arrayContaining([{ outcome: 'not_messaged', reason: 'no_consent', carts: 1 }, { outcome: 'not_messaged', reason: 'stale', carts: 1 }, { outcome: 'recovered', reason: null, carts: 1 }]));
    const consequence = await ask(Consequence, 'GET', `/${flowId}/consequence`);
    expect(consequence).toMatchObject({ carts: 4, peoplePerDay: 1, messagesPerDay: 1 });
    expect(consequence.costPerDay?.micros).toBeGreaterThan(0);
    const results = await ask(FlowResults, 'GET', `/${flowId}/results`);
    expect(results).toMatchObject({ messages: 2, figures: { contacted: 2, recovered: 1, revenueMinor: 48_000 }, arms: [{ arm: null, people: 2, bought: 1 }], heldOut: { people: 0, share: null } });
  });
});
