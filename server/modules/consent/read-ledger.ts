import type { ChainCheck, ConsentLedger, ConsentProof, NewConsent } from '#contract/consent';
import type { PageQuery } from '#contract/page';
import type { App } from '#context';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { pageOfRows, readCursor } from '#platform/page';
import { verifyChain } from './consent-chain.ts';
import { findEntries, findFamily, findStandings, readChains, toEntry } from './ledger-queries.ts';
import { readConsentFacts } from './read-consent-facts.ts';
import { recordConsents } from './record-consents.ts';

/** What a person said, newest first, and what stands now. */
export async function readLedger(app: App, actor: Actor, contactId: string, query: PageQuery): Promise<ConsentLedger> {
  const family = await requireFamily(app, actor, contactId);
  const rows = await findEntries(app.db, actor.workspaceId, family, readCursor(query.cursor), query.limit);
  const page = pageOfRows(rows, query.limit, (row) => ({ at: row.recordedAt, id: row.id }), toEntry);
  return { ...page, standings: await readStandings(app, actor, contactId) };
}

async function readStandings(app: App, actor: Actor, contactId: string): Promise<ConsentLedger['standings']> {
  return app.db.transaction().execute(async (tx) => {
    const standings = await findStandings(tx, actor.workspaceId, contactId);
    const questions = standings.map(({ channel, purpose }) => ({ workspaceId: actor.workspaceId, contactId, channel, purpose }));
    const facts = await readConsentFacts(app, tx, questions);
    return standings.map(({ channel, purpose, state, occurred_at, own_initiative }, place) => ({
      channel,
      purpose,
      state,
      since: occurred_at.toISOString(),
      ownInitiative: own_initiative,
      isSuppressed: facts[place]?.isSuppressed ?? false,
    }));
  });
}

/** A member writes down what a person said to them. An opt-out counts on every channel. */
export async function recordByMember(app: App, actor: Actor, contactId: string, entry: NewConsent): Promise<ConsentLedger> {
  requireRole(actor, 'agent');
  await requireFamily(app, actor, contactId);
  const { channel, purpose, state, wording, place, ownInitiative } = entry;
  const now = app.clock.now();
  const occurredAt = entry.occurredAt ?? now.toISOString();
  if (Date.parse(occurredAt) > now.getTime()) throw new AppError('invalid', 'consent_in_future', 'Nobody can have said this yet. Choose a time that is past.');
  const evidence = { member: actor.name, ...(place ? { place } : {}), ...(ownInitiative ? { initiative: 'shopper' } : {}) };
  await inTransaction(app.db, async (tx) => {
    const signal = { channel, purpose, state, occurredAt, source: 'member', wording, evidence, doubleOptIn: false };
    await recordConsents(app, tx, [{ workspaceId: actor.workspaceId, contactId, connectionId: null, signal, actor: `${actor.kind}:${actor.id}` }]);
    await writeAudit(app, tx, actor, 'consent.recorded', { kind: 'contact', id: contactId }, { channel, purpose, state });
  });
  app.live.publish({ workspaceId: actor.workspaceId, topic: 'contact', id: contactId });
  return readLedger(app, actor, contactId, { limit: 50 });
}

/** Everything that proves what a person agreed to, each ledger checked link by link. Audited. */
export async function exportProof(app: App, actor: Actor, contactId: string): Promise<ConsentProof> {
  requireRole(actor, 'agent');
  const family = await requireFamily(app, actor, contactId);
  const chains = await app.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const read = await readChains(tx, actor.workspaceId, family);
      await writeAudit(app, tx, actor, 'consent.exported', { kind: 'contact', id: contactId });
      return read;
    });
  return {
    contactId,
    exportedAt: app.clock.now().toISOString(),
    chains: [...chains].map(([id, { entries, head }]) => toCheck(id, verifyChain(app.keys.hash, entries, head))),
    entries: [...chains.values()].flatMap(({ entries }) => entries.map(toEntry)),
  };
}

function toCheck(contactId: string, verdict: ReturnType<typeof verifyChain>): ChainCheck {
  const { isIntact, length } = verdict;
  return verdict.isIntact ? { contactId, isIntact, length, brokenAt: null, problem: null } : { contactId, isIntact, length, brokenAt: verdict.brokenAt, problem: verdict.problem };
}

async function requireFamily(app: App, actor: Actor, contactId: string): Promise<string[]> {
  const family = await findFamily(app.db, actor.workspaceId, contactId);
  if (family.length === 0) throw new AppError('not_found', 'contact_unknown', 'There is no such contact in this workspace.');
  return family;
}
