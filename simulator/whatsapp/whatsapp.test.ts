import { afterEach, beforeEach, expect, test } from 'vitest';
import { AURORA, LUCIA, startStage, type Stage } from '../testing/start-stage.ts';
import { asObject, asObjects, type Json } from './json.ts';

let stage: Stage;
beforeEach(async () => void (stage = await startStage()));
afterEach(() => stage.close());

const codeOf = (body: Json) => asObject(body.error).code;
const text = (body = 'Hola'): Json => ({ type: 'text', text: { body } });
const writes = (act: unknown, who = LUCIA) => stage.control('POST', `/sim/whatsapp/users/${who}/messages`, act);

async function approveTemplate(extra: Json = {}, name = 'cart_1'): Promise<void> {
  const components = [{ type: 'BODY', text: 'Hola {{1}}, esto sigue en la tienda.', example: { body_text: [['Lucía']] } }];
  await stage.graph('POST', `/${AURORA.wabaId}/message_templates`, { name, language: 'es_AR', category: 'MARKETING', components, ...extra });
  await stage.pass(5000);
}
const template = (value = 'Lucía', name = 'cart_1'): Json => ({
  type: 'template',
  template: { name, language: { code: 'es_AR' }, components: [{ type: 'body', parameters: [{ type: 'text', text: value }] }] },
});

