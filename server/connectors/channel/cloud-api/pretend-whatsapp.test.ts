import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNodeIo, createPools, normaliseHeaders } from '#kit';
import type { InboundEvent } from '#contract/inbound-event';
import { OutgoingContent } from '#contract/message-content';
import type { Address, OutgoingMessage, TemplateDraft } from '#ports/channel';
import type { HookRequest, KeyedEvent } from '#ports/connector';
import { startSimulator, type Simulator } from '../../../../simulator/index.ts';
import { cloudApi } from './index.ts';
import { CloudApiSettings } from './settings.ts';

/** The connector against the pretend Graph API, over HTTP in both directions: the same code that meets Meta. */

const pools = createPools();
const io = createNodeIo({ userAgent: 'marchante-test', dispatcher: pools });
let simulator: Simulator;
let receiver: Server;
let hookUrl: string;
let settings: CloudApiSettings;
let client: ReturnType<typeof cloudApi.connect>;
let received: KeyedEvent[] = [];
/** Whoever waits for the next webhook. */
let wake = () => {};

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7 });
  settings = CloudApiSettings.parse({
    phoneNumberId: '200300400500600',
    wabaId: '100200300400500',
    accessToken: 'PRETEND-TOKEN-AURORA',
    appId: '900100000000001',
    appSecret: 'pretend-app-secret-aurora',
    verifyToken: 'a-word-of-our-own',
    apiBaseUrl: `${simulator.url}/graph`,
  });
  client = cloudApi.connect(settings, io);
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = receive(request.method ?? '', request.url ?? '', normaliseHeaders(request.headers), Buffer.concat(chunks));
      response.writeHead(answer.status).end(answer.body);
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  hookUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hooks/1`;
});

afterAll(async () => {
  await simulator.close();
  receiver.closeAllConnections();
  receiver.close();
  await pools.close();
});

beforeEach(async () => {
  simulator.world.reset();
  received = [];
  await control('PATCH', 'whatsapp/settings', { sentAfterMs: 0, deliveredAfterMs: 0, statusFlushMs: 0, readAfterMs: 0 });
  await cloudApi.subscribe?.(client, hookUrl);
});

function receive(method: string, url: string, headers: Record<string, string>, body: Buffer) {
  const query = Object.fromEntries(new URL(url, 'http://localhost').searchParams);
  const request: HookRequest = { method: method === 'GET' ? 'GET' : 'POST', headers, query, body, receivedAt: new Date() };
  const challenge = cloudApi.hooks.challenge?.(request, settings);
  if (challenge) return challenge === 'refused' ? { status: 403, body: '' } : { status: 200, body: challenge.body };
  if (cloudApi.hooks.verify(request, settings) !== 'genuine') return { status: 401, body: '' };
  received.push(...cloudApi.hooks.translate(request, settings).events);
  wake();
  return { status: 200, body: '' };
}

/** Waits until a webhook brought such an event; the test's own time-out is the limit. */
async function waitFor<Type extends InboundEvent['type']>(type: Type, fits: (event: Extract<InboundEvent, { type: Type }>) => boolean = () => true) {
  for (;;) {
    const found = received.find((item) => item.event.type === type && fits(item.event as Extract<InboundEvent, { type: Type }>));
    if (found) return found.event as Extract<InboundEvent, { type: Type }>;
    await new Promise<void>((resolve) => (wake = resolve));
  }
}

async function control(method: string, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${simulator.url}/sim/${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return (await answer.json()) as Record<string, unknown>;
}

const shopper = '5491155550177';
const write = (act: object) => control('POST', `whatsapp/users/${shopper}/messages`, act);
const to: Address = { waId: shopper, phone: null, bsuid: null, email: null };
let sendCount = 0;

function send(content: z.input<typeof OutgoingContent>, change: Partial<OutgoingMessage> = {}) {
  sendCount += 1;
  return cloudApi.send(client, { sendId: `send_${sendCount}`, to, content: OutgoingContent.parse(content), inReplyTo: null, ...change });
}

const draft: TemplateDraft = {
  name: 'rescate_prueba',
  language: 'es_AR',
  category: 'marketing',
  header: { kind: 'none' },
  body: 'Hola {{first_name}}, guardamos {{product}} en tu carrito. ¿Querés que te ayude a terminar la compra?',
  variables: [{ name: 'first_name', example: 'Lucía' }, { name: 'product', example: 'Bota 38' }],
  footer: 'Respondé BAJA para no recibir más',
  buttons: [
    { kind: 'link', title: 'Ver mi carrito', url: 'https://aurora.example/c/{{1}}', urlExample: 'https://aurora.example/c/9f2' },
    { kind: 'reply', title: 'Hablar con alguien', url: null, urlExample: null },
  ],
};

async function approve(change: Partial<TemplateDraft> = {}) {
  await control('PATCH', 'whatsapp/templates/review', { delayMs: 0 });
  const created = await cloudApi.templates?.(client).create({ ...draft, ...change });
  await waitFor('template.changed', ({ name, status }) => name === (change.name ?? draft.name) && status === 'approved');
  return created;
}

describe('sending', () => {
  const image = { url: 'https://cdn.aurora.example/1.jpg' };
  const card = (n: number) => ({ imageUrl: `https://cdn.aurora.example/${n}.jpg`, text: `Bota ${n}`, button: { kind: 'link' as const, title: 'Ver', url: `https://aurora.example/p/${n}` } });
  const contents: z.input<typeof OutgoingContent>[] = [
    { type: 'text', text: 'Hola 👋 https://aurora.example', previewUrl: true },
    { type: 'image', media: { ...image, caption: 'Bota' } },
    { type: 'video', media: { url: 'https://cdn.aurora.example/1.mp4' } },
    { type: 'audio', media: { url: 'https://cdn.aurora.example/1.ogg' } },
    { type: 'document', media: { url: 'https://cdn.aurora.example/1.pdf', fileName: 'factura.pdf' } },
    { type: 'sticker', media: { url: 'https://cdn.aurora.example/1.webp' } },
    { type: 'buttons', header: { kind: 'image', media: image }, text: 'Te la guardamos', footer: 'Aurora', buttons: [{ kind: 'reply', id: 'a', title: 'Terminar' }, { kind: 'reply', id: 'b', title: 'Ayuda' }] },
    { type: 'buttons', text: 'Tu carrito', buttons: [{ kind: 'link', title: 'Ver mi carrito', url: 'https://aurora.example/c/1' }] },
    { type: 'list', text: 'Envío', buttonTitle: 'Ver', sections: [{ title: 'Envío', rows: [{ id: 'a', title: 'Común' }, { id: 'b', title: 'Rápido', description: 'Mañana' }] }] },
    { type: 'cards', text: 'Lo más pedido', cards: [card(1), card(2)] },
    { type: 'cards', text: '¿Cuál te gusta?', cards: [1, 2, 3].map((n) => ({ ...card(n), button: { kind: 'reply' as const, title: 'La quiero', id: `choice.${n}` } })) },
    { type: 'products', header: 'Botas', text: 'Tres ideas', catalogId: '660077008800', sections: [{ title: 'Invierno', variantKeys: ['A', 'B'] }] },
    { type: 'location', latitude: -34.6, longitude: -58.4, name: 'Local', address: 'Mitre 120' },
    { type: 'contacts', contacts: [{ name: 'Rita Sosa', phones: ['+5491155550166'] }] },
    { type: 'ask_location', text: '¿A dónde enviamos?' },
    { type: 'ask_phone', text: '¿Nos dejás tu número?' },
  ];

  test('every kind of free message is accepted inside the window, and its statuses name our id', async () => {
    await write({ text: 'hola' });
    for (const content of contents) expect(await send(content), content.type).toMatchObject({ kind: 'accepted', waId: shopper });
    await waitFor('message.status', ({ sendId, status }) => sendId === `send_${sendCount}` && status === 'read');
    const delivered = await waitFor('message.status', ({ sendId, status }) => sendId === `send_${sendCount}` && status === 'delivered');
    expect(delivered).toMatchObject({ person: { waId: shopper }, price: { model: 'PMP' } });
  });

  test('a message can be quoted and reacted to', async () => {
    const { id } = await write({ text: 'hola' });
    expect(await send({ type: 'text', text: '¡Hola!' }, { inReplyTo: String(id) })).toMatchObject({ kind: 'accepted' });
    expect(await send({ type: 'reaction', targetMessageId: String(id), emoji: '👍' })).toMatchObject({ kind: 'accepted' });
  });

  test('outside the window a free message fails, and the advice is a template', async () => {
    const result = await send({ type: 'text', text: 'hola' }, { to: { ...to, waId: '5491155550999' } });
    const problem = result.kind === 'refused' ? result.problem : (await waitFor('message.status', ({ status }) => status === 'failed')).problem;
    expect(problem).toMatchObject({ code: '131047', advice: 'window_closed' });
  });

  test('a template is created, approved, listed, sent and removed', async () => {
    const created = await approve();
    expect(created).toMatchObject({ category: 'marketing' });
    const templates = cloudApi.templates?.(client);
    const listed = (await templates?.list(null))?.templates.find(({ name }) => name === draft.name);
    expect(listed).toMatchObject({ templateKey: created?.templateKey, status: 'approved', body: draft.body, footer: draft.footer, variables: ['first_name', 'product'] });
    expect(listed?.buttons.map(({ kind, title }) => [kind, title])).toEqual([['link', 'Ver mi carrito'], ['reply', 'Hablar con alguien']]);
    const result = await send({
      type: 'template',
      name: draft.name,
      language: 'es_AR',
      body: [{ name: 'first_name', value: 'Lucía' }, { name: 'product', value: 'Bota 38' }],
      buttons: [{ kind: 'link', index: 0, suffix: '9f2' }, { kind: 'reply', index: 1, id: 'human' }],
      preview: { text: 'Hola', footer: null, buttons: [], imageUrl: null },
    });
    expect(result).toMatchObject({ kind: 'accepted' });
    const status = await waitFor('message.status', ({ status: name }) => name === 'delivered');
    expect(status.price).toMatchObject({ isCharged: true, category: 'marketing' });
    await templates?.remove(draft.name);
    await templates?.remove(draft.name);
    expect((await templates?.list(null))?.templates.map(({ name }) => name)).not.toContain(draft.name);
  });

  test('a template that exists is answered with, not created twice', async () => {
    const first = await approve();
    const again = await cloudApi.templates?.(client).create(draft);
    expect(again).toEqual({ templateKey: first?.templateKey, status: 'approved', category: 'marketing' });
  });

  test('an answer dropped after acceptance leaves the send in doubt, and the status settles it', async () => {
    await write({ text: 'hola' });
    await control('POST', 'faults', { place: 'graph.messages', kind: 'drop_after', count: 1 });
    expect(await send({ type: 'text', text: 'una sola vez' })).toMatchObject({ kind: 'in_doubt' });
    expect(await waitFor('message.status', ({ sendId }) => sendId === `send_${sendCount}`)).toMatchObject({ providerMessageId: expect.any(String) });
  });

  test.each([
    [{ kind: 'error', code: 130429 }, { kind: 'refused', problem: { advice: 'slow_number' } }],
    [{ kind: 'error', code: 190 }, { kind: 'refused', problem: { advice: 'reconnect' } }],
    [{ kind: 'drop_before' }, { kind: 'in_doubt' }],
    [{ kind: 'malformed' }, { kind: 'in_doubt' }],
    [{ kind: 'status', status: 502 }, { kind: 'in_doubt' }],
  ])('the fault %j is understood', async (fault, expected) => {
    await write({ text: 'hola' });
    await control('POST', 'faults', { place: 'graph.messages', count: 1, ...fault });
    expect(await send({ type: 'text', text: 'hola' })).toMatchObject(expected);
  });
});

