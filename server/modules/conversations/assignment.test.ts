import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AssignmentSettings } from '#contract/assignment';
import type { MemberConcern } from '#context';
import { createMember } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { hourMs } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { openFacts } from '#test/facts';
import type { Facts } from '#test/facts';
import { applyMessages } from './apply-messages.ts';
import { chooseAssignee } from './choose-assignee.ts';
import { handToPerson } from './hand-over.ts';
import { changeAssignment, changeAvailability, listAvailability } from './manage-assignment.ts';
import { readConversation, takeOver } from './manage-conversation.ts';
import { readTimeline } from './read-timeline.ts';

let facts: Facts;
let concerns: MemberConcern[] = [];
let [ana, bruno, carla]: string[] = [];
let count = 0;
const groupId = '0198c0de-0000-7000-8000-0000000000aa';

beforeAll(async () => {
  facts = await openFacts({
    messagesReceived: async () => undefined,
    personTookOver: async () => undefined,
    membersConcerned: async (_app, _tx, told) => void concerns.push(...told),
  });
});
afterAll(() => facts?.close());
beforeEach(async () => {
  concerns = [];
  Object.assign(facts, await facts.addWorkspace());
  const add = (name: string, role: 'agent' | 'analyst' = 'agent') =>
    inTransaction(facts.app.db, (tx) => createMember(facts.app, tx, { workspaceId: facts.workspaceId, name, email: `${name}-${(count += 1)}@example.com`, role }));
  [ana, bruno, carla] = [await add('Ana'), await add('Bruno'), await add('Carla')];
  await add('Zoe', 'analyst');
});

const actor = (id: string | undefined, role: Actor['role'] = 'agent'): Actor => ({ kind: 'member', id: id ?? '', name: id === bruno ? 'Bruno' : 'Ana', workspaceId: facts.workspaceId, role });
const rules = (settings: Partial<AssignmentSettings>) => changeAssignment(facts.app, actor(ana, 'admin'), { otherwise: 'nobody', groups: [], rules: [], hours: null, ...settings });
const choose = (tags: string[] = [], ownerRule: Parameters<typeof chooseAssignee>[2]['ownerRule'] = null) =>
  inTransaction(facts.app.db, (tx) => chooseAssignee(facts.app, tx, { workspaceId: facts.workspaceId, tags, ownerRule }));
const away = (userId: string | undefined, patch: Parameters<typeof changeAvailability>[3] = { isAway: true }) => changeAvailability(facts.app, actor(userId), userId ?? '', patch);

async function writeIn(text = 'Hola'): Promise<string> {
  const waId = String(5491150000000 + (count += 1));
  await inTransaction(facts.app.db, (tx) =>
    applyMessages(facts.app, tx, [{ workspaceId: facts.workspaceId, connectionId: facts.connectionId, key: `${count}`, receivedAt: facts.app.clock.now(), event: { type: 'message.received', providerMessageId: `wamid.a${count}`, person: { waId }, at: facts.app.clock.now().toISOString(), content: { type: 'text', text } } as never }]));
  const { rows } = await sql<{ id: string }>`select id from conversation where workspace_id = ${facts.workspaceId} order by created_at desc, id desc limit 1`.execute(facts.app.db);
  return rows[0]?.id ?? '';
}
const hand = (conversationId: string, changes: object = {}) =>
  inTransaction(facts.app.db, (tx) => handToPerson(facts.app, tx, { workspaceId: facts.workspaceId, conversationId, reason: 'asked_for_person', priority: 0, tags: [], ...changes }));