test('refuses a wrong token, a number of nobody and a body that is not JSON', async () => {
  const call = (node: string, token: string, body: string) =>
    fetch(`${stage.simulator.url}/graph/v24.0/${node}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
  const wrongToken = await call(AURORA.phoneNumberId, 'nonsense', '{}');
  expect([wrongToken.status, codeOf(asObject(await wrongToken.json()))]).toEqual([401, 190]);
  expect(codeOf(asObject(await (await call('123456789', AURORA.token, '{}')).json()))).toBe(100);
  expect(codeOf(asObject(await (await call(AURORA.phoneNumberId, AURORA.token, '{"messaging')).json()))).toBe(100);
});

test('answers with the id of the network, which differs from the input by the regional digit', async () => {
  const { status, body } = await stage.send({ to: '+541155550199', ...text() });
  expect(status).toBe(200);
  expect(body.contacts).toEqual([{ input: '+541155550199', wa_id: '5491155550199' }]);
  const mexico = await stage.send({ to: '+525555550142', ...text() });
  expect(mexico.body.contacts).toEqual([{ input: '+525555550142', wa_id: '5215555550142' }]);
  const brazil = await stage.send({ to: '+5531988550177', ...text() });
  expect(brazil.body.contacts).toEqual([{ input: '+5531988550177', wa_id: '553188550177' }]);
});

test('tells sent, delivered and read in signed webhooks with our own id and the price', async () => {
  await approveTemplate();
  await stage.send({ ...template(), biz_opaque_callback_data: 'msg_1' });
  await stage.pass(2000);
  await stage.control('POST', `/sim/whatsapp/users/${LUCIA}/read`, {});
  await stage.pass(200);
  const seen = stage.statuses();
  expect(seen.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
  expect(seen.every((status) => status.biz_opaque_callback_data === 'msg_1' && status.recipient_id === '5491155550199')).toBe(true);
  expect(seen[0]?.pricing).toEqual({ billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' });
  expect(stage.heard.every(({ isSigned }) => isSigned)).toBe(true);
});

test('fails a free message outside the window afterwards, and delivers it inside', async () => {
  expect((await stage.send(text())).status).toBe(200);
  await stage.pass(2000);
  const [failed] = stage.statuses();
  expect([failed?.status, asObjects(failed?.errors)[0]?.code]).toEqual(['failed', 131047]);
  expect(failed).not.toHaveProperty('recipient_user_id');
  await writes({ text: 'hola, ¿hay talle M? ñ' });
  await stage.send(text());
  await stage.pass(2000);
  expect(stage.statuses().slice(1).map(({ status }) => status)).toEqual(['sent', 'delivered']);
  await stage.pass(86_400_000);
  await stage.send(text());
  await stage.pass(2000);
  expect(stage.statuses().at(-1)?.status).toBe('failed');
});

test('checks the values of a template against what was approved', async () => {
  await approveTemplate();
  const refused = async (body: Json) => codeOf((await stage.send(body)).body);
  expect(await refused(template('Lucía', 'unknown_one'))).toBe(132001);
  expect(await refused({ type: 'template', template: { name: 'cart_1', language: { code: 'es_AR' } } })).toBe(132000);
  expect(await refused(template('a\nb'))).toBe(132018);
  expect(await refused(template('x'.repeat(1100)))).toBe(132005);
  await stage.control('PATCH', '/sim/whatsapp/templates/cart_1', { status: 'PAUSED', otherInfo: { title: 'FIRST_PAUSE' } });
  expect(await refused(template())).toBe(132015);
  await stage.pass(100);
  const update = stage.heard.findLast(({ field }) => field === 'message_template_status_update');
  expect(update?.value).toMatchObject({ event: 'PAUSED', message_template_name: 'cart_1', other_info: { title: 'FIRST_PAUSE' } });
});

test.each<[string, Json, number]>([
  ['a text without words', text(''), 131008],
  ['a text that is too long', text('x'.repeat(4097)), 100],
  ['an unknown type', { type: 'telegram' }, 100],
  ['a picture from nowhere', { type: 'image', image: { link: 'ftp://x' } }, 131009],
  ['our own number', { to: '+5491155550100', ...text() }, 131021],
  ['a number of nobody', { to: '12', ...text() }, 131009],
  ['callback data over 512 characters', { ...text(), biz_opaque_callback_data: 'x'.repeat(513) }, 100],
  ['four buttons', interactive('button', { buttons: [1, 2, 3, 4].map((id) => ({ type: 'reply', reply: { id: `${id}`, title: `${id}` } })) }), 131009],
  ['a button of 21 characters', interactive('button', { buttons: [{ type: 'reply', reply: { id: '1', title: 'x'.repeat(21) } }] }), 100],
  ['eleven rows', interactive('list', { button: 'Ver', sections: [{ rows: Array.from({ length: 11 }, (_, id) => ({ id: `${id}`, title: `${id}` })) }] }), 131009],
  ['a link that is none', interactive('cta_url', { name: 'cta_url', parameters: { display_text: 'Ir', url: 'aurora' } }), 131009],
  ['a reaction to nothing', { type: 'reaction', reaction: { message_id: 'wamid.none', emoji: '👍' } }, 131009],
])('refuses %s', async (_name, body, code) => {
  expect(codeOf((await stage.send(body)).body)).toBe(code);
});

function interactive(type: string, action: Json): Json {
  return { type: 'interactive', interactive: { type, body: { text: 'Hola' }, action } };
}

test('keeps a message whose answer was cut, and tells its status all the same', async () => {
  await approveTemplate();
  await stage.control('POST', '/sim/faults', { place: 'graph.messages', kind: 'drop_after', count: 1 });
  expect((await stage.send({ ...template(), biz_opaque_callback_data: 'cut' })).status).toBe(0);
  await stage.send({ ...template(), biz_opaque_callback_data: 'cut' });
  await stage.pass(2000);
  const ledger = await stage.control('GET', '/sim/whatsapp/messages?callbackData=cut');
  expect(asObjects(ledger.messages).map(({ answerDropped, text: words }) => [answerDropped, words])).toEqual([
    [true, 'Hola Lucía, esto sigue en la tienda.'],
    [false, 'Hola Lucía, esto sigue en la tienda.'],
  ]);
  const stats = await stage.control('GET', '/sim/whatsapp/stats');
  expect(stats.duplicates).toEqual({ count: 1, callbackData: ['cut'] });
  expect(stage.statuses().filter(({ status }) => status === 'sent')).toHaveLength(2);
});

test('misbehaves as told: refusal, broken JSON, status, later failure', async () => {
  const kinds = [{ kind: 'drop_before' }, { kind: 'error', code: 131042 }, { kind: 'malformed' }, { kind: 'status', status: 503 }];
  await stage.control('POST', '/sim/faults', kinds.map((fault) => ({ place: 'graph.messages', count: 1, ...fault })));
  expect((await stage.send(text())).status).toBe(0);
  expect(codeOf((await stage.send(text())).body)).toBe(131042);
  expect((await stage.send(text())).status).toBe(0);
  const plain = await fetch(`${stage.simulator.url}/graph/v26.0/${AURORA.phoneNumberId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${AURORA.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: LUCIA, ...text() }),
  });
  expect(plain.status).toBe(503);
  expect((await stage.control('GET', '/sim/whatsapp/stats')).accepted).toBe(0);
  await writes({ text: 'hola' });
  await stage.control('POST', '/sim/faults', { place: 'graph.messages', kind: 'fail_later', code: 131026, count: 1 });
  expect((await stage.send(text())).status).toBe(200);
  await stage.pass(2000);
  expect(asObjects(stage.statuses()[0]?.errors)[0]?.code).toBe(131026);
});

