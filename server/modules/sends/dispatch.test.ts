import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestApp, makeNumber, makeWorkspace } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { recordConsents } from '#modules/consent';
import { resolveContacts } from '#modules/contacts';
import { inTransaction } from '#platform/database';
import type { ConnectorIo } from '#ports/connector';
import { sendWork } from './dispatch-sends.ts';
import { planSends } from './plan-sends.ts';
import type { PlannedSend } from './plan-sends.ts';

/** A Graph API that takes everything and remembers whom it wrote to. */
const accepted: string[] = [];
const io: ConnectorIo = {
  now: () => new Date(),
  fetch: async (_url, init) => {
    const body = JSON.parse(String(init?.body ?? '{}')) as { to?: string };
    accepted.push(body.to ?? '');
    const text = JSON.stringify({ messaging_product: 'whatsapp', contacts: [{ input: body.to, wa_id: body.to?.replace('+', '') }], messages: [{ id: `wamid.${accepted.length}` }] });
    return { status: 200, headers: {}, text: async () => text, bytes: async () => Buffer.from(text) };
  },
};

let home: TestApp;
let place: TestWorkspace;
let number: string;
beforeAll(async () => {
  home = await createTestApp({ io });
});
afterAll(() => home.close());
beforeEach(async () => {
  accepted.length = 0;
  place = await makeWorkspace(home);
  number = await makeNumber(home, place.id);
});

let people = 0;
/** Somebody who allowed marketing and whose window is open, so that no template is needed. */
async function makePerson(): Promise<string> {
  people += 1;
  const phone = `+54911${String(50_000_000 + people)}`;
  return inTransaction(home.app.db, async (tx) => {
    const at = home.clock.now();
    const [contactId] = await resolveContacts(home.app, tx, [{ workspaceId: place.id, connectionId: number, person: { phone, waId: phone.slice(1) }, at }]);
    const signal = { channel: 'whatsapp' as const, purpose: 'marketing' as const, state: 'granted' as const, occurredAt: at.toISOString(), source: 'checkout', evidence: {}, doubleOptIn: false };
    await recordConsents(home.app, tx, [{ workspaceId: place.id, connectionId: null, contactId: contactId as string, signal, actor: 'shop' }]);
    await sql`
      insert into conversation (workspace_id, id, contact_id, connection_id, channel, state, handler, window_ends_at, created_at)
      values (${place.id}, ${home.app.ids.next()}, ${contactId}, ${number}, 'whatsapp', 'open', 'none', ${new Date(at.getTime() + 20 * 3_600_000)}, ${at})`.execute(tx);
    return contactId as string;
  });
}

function marketing(contactId: string, change: Partial<PlannedSend> = {}): PlannedSend {
  return {
    workspaceId: place.id,
    id: home.app.ids.next(),
    origin: 'campaign',
    originId: home.app.ids.next(),
    step: 'only',
    contactId,
    connectionId: number,
    cartId: null,
    flowId: null,
    channel: 'whatsapp',
    purpose: 'marketing',
    plannedForMs: home.clock.nowMs(),
    intent: { kind: 'content', content: { type: 'text', text: 'Hola', previewUrl: false }, inReplyTo: null, templateId: null } as PlannedSend['intent'],
    isReply: true,
    heldOut: false,
    arm: null,
    authorId: null,
    authorName: null,
    ...change,
  };
}

const statesOf = async () =>
  (await sql<{ id: string; state: string; reason: string | null }>`select id, state, reason from send where workspace_id = ${place.id} order by id`.execute(home.app.db)).rows;

test('a send that cannot be read does not hold up its neighbours', async () => {
  const [anna, bruno] = [await makePerson(), await makePerson()];
  const [broken, good] = [marketing(anna), marketing(bruno)];
  await inTransaction(home.app.db, (tx) => planSends(tx, [broken, good]));
  await sql`update send set intent = '{"kind":"of another time"}' where workspace_id = ${place.id} and id = ${broken.id}`.execute(home.app.db);
  await home.runDue();
  const states = new Map((await statesOf()).map((send) => [send.id, send.state]));
  expect([states.get(broken.id), states.get(good.id)]).toEqual(['planned', 'accepted']);
});

test('P3: caps hold when many messages to one person are due at once in several workers', async () => {
  const person = await makePerson();
  // Outside the reply's freedom, so that the cap of one marketing message a day is asked.
  const sends = Array.from({ length: 12 }, () => marketing(person, { isReply: false }));
  await inTransaction(home.app.db, (tx) => planSends(tx, sends));
  await sql`update workspace set settings = '{}' where id = ${place.id}`.execute(home.app.db);
  const workers = Array.from({ length: 4 }, () => sendWork(home.app));
  for (let round = 0; round < 6; round += 1) {
    await Promise.all(workers.map((worker) => worker.runOnce(3)));
    await Promise.all(workers.map((worker) => worker.drain()));
    home.clock.advance({ ms: 600 });
  }
  await home.runDue();
  expect(accepted.length).toBeLessThanOrEqual(1);
  const reasons = new Set((await statesOf()).filter((send) => send.state !== 'accepted').map((send) => send.reason));
  expect([...reasons].every((reason) => reason !== null)).toBe(true);
});

test('a message planned twice under another id goes once', async () => {
  const person = await makePerson();
  const send = marketing(person);
  await inTransaction(home.app.db, (tx) => planSends(tx, [send, { ...send, id: home.app.ids.next() }]));
  await home.runDue();
  expect(accepted).toHaveLength(1);
  expect(await statesOf()).toHaveLength(1);
});
