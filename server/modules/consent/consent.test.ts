import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { consentChannels } from '#contract/inbound-event';
import type { ConsentChannel, ConsentSignal } from '#contract/inbound-event';
import { inTransaction } from '#platform/database';
import type { Actor } from '#platform/actor';
import { openFacts } from '#test/facts';
import type { Facts } from '#test/facts';
import { applyConsentChanges } from './apply-consent-changes.ts';
import { eraseConsents, mergeConsents } from './move-consents.ts';
import { readConsentFacts } from './read-consent-facts.ts';
import { exportProof, recordByMember } from './read-ledger.ts';
import { recordConsents } from './record-consents.ts';
import { writeProofCsv } from './proof-csv.ts';

let facts: Facts;
let withdrawn: string[] = [];
beforeAll(async () => {
  facts = await openFacts({
    marketingWithdrawn: async (_app, _tx, people) => {
      withdrawn.push(...people.map(({ contactId }) => contactId));
    },
  });
});
afterAll(() => facts?.close());
beforeEach(() => {
  withdrawn = [];
});

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const signal = (changes: Partial<ConsentSignal> = {}): ConsentSignal => ({
  channel: 'whatsapp',
  purpose: 'marketing',
  state: 'granted',
  occurredAt: at(1),
  source: 'checkout',
  wording: 'Quiero novedades',
  evidence: { page: 'https://shop.example/checkout' },
  doubleOptIn: false,
  ...changes,
});

function record(contactId: string, ...signals: ConsentSignal[]) {
  const entries = signals.map((each) => ({ workspaceId: facts.workspaceId, contactId, connectionId: facts.connectionId, signal: each, actor: 'test' }));
  return inTransaction(facts.app.db, (tx) => recordConsents(facts.app, tx, entries));
}

async function ask(contactId: string, channel: ConsentChannel = 'whatsapp', purpose: 'marketing' | 'utility' = 'marketing') {
  const [answer] = await inTransaction(facts.app.db, (tx) => readConsentFacts(facts.app, tx, [{ workspaceId: facts.workspaceId, contactId, channel, purpose }]));
  return answer;
}

let lastPhone = 5491130000000;
const newPhone = () => `+${(lastPhone += 1)}`;
const admin = (): Actor => ({ kind: 'member', id: 'ana', name: 'Ana', workspaceId: facts.workspaceId, role: 'admin' });