describe('who gets a conversation', () => {
  test('nobody, as long as no rule says so', async () => {
    expect(await choose(['talla'])).toEqual({ assigneeId: null, isSomebodyThere: true, backAt: null });
  });

  test('each in turn, the one who waited longest first', async () => {
    await rules({ otherwise: 'turns' });
    expect([(await choose()).assigneeId, (await choose()).assigneeId, (await choose()).assigneeId, (await choose()).assigneeId]).toEqual([ana, bruno, carla, ana]);
  });

  test('the first rule whose tag it has, before the default; a group in turn', async () => {
    await rules({ otherwise: 'turns', groups: [{ id: groupId, name: 'Cambios', memberIds: [bruno ?? '', carla ?? ''] }], rules: [{ tag: 'vip', to: { kind: 'member', memberId: carla ?? '' } }, { tag: 'returns', to: { kind: 'group', groupId } }] });
    expect((await choose(['returns', 'vip'])).assigneeId).toBe(carla);
    expect([(await choose(['returns'])).assigneeId, (await choose(['returns'])).assigneeId]).toEqual([bruno, carla]);
  });

  test('the owner that a handoff names goes before every rule', async () => {
    await rules({ otherwise: 'turns', rules: [{ tag: 'vip', to: { kind: 'member', memberId: carla ?? '' } }] });
    expect((await choose(['vip'], { kind: 'member', memberId: bruno ?? '' })).assigneeId).toBe(bruno);
  });

  test('nobody who is away or off hours; then it stays open, with when somebody is back', async () => {
    await rules({ otherwise: 'turns' });
    const backAt = new Date(facts.app.clock.nowMs() + 2 * hourMs);
    await away(ana);
    await away(bruno, { isAway: true, backAt: backAt.toISOString() });
    expect((await choose()).assigneeId).toBe(carla);
    await away(carla);
    expect(await choose()).toEqual({ assigneeId: null, isSomebodyThere: false, backAt });
    await away(ana, { isAway: false });
    expect((await choose()).assigneeId).toBe(ana);
  });

  test('a member whom a rule names and who is away leaves it to everybody', async () => {
    await rules({ otherwise: 'turns', rules: [{ tag: 'vip', to: { kind: 'member', memberId: carla ?? '' } }] });
    await away(carla);
    expect(await choose(['vip'])).toMatchObject({ assigneeId: null, isSomebodyThere: true });
  });

  test('handoffs at the same moment go to different members, each counted once', async () => {
    await rules({ otherwise: 'turns' });
    const chosen = await Promise.all([choose(), choose(), choose()]);
    expect(new Set(chosen.map(({ assigneeId }) => assigneeId)).size).toBe(3);
  });
});

describe('at a handoff', () => {
  test('the member is set, told once, and named in the story', async () => {
    await rules({ otherwise: 'turns' });
    const id = await writeIn();
    await hand(id, { tags: ['talla'] });
    expect(await readConversation(facts.app, actor(ana), id)).toMatchObject({ assigneeId: ana, handler: 'person', handoffReason: 'asked_for_person' });
    expect(concerns).toEqual([{ workspaceId: facts.workspaceId, conversationId: id, kind: 'assigned', memberIds: [ana] }]);
  });

  test('one that has its member keeps them, and saying the same again tells nothing', async () => {
    await rules({ otherwise: 'turns' });
    const id = await writeIn();
    for (let round = 0; round < 3; round += 1) await hand(id);
    await hand(id, { reason: 'angry', priority: 2 });
    const { items } = await readTimeline(facts.app, actor(ana), id, { limit: 50 });
    expect(items.flatMap((item) => (item.kind === 'event' ? [item.details['reason']] : []))).toEqual(['angry', 'asked_for_person']);
    expect(await readConversation(facts.app, actor(ana), id)).toMatchObject({ assigneeId: ana, priority: 2, handoffReason: 'asked_for_person' });
    expect(concerns.map(({ kind, memberIds }) => [kind, memberIds])).toEqual([['assigned', [ana]], ['urgent', [ana]]]);
  });

  test('what is urgent and nobody’s is told to everybody', async () => {
    const id = await writeIn();
    await hand(id, { priority: 2 });
    expect(concerns).toMatchObject([{ kind: 'urgent', memberIds: null }]);
  });
});

test('of two members who take a conversation at once, one has it and the other is told so', async () => {
  const id = await writeIn();
  await hand(id);
  const outcomes = await Promise.allSettled([takeOver(facts.app, actor(ana), id), takeOver(facts.app, actor(bruno), id)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({ reason: { code: 'taken_by_another' } });
  const { assigneeId } = await readConversation(facts.app, actor(ana), id);
  const loser = assigneeId === ana ? bruno : ana;
  expect(await takeOver(facts.app, actor(loser), id, true)).toMatchObject({ assigneeId: loser });
});

test('each steps away for themselves, an admin for all; rules are an admin’s and name only who answers', async () => {
  await expect(changeAvailability(facts.app, actor(ana), bruno ?? '', { isAway: true })).rejects.toMatchObject({ code: 'role_needed' });
  await changeAvailability(facts.app, actor(ana, 'admin'), bruno ?? '', { isAway: true, hours: [{ weekday: 1, from: '09:00', to: '10:00' }] });
  expect((await listAvailability(facts.app, actor(ana, 'analyst'))).items.map(({ name, isAway }) => [name, isAway])).toEqual([['Ana', false], ['Bruno', true], ['Carla', false]]);
  await expect(away(ana, { isAway: true, backAt: '2000-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'back_at_past' });
  await expect(changeAssignment(facts.app, actor(ana), { otherwise: 'turns', groups: [], rules: [], hours: null })).rejects.toMatchObject({ code: 'role_needed' });
  await expect(rules({ rules: [{ tag: 'x', to: { kind: 'member', memberId: 'stranger' } }] })).rejects.toMatchObject({ code: 'member_unknown' });
});