test('delivers webhooks again until they are accepted, and repeats or reorders them when told', async () => {
  stage.answerWith(500);
  await writes({ text: 'uno' });
  await stage.pass(0);
  stage.answerWith(200);
  await stage.pass(1500);
  expect(stage.messages().map((message) => asObject(message.text).body)).toEqual(['uno']);
  await stage.control('POST', '/sim/faults', [
    { place: 'webhook.whatsapp', kind: 'reorder', count: 1, delayMs: 60_000 },
    { place: 'webhook.whatsapp', kind: 'repeat', count: 1 },
  ]);
  await writes({ text: 'dos' });
  await writes({ text: 'tres' });
  await stage.simulator.world.webhooks.idle();
  expect(stage.messages().map((message) => asObject(message.text).body)).toEqual(['uno', 'tres', 'tres', 'dos']);
});

test('carries what a person does: taps, lists, pictures, places, ads, a hidden number', async () => {
  await writes({ button: { payload: 'cart:1', text: 'Terminar' } });
  await writes({ list_reply: { id: 'b', title: 'Express' } });
  await writes({ image: { caption: 'este' } });
  await writes({ text: 'Hola!', referral: { source_type: 'ad', ctwa_clid: 'click' } }, 'sol.viajera');
  await stage.pass(0);
  const [tap, list, image, hidden] = stage.messages();
  expect(tap).toMatchObject({ type: 'button', button: { payload: 'cart:1' }, from: '5491155550199' });
  expect(list).toMatchObject({ type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'b' } } });
  const media = await stage.graph('GET', `/${String(asObject(image?.image).id)}`);
  const bytes = await fetch(String(media.body.url), { headers: { authorization: `Bearer ${AURORA.token}` } });
  expect([bytes.status, bytes.headers.get('content-type')]).toEqual([200, 'image/png']);
  await stage.pass(301_000);
  expect((await fetch(String(media.body.url), { headers: { authorization: `Bearer ${AURORA.token}` } })).status).toBe(404);
  expect(hidden).not.toHaveProperty('from');
  expect(hidden?.referral).toMatchObject({ ctwa_clid: 'click' });
  const answer = await stage.graph('POST', `/${AURORA.phoneNumberId}/messages`, {
    messaging_product: 'whatsapp', recipient: hidden?.from_user_id, ...text(),
  });
  expect(asObjects(answer.body.contacts)[0]).toEqual({ input: hidden?.from_user_id, user_id: hidden?.from_user_id });
  await stage.pass(2000);
  const [sent] = stage.statuses();
  expect(sent).toMatchObject({ recipient_user_id: hidden?.from_user_id, pricing: { type: 'free_entry_point' } });
  expect(sent).not.toHaveProperty('recipient_id');
});

test('respects a stop, a block and the pair rate', async () => {
  await approveTemplate();
  await stage.control('POST', `/sim/whatsapp/users/${LUCIA}/preferences`, { marketing: 'stop' });
  await stage.send(template());
  await stage.pass(2000);
  expect(stage.heard.at(-2)?.field).toBe('user_preferences');
  expect(asObjects(stage.statuses()[0]?.errors)[0]?.code).toBe(131050);
  await stage.control('POST', `/sim/whatsapp/users/${LUCIA}/preferences`, { marketing: 'resume' });
  await stage.control('POST', `/sim/whatsapp/users/${LUCIA}/block`, { blocked: true });
  await stage.send(template());
  await stage.pass(2000);
  expect(stage.statuses().slice(1).map(({ status }) => status)).toEqual(['sent']);
  const codes = new Set<unknown>();
  for (let index = 0; index < 46; index += 1) codes.add(codeOf((await stage.send({ to: '+5491100000001', ...template() })).body));
  expect(codes).toEqual(new Set([undefined, 131056]));
});

test('lets a portfolio reach as many people in 24 hours as its tier says, when told to', async () => {
  await approveTemplate();
  await stage.control('PATCH', '/sim/whatsapp/settings', { messagingLimit: true, throughput: false });
  await stage.control('PATCH', `/sim/whatsapp/accounts/${AURORA.phoneNumberId}`, { tier: 'TIER_250' });
  const codesTo = async (from: number, to: number) => {
    const codes: unknown[] = [];
    for (let index = from; index < to; index += 1) codes.push(codeOf((await stage.send({ to: `+54911${70_000_000 + index}`, ...template() })).body));
    return codes;
  };
  expect(new Set(await codesTo(0, 250))).toEqual(new Set([undefined]));
  // Who was reached already may be written to again; one more may not, unless they wrote first.
  expect([...(await codesTo(0, 1)), ...(await codesTo(250, 251))]).toEqual([undefined, 131048]);
  await writes({ text: 'Hola' }, '+5491170000251');
  expect(await codesTo(251, 252)).toEqual([undefined]);
  await stage.pass(86_400_001);
  expect(await codesTo(250, 251)).toEqual([undefined]);
});

