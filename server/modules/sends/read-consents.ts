import type { App } from '#context';
import { readConsentFacts } from '#modules/consent';
import type { ConsentFacts } from '#modules/consent';
import type { Tx } from '#platform/database';
import type { DueSend } from './claim-queries.ts';
import { questionOf } from './send-intent.ts';

/** What people said about being written to, one answer for each send in the same order. Whoever wants no offers wants no question of ours either, although the law allows it. */
export async function readConsents(app: App, tx: Tx, due: DueSend[]): Promise<ConsentFacts[]> {
  const questions = due.filter(({ intent }) => questionOf(intent) !== null);
  const facts = await readConsentFacts(app, tx, [...due, ...questions.map((send) => ({ ...send, purpose: 'marketing' as const }))]);
  const onOffers = new Map(questions.map(({ id }, place) => [id, facts[due.length + place]]));
  return facts.slice(0, due.length).map((own, place) => joinNo(own, onOffers.get(due[place]?.id ?? '')));
}

/** A no of either counts. */
function joinNo(own: ConsentFacts, offers: ConsentFacts | undefined): ConsentFacts {
  if (!offers) return own;
  return { ...own, consent: offers.consent === 'withdrawn' ? 'withdrawn' : own.consent, isSuppressed: own.isSuppressed || offers.isSuppressed };
}