describe('receiving', () => {
  test('what a shopper writes arrives, with accents and emoji intact', async () => {
    await write({ text: '¿Tenés el 38? 👟' });
    expect(await waitFor('message.received')).toMatchObject({ person: { waId: shopper }, content: { type: 'text', text: '¿Tenés el 38? 👟' } });
  });

  test('a picture can be fetched, unharmed', async () => {
    await write({ image: { caption: 'este' } });
    const { content } = await waitFor('message.received');
    const mediaId = content.type === 'image' ? content.media.mediaId : null;
    const file = await cloudApi.media?.(client).download(mediaId ?? '', { maxBytes: 1_000_000 });
    expect(file?.mimeType).toBe('image/png');
    expect(Buffer.from(file?.bytes ?? []).subarray(1, 4).toString()).toBe('PNG');
  });

  test('an uploaded file can be sent and fetched again', async () => {
    await write({ text: 'hola' });
    const bytes = Buffer.from('%PDF-1.4 factura');
    const uploaded = await cloudApi.media?.(client).upload({ bytes, mimeType: 'application/pdf', fileName: 'factura.pdf' });
    expect(await send({ type: 'document', media: { mediaId: uploaded?.mediaId ?? '', fileName: 'factura.pdf' } })).toMatchObject({ kind: 'accepted' });
    expect(Buffer.from((await cloudApi.media?.(client).download(uploaded?.mediaId ?? '', { maxBytes: 1_000_000 }))?.bytes ?? [])).toEqual(bytes);
  });

  test('a stop in WhatsApp itself is an opt-out', async () => {
    await write({ text: 'hola' });
    await control('POST', `whatsapp/users/${shopper}/preferences`, { marketing: 'stop' });
    expect(await waitFor('consent.changed')).toMatchObject({ person: { waId: shopper }, signal: { state: 'withdrawn', purpose: 'marketing' } });
  });

  test('somebody who hides the number is answered by user id', async () => {
    await control('POST', 'whatsapp/users', { phone: '+5491155550133', name: 'Sol', username: 'sol.ar', hidesPhone: true });
    await control('POST', 'whatsapp/users/5491155550133/messages', { text: 'hola' });
    const { person } = await waitFor('message.received');
    expect(person.waId).toBeUndefined();
    const hidden = { waId: null, phone: null, bsuid: person.bsuid ?? null, email: null };
    expect(await send({ type: 'text', text: 'Hola Sol' }, { to: hidden })).toMatchObject({ kind: 'accepted', bsuid: person.bsuid });
  });

  test('an answer from the app is an echo', async () => {
    await write({ text: 'hola' });
    await control('POST', 'whatsapp/echo', { to: shopper, text: 'Te la separo' });
    expect(await waitFor('message.echoed')).toMatchObject({ person: { waId: shopper }, content: { text: 'Te la separo' } });
  });

  test('ticks and typing are shown', async () => {
    const { id } = await write({ text: 'hola' });
    await cloudApi.receipts?.(client).markRead(String(id), { showTyping: true });
    const chat = await (await fetch(`${simulator.url}/sim/whatsapp/users/${shopper}/chat`)).json();
    expect(chat).toMatchObject({ messages: [{ status: 'read' }], typingUntil: expect.any(Number) });
  });
});

describe('the check', () => {
  test('finds the number in order and the webhooks ours', async () => {
    const result = await cloudApi.check(client, hookUrl);
    expect(result.steps.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(result).toMatchObject({ accountKey: '200300400500600', accountName: '+54 9 11 5555-0100', facts: { quality: 'green', dailyLimit: 10_000, isOnBusinessApp: false } });
  });

  test('sees webhooks that go elsewhere, and none at all', async () => {
    const state = async () => (await cloudApi.check(client, `${hookUrl}0`)).steps.find(({ step }) => step === 'webhooks')?.state;
    expect(await state()).toBe('warning');
    await cloudApi.unsubscribe?.(client, hookUrl);
    expect(await state()).toBe('failed');
  });

  test('a wrong token is a failed step, not an exception', async () => {
    const wrong = cloudApi.connect({ ...settings, accessToken: 'EAAwrongToken' }, io);
    const result = await cloudApi.check(wrong, hookUrl);
    expect(result.steps).toMatchObject([{ step: 'credentials', state: 'failed' }]);
    expect(JSON.stringify(result)).not.toContain('EAAwrongToken');
  });
});
