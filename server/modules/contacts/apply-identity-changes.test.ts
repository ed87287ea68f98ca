import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '#platform/database';
import { openFacts } from '#test/facts';
import type { Facts } from '#test/facts';
import { applyIdentityChanges } from './apply-identity-changes.ts';
import { resolveContacts } from './resolve-contacts.ts';

let facts: Facts;
beforeAll(async () => {
  facts = await openFacts();
});
afterAll(() => facts?.close());

const at = '2026-01-01T00:00:00Z';
const whoHas = async (waId: string) => {
  const [contactId] = await inTransaction(facts.app.db, (tx) =>
    resolveContacts(facts.app, tx, [{ workspaceId: facts.workspaceId, connectionId: facts.connectionId, person: { waId }, at: new Date(at) }]),
  );
  return contactId;
};

test('a changed number keeps its person, takes in who had the new one, and lets the old one go', async () => {
  const [before, other] = [await whoHas('5491151110001'), await whoHas('5491151110002')];
  const change = { type: 'identity.changed', at, previous: { waId: '5491151110001' }, current: { waId: '5491151110002' } } as const;
  await facts.apply(applyIdentityChanges, [change]);
  expect(await whoHas('5491151110002')).toBe(before);
  const merged = await sql<{ merged_into: string }>`select merged_into from contact where id = ${other}`.execute(facts.app.db);
  expect(merged.rows).toEqual([{ merged_into: before }]);
  // Whoever gets the old number from the carrier is somebody else.
  expect(await whoHas('5491151110001')).not.toBe(before);
});
