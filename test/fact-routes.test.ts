import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyConsentChanges } from '#modules/consent';
import { applyMessages } from '#modules/conversations';
import { applyProductChanges } from '#modules/catalog';
import { applyTemplateChanges } from '#modules/templates';
import { createMember, signInAs } from '#modules/workspaces';
import { inTransaction } from '#platform/database';
import { openFacts } from './facts.ts';
import type { Facts } from './facts.ts';

let facts: Facts;
let cookie: string;
const at = '2026-01-01T00:00:00Z';

beforeAll(async () => {
  facts = await openFacts({ messagesReceived: async () => undefined });
  const userId = await inTransaction(facts.app.db, (tx) =>
    createMember(facts.app, tx, { workspaceId: facts.workspaceId, name: 'Ana', email: 'ana@example.com', role: 'owner', password: 'correct horse battery' }),
  );
  cookie = await signInAs(facts.app, userId);
  const person = { waId: '5491150000001', name: 'Lucía' };
  await facts.apply(applyMessages, [{ type: 'message.received', providerMessageId: 'wamid.1', person, at, content: { type: 'text', text: 'Hola' } }]);
  await facts.apply(applyConsentChanges, [{ type: 'consent.changed', person, signal: { channel: 'whatsapp', state: 'granted', occurredAt: at, source: 'popup', wording: 'Quiero, sí' } }]);
  await facts.apply(applyProductChanges, [{ type: 'product.changed', productKey: '1', version: at, state: 'active', title: 'Bota', currency: 'ARS', variants: [{ variantKey: '1', title: '42', priceMinor: 100 }] }]);
  await facts.apply(applyTemplateChanges, [{ type: 'template.changed', name: 'rescue', language: 'es', at, status: 'approved' }]);
});
afterAll(() => facts?.close());

async function call(method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
  const reply = await facts.http.inject({
    method,
    url: `/v1/workspaces/${facts.workspaceId}${path}`,
    headers: { origin: 'http://localhost:4500', cookie },
    ...(body && { payload: body }),
  });
  return { status: reply.statusCode, text: reply.body, json: () => reply.json() as Record<string, never> };
}

async function firstOf(path: string): Promise<{ id: string; contactId: string }> {
  const reply = await call('GET', path);
  expect(reply.status, reply.text).toBe(200);
  const { items } = reply.json() as unknown as { items: { id: string; contactId: string }[] };
  expect(items).toHaveLength(1);
  return items[0] as { id: string; contactId: string };
}

test('conversations are listed, read, worked on and told as a timeline', async () => {
  const { id } = await firstOf('/conversations?search=150000001&limit=5');
  await firstOf(`/conversations/${id}/timeline`);
  const steps: [method: 'POST' | 'PUT', path: string, body?: object][] = [
    ['POST', 'read'],
    ['POST', 'take-over'],
    ['PUT', 'tags', { tags: ['vip'] }],
    ['POST', 'notes', { text: 'Talle 42' }],
    ['PUT', 'assignee', { assigneeId: null }],
    ['POST', 'hand-back'],
    ['POST', 'snooze', { until: new Date(facts.app.clock.nowMs() + 60_000).toISOString() }],
    ['POST', 'reopen'],
    ['POST', 'close'],
  ];
  for (const [method, path, body] of steps) {
    const reply = await call(method, `/conversations/${id}/${path}`, body);
    expect([path, reply.status, reply.status === 200 ? '' : reply.text]).toEqual([path, 200, '']);
  }
  expect((await call('PUT', `/conversations/${id}/assignee`, { assigneeId: 'nobody' })).status).toBe(400);
});

test('consent is read, recorded and exported as JSON and CSV', async () => {
  const { contactId } = await firstOf('/conversations?view=all');
  const base = `/contacts/${contactId}/consents`;
  expect((await call('GET', base)).json()).toMatchObject({ items: [{ source: 'popup' }], standings: [{ state: 'granted', isSuppressed: false }] });
  expect((await call('POST', base, { channel: 'sms', state: 'granted' })).status).toBe(400);
  expect((await call('POST', base, { channel: 'sms', state: 'withdrawn' })).json()).toMatchObject({ items: [{ everywhere: true }, { source: 'popup' }] });
  expect((await call('GET', `${base}/proof`)).json()).toMatchObject({ chains: [{ isIntact: true, length: 2 }] });
  const csv = await call('GET', `${base}/proof?format=csv`);
  expect(csv.text.split('\r\n')).toHaveLength(4);
  expect(csv.text).toContain('"Quiero, sí"');
});

test('products and templates are listed and read', async () => {
  const product = await firstOf('/products?search=bota&available=true');
  expect((await call('GET', `/products/${product.id}`)).json()).toMatchObject({ title: 'Bota', variants: [{ isAvailable: true }] });
  const template = await firstOf('/templates?status=approved');
  expect((await call('GET', `/templates/${template.id}`)).status).toBe(200);
  expect((await call('POST', '/templates/sync', { connectionId: facts.connectionId })).status).toBe(202);
  expect((await call('POST', '/products/sync', { connectionId: facts.app.ids.next() })).status).toBe(404);
});