describe('P6: consent with proof', () => {
  test('nobody agreed before they said so, and an opt-in is for its channel and purpose alone', async () => {
    const contactId = await facts.addContact({ phone: newPhone() });
    expect(await ask(contactId)).toEqual({ consent: 'none', ownInitiative: false, isSuppressed: false });
    await record(contactId, signal());
    expect((await ask(contactId))?.consent).toBe('granted');
    expect((await ask(contactId, 'email'))?.consent).toBe('none');
    expect((await ask(contactId, 'whatsapp', 'utility'))?.consent).toBe('none');
  });

  test.each(['keyword', 'button', 'provider', 'email_header', 'member', 'assistant'])('an opt-out by %s counts on every channel and suppresses the addresses', async (source) => {
    const contactId = await facts.addContact({ phone: newPhone(), email: `${facts.app.ids.next()}@example.com` });
    await record(contactId, ...consentChannels.map((channel) => signal({ channel })));
    await record(contactId, signal({ state: 'withdrawn', occurredAt: at(5), source }));
    for (const channel of consentChannels) expect(await ask(contactId, channel)).toMatchObject({ consent: 'withdrawn', isSuppressed: true });
    expect(withdrawn).toEqual([contactId]);
  });

  test.each(['shop', 'preference_centre'])('a "no" where each channel has its own switch (%s) is for that channel', async (source) => {
    const contactId = await facts.addContact({ phone: newPhone() });
    await record(contactId, signal(), signal({ channel: 'email' }), signal({ channel: 'email', state: 'withdrawn', occurredAt: at(5), source }));
    expect((await ask(contactId, 'email'))?.consent).toBe('withdrawn');
    expect(await ask(contactId)).toMatchObject({ consent: 'granted', isSuppressed: false });
    // Told all the same: a message on that very channel may be on its way.
    expect(withdrawn).toEqual([contactId]);
  });

  test('an opt-out outlives the person: the same number as a new contact is suppressed until it opts in later', async () => {
    const phone = newPhone();
    const first = await facts.addContact({ phone });
    await record(first, signal({ state: 'withdrawn', occurredAt: at(5), source: 'keyword' }));
    await inTransaction(facts.app.db, async (tx) => {
      await eraseConsents(tx, [{ workspaceId: facts.workspaceId, contactId: first }]);
      await sql`delete from contact_identity where workspace_id = ${facts.workspaceId} and contact_id = ${first}`.execute(tx);
    });
    const again = await facts.addContact({ phone });
    await record(again, signal({ occurredAt: at(4) }));
    expect((await ask(again))?.isSuppressed).toBe(true);
    await record(again, signal({ occurredAt: at(6) }));
    expect(await ask(again)).toMatchObject({ consent: 'granted', isSuppressed: false });
    // An opt-in on one channel does not revive an older one on another.
    await record(again, signal({ channel: 'sms', occurredAt: at(3) }));
    expect((await ask(again, 'sms'))?.isSuppressed).toBe(true);
  });

  test('a statement from the future counts from now, so that a later "no" overrules it', async () => {
    const contactId = await facts.addContact();
    await record(contactId, signal({ occurredAt: '2099-01-01T00:00:00Z' }));
    await record(contactId, signal({ state: 'withdrawn', occurredAt: new Date(facts.app.clock.nowMs()).toISOString(), source: 'keyword' }));
    expect((await ask(contactId))?.consent).toBe('withdrawn');
  });

  test('only evidence makes an opt-in the shopper\'s own initiative', async () => {
    const contactId = await facts.addContact();
    await record(contactId, signal({ occurredAt: at(1) }));
    expect((await ask(contactId))?.ownInitiative).toBe(false);
    await record(contactId, signal({ occurredAt: at(2), evidence: { initiative: 'shopper' } }));
    expect((await ask(contactId))?.ownInitiative).toBe(true);
  });
});

describe('P2: in any order, any number of times', () => {
  const statements = fc.array(
    fc.record({
      channel: fc.constantFrom(...consentChannels),
      state: fc.constantFrom('granted' as const, 'withdrawn' as const),
      occurredAt: fc.integer({ min: 1, max: 4 }).map(at),
      source: fc.constantFrom('checkout', 'shop', 'keyword', 'provider'),
      initiative: fc.boolean(),
    }),
    { minLength: 2, maxLength: 8 },
  );

  test('statements in any order, repeated and split into any batches, end in the same standing', async () => {
    await fc.assert(
      fc.asyncProperty(statements, fc.array(fc.nat(), { minLength: 16, maxLength: 16 }), fc.integer({ min: 1, max: 4 }), async (list, shuffle, batch) => {
        // One proof for one statement: what makes a repeat must not differ in its evidence.
        const proofOf = (index: number) => list.findIndex((each) => ['channel', 'state', 'occurredAt', 'source'].every((key) => each[key as 'state'] === list[index]?.[key as 'state']));
        const signals = list.map(({ channel, state, occurredAt, source }, index) => signal({ channel, state, occurredAt, source, evidence: list[proofOf(index)]?.initiative ? { initiative: 'shopper' } : {} }));
        const mixed = [...signals, ...signals].map((each, index) => ({ each, rank: shuffle[index % 16] ?? 0 })).toSorted((left, right) => left.rank - right.rank);
        const [one, two] = [await facts.addContact({ phone: newPhone() }), await facts.addContact({ phone: newPhone() })];
        await record(one, ...signals);
        for (let start = 0; start < mixed.length; start += batch) await record(two, ...mixed.slice(start, start + batch).map(({ each }) => each));
        for (const channel of consentChannels) expect(await ask(two, channel)).toEqual(await ask(one, channel));
        const proof = await exportProof(facts.app, admin(), two);
        expect(proof.chains).toMatchObject([{ isIntact: true }]);
      }),
      { numRuns: 25 },
    );
  });

  test('many at once about the same people leave whole chains and one entry for each statement', async () => {
    const people = await Promise.all([facts.addContact(), facts.addContact(), facts.addContact()]);
    const batches = Array.from({ length: 12 }, (_, index) => index);
    await Promise.all(
      batches.map((index) =>
        inTransaction(facts.app.db, (tx) =>
          recordConsents(
            facts.app,
            tx,
            people
              .toSorted(() => (index % 2 ? 1 : -1))
              .map((contactId) => ({ workspaceId: facts.workspaceId, contactId, connectionId: null, signal: signal({ occurredAt: at(index % 6) }), actor: 'test' })),
          ),
        ),
      ),
    );
    for (const contactId of people) {
      const proof = await exportProof(facts.app, admin(), contactId);
      expect(proof.chains).toEqual([{ contactId, isIntact: true, length: 6, brokenAt: null, problem: null }]);
    }
  });

  test('a statement about somebody merged meanwhile is recorded for who was kept', async () => {
    const [kept, merged] = [await facts.addContact(), await facts.addContact()];
    await record(merged, signal({ occurredAt: at(2) }));
    await inTransaction(facts.app.db, async (tx) => {
      await sql`update contact set merged_into = ${kept} where id = ${merged}`.execute(tx);
      await mergeConsents(tx, [{ workspaceId: facts.workspaceId, keptId: kept, mergedId: merged }]);
    });
    expect((await ask(kept))?.consent).toBe('granted');
    await record(merged, signal({ state: 'withdrawn', occurredAt: at(3), source: 'keyword' }));
    expect((await ask(kept))?.consent).toBe('withdrawn');
    expect((await exportProof(facts.app, admin(), kept)).entries).toHaveLength(2);
  });
});