test('never lets a number send more per second than it may', async () => {
  await stage.control('PATCH', `/sim/whatsapp/accounts/${AURORA.phoneNumberId}`, { messagesPerSecond: 20 });
  const codes = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => codeOf((await stage.send({ to: `+54911600000${10 + index}`, ...text() })).body)),
  );
  expect(codes).toContain(130429);
  const stats = await stage.control('GET', '/sim/whatsapp/stats');
  expect(asObject(asObject(stats.numbers)[AURORA.phoneNumberId]).maxPerSecond).toBeLessThanOrEqual(22);
});

test('reviews templates: promotional utility becomes marketing, a rejection gives its reason, lists come in pages', async () => {
  const components = [{ type: 'BODY', text: 'Tu carrito tiene 10% de descuento hoy.' }];
  await approveTemplate({ category: 'UTILITY', components }, 'promo');
  expect(stage.heard.map(({ field }) => field)).toEqual(['template_category_update', 'message_template_status_update']);
  await stage.control('PATCH', '/sim/whatsapp/templates/review', { decision: 'reject', reason: 'PROMOTIONAL' });
  await approveTemplate({}, 'second');
  expect(stage.heard.at(-1)?.value).toMatchObject({ event: 'REJECTED', reason: 'PROMOTIONAL' });
  const page = await stage.graph('GET', `/${AURORA.wabaId}/message_templates?limit=2&fields=id,name,category,status`);
  expect(asObjects(page.body.data).map(({ name, category }) => [name, category])).toEqual([['hello_world', 'UTILITY'], ['promo', 'MARKETING']]);
  const cursor = asObject(asObject(page.body.paging).cursors).after;
  const next = await stage.graph('GET', `/${AURORA.wabaId}/message_templates?limit=2&after=${String(cursor)}`);
  expect(asObjects(next.body.data).map(({ name }) => name)).toEqual(['second']);
});

test.each<[string, Json]>([
  ['a name with capitals', { name: 'Cart' }],
  ['a variable at the start', { components: [{ type: 'BODY', text: '{{1}} hola que tal', example: { body_text: [['x']] } }] }],
  ['a variable without an example', { components: [{ type: 'BODY', text: 'Hola {{1}}, qué tal va todo.' }] }],
  ['a picture header without a sample', { components: [{ type: 'HEADER', format: 'IMAGE' }, { type: 'BODY', text: 'Hola' }] }],
  ['an unknown category', { category: 'TRANSACTIONAL' }],
])('does not review a template with %s', async (_name, draft) => {
  const usual = { name: 'cart', language: 'es_AR', category: 'MARKETING', components: [{ type: 'BODY', text: 'Hola' }] };
  const { status, body } = await stage.graph('POST', `/${AURORA.wabaId}/message_templates`, { ...usual, ...draft });
  expect([status, codeOf(body)]).toEqual([400, 100]);
});

test('shows a read receipt and the typing bubble to the person', async () => {
  const { id } = await writes({ text: 'hola' });
  await stage.graph('POST', `/${AURORA.phoneNumberId}/messages`, {
    messaging_product: 'whatsapp', status: 'read', message_id: id, typing_indicator: { type: 'text' },
  });
  const chat = await stage.control('GET', `/sim/whatsapp/users/${LUCIA}/chat`);
  expect(asObjects(chat.messages)[0]?.status).toBe('read');
  expect(Number(chat.typingUntil)).toBeGreaterThan(stage.simulator.world.now());
});

test('echoes what a person of the business wrote in the app, and tells a change of number', async () => {
  await stage.control('POST', '/sim/whatsapp/echo', { to: LUCIA, text: 'Te lo reservo yo' });
  await stage.control('POST', `/sim/whatsapp/users/${LUCIA}/number`, { phone: '+5491166660000' });
  await stage.pass(0);
  const echo = stage.heard.find(({ field }) => field === 'smb_message_echoes');
  expect(asObjects(echo?.value.message_echoes)[0]).toMatchObject({ from: AURORA.number, to: '5491155550199', text: { body: 'Te lo reservo yo' } });
  expect(stage.messages().map(({ system }) => asObject(system).type)).toEqual(['user_changed_number', 'user_changed_user_id']);
  expect(asObject(stage.messages()[0]?.system).wa_id).toBe('5491166660000');
});

test('refuses a callback address that does not repeat the challenge', async () => {
  const { status, body } = await stage.graph('POST', `/${AURORA.wabaId}/subscribed_apps`, {
    override_callback_uri: `${stage.simulator.url}/sim/health`, verify_token: 'word',
  });
  expect([status, codeOf(body)]).toEqual([400, 100]);
});

test('forgets everything at a reset', async () => {
  await approveTemplate();
  await stage.send(template());
  await stage.control('POST', '/sim/reset');
  expect((await stage.control('GET', '/sim/whatsapp/messages')).total).toBe(0);
  expect(codeOf((await stage.send(template())).body)).toBe(132001);
});
