import { sql } from 'kysely';
import type { App } from '#context';
import { inTransaction } from '#platform/database';
import { defineJob } from '#platform/jobs';
import { ConnectorError } from '#ports/connector';
import type { PaymentFacts } from '#ports/payment';
import { LookUp, lookUpRef } from './ask-look-up.ts';
import { checkLines } from './check-lines.ts';
import { findLinkOfNews, readLink } from './link-rows.ts';
import type { LinkRow } from './link-rows.ts';
import { isSettled } from './payment-rank.ts';
import { recordFacts } from './record-facts.ts';
import type { OpenTill } from './tills.ts';
import { openTill } from './tills.ts';

/**
 * Fetches the payment anew from the vendor and records what it says: the only way in which anything here becomes paid. The vendor is called
 * outside any transaction; the same facts may be recorded any number of times.
 */
export const lookUpJob = defineJob<App, LookUp>({
  ...lookUpRef,
  input: LookUp,
  // A payment is never given up: the reconciliation would find it, but later.
  maxAttempts: 0,
  async run(app, { workspaceId, input }) {
    const till = await openTill(app, workspaceId, input.connectionId);
    if (!till) return;
    const link = input.linkId ? await readLink(app.db, workspaceId, input.linkId) : null;
    const found = await fetchFacts(till, link, input);
    for (const facts of found) await record(app, workspaceId, till, link, facts);
    app.poke('jobs');
    app.poke('sends');
  },
});

/** What the vendor says of the link and of every payment for it. Fresh answers outrank a list, which may lag behind. */
async function fetchFacts(till: OpenTill, link: LinkRow | null, { paymentKey, reference }: LookUp): Promise<PaymentFacts[]> {
  const lookup = till.definition.lookup(till.client);
  const named = paymentKey ? await unlessRefused(lookup.find({ paymentKey })) : null;
  const whole = link?.providerKey ? await unlessRefused(lookup.find({ linkKey: link.providerKey, reference: link.reference })) : null;
  const known = link?.reference ?? reference ?? named?.reference ?? null;
  const all = known ? ((await unlessRefused(lookup.list(known))) ?? []) : [];
  const found = [...new Map([...all, named, whole].flatMap((facts) => (facts ? [[facts.paymentKey ?? '', facts] as const] : []))).values()];
  // Facts of the bare link say that nobody pays yet: older news than any payment.
  const payments = found.filter((facts) => facts.paymentKey !== null);
  return payments.length > 0 ? payments : found;
}

/** Refused for good (a search that this country's accounts lack, say): trying for ever would not help. Whatever passes is thrown and tried again. */
async function unlessRefused<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'rejected') return null;
    throw error;
  }
}

async function record(app: App, workspaceId: string, till: OpenTill, known: LinkRow | null, facts: PaymentFacts): Promise<void> {
  const link = known && (facts.reference === null || facts.reference === known.reference) ? known : await findLinkOfNews(app.db, workspaceId, till.connectionId, facts);
  if (!link) return;
  const isFirstMoney = isSettled(facts.status) && link.outcome === null;
  const goods = isFirstMoney ? await checkLines(app, workspaceId, await shopOf(app, link), link.lines) : null;
  await inTransaction(app.db, (tx) => recordFacts(app, tx, { workspaceId, linkId: link.id, facts, isGone: (goods?.gone.length ?? 0) > 0 }));
}

async function shopOf(app: App, { workspaceId, cartId }: LinkRow): Promise<string> {
  const { rows } = await sql<{ connectionId: string }>`select connection_id as "connectionId" from cart where workspace_id = ${workspaceId} and id = ${cartId}`.execute(app.db);
  return rows[0]?.connectionId ?? '';
}