describe('the proof', () => {
  test.each([
    ['changed_entry', sql`update consent_entry set state = 'granted' where contact_id = `],
    ['changed_proof', sql`update consent_entry set wording = 'Something else' where contact_id = `],
    ['missing_entry', sql`delete from consent_entry where sequence = 1 and contact_id = `],
    ['cut_off', sql`delete from consent_entry where sequence = 2 and contact_id = `],
  ])('shows tampering: %s', async (problem, tamper) => {
    const contactId = await facts.addContact();
    await record(contactId, signal(), signal({ state: 'withdrawn', occurredAt: at(2), source: 'shop' }));
    expect((await exportProof(facts.app, admin(), contactId)).chains[0]?.isIntact).toBe(true);
    await sql`${tamper}${contactId}`.execute(facts.app.db);
    expect((await exportProof(facts.app, admin(), contactId)).chains[0]).toMatchObject({ isIntact: false, problem });
  });

  test('an erasure blanks the words and leaves the chain whole', async () => {
    const contactId = await facts.addContact();
    await record(contactId, signal());
    await inTransaction(facts.app.db, (tx) => eraseConsents(tx, [{ workspaceId: facts.workspaceId, contactId }]));
    const proof = await exportProof(facts.app, admin(), contactId);
    expect(proof.chains[0]?.isIntact).toBe(true);
    expect(proof.entries[0]).toMatchObject({ wording: null, evidence: {}, isErased: true });
  });

  test('a member records an opt-in, and the CSV carries it without running formulas', async () => {
    const contactId = await facts.addContact();
    const ledger = await recordByMember(facts.app, admin(), contactId, { channel: 'whatsapp', purpose: 'marketing', state: 'granted', wording: '=1+1, "hola"', place: 'Local', ownInitiative: true });
    expect(ledger.standings).toMatchObject([{ channel: 'whatsapp', state: 'granted', ownInitiative: true }]);
    const csv = writeProofCsv(await exportProof(facts.app, admin(), contactId));
    expect(csv).toContain(`"'=1+1, ""hola"""`);
    await expect(recordByMember(facts.app, { ...admin(), role: 'analyst' }, contactId, { channel: 'sms', purpose: 'marketing', state: 'withdrawn', wording: null, place: null, ownInitiative: false })).rejects.toMatchObject({ code: 'role_needed' });
  });
});

test('consent news finds its person, and news about nobody leaves no trace', async () => {
  const phone = newPhone();
  await facts.apply(applyConsentChanges, [
    { type: 'consent.changed', person: { phone }, signal: signal() },
    { type: 'consent.changed', person: {}, signal: signal() },
  ]);
  const { rows } = await sql<{ contact_id: string }>`select contact_id from contact_identity where workspace_id = ${facts.workspaceId} and value = ${phone}`.execute(facts.app.db);
  expect((await ask(rows[0]?.contact_id ?? ''))?.consent).toBe('granted');
});
