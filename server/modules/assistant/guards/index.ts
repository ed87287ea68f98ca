import { readClaims } from '../claims/read-claims.ts';
import type { Draft } from '../engine.ts';
import { allOf } from '../facts/fact.ts';
import { fitsMessage } from './fits-message.ts';
import { groundedCodes } from './grounded-codes.ts';
import { groundedDays } from './grounded-days.ts';
import { groundedLinks } from './grounded-links.ts';
import { groundedNumbers } from './grounded-numbers.ts';
import { groundedPercents } from './grounded-percents.ts';
import { groundedPrices } from './grounded-prices.ts';
import { groundedReferences } from './grounded-references.ts';
import { groundedStock } from './grounded-stock.ts';
import type { Guard, GuardQuestion } from './guard.ts';
import { honestUrgency } from './honest-urgency.ts';
import { knownProducts } from './known-products.ts';
import { noRepeat } from './no-repeat.ts';
import { noSecrets } from './no-secrets.ts';
import { noStrangers } from './no-strangers.ts';
import { notHuman } from './not-human.ts';
import { onTopic } from './on-topic.ts';
import { supportedPolicies } from './supported-policies.ts';
import { todayOf } from './today.ts';
import { withinDiscount } from './within-discount.ts';

/** Every guard, in the order asked. All are asked: an engine mends everything at once. */
export const guards: readonly Guard[] = [
  fitsMessage,
  knownProducts,
  groundedPrices,
  groundedStock,
  groundedDays,
  groundedPercents,
  groundedCodes,
  groundedReferences,
  groundedLinks,
  groundedNumbers,
  supportedPolicies,
  withinDiscount,
  honestUrgency,
  notHuman,
  onTopic,
  noSecrets,
  noStrangers,
  noRepeat,
];

export interface Verdict {
  guard: string;
  objection: string | null;
}

/** What every guard says of a draft. Pure. */
export function judgeDraft(question: Omit<GuardQuestion, 'words' | 'claims'>): Verdict[] {
  const { draft, view, facts } = question;
  const words = wordsOf(draft);
  const claims = readClaims(words, { language: view.language, todayOn: todayOf(view), titles: [...allOf(facts, 'title').map(({ text }) => text), view.shop.name, view.voice.name] });
  return guards.map((guard) => ({ guard: guard.name, objection: guard.object({ ...question, words, claims }) }));
}

/** Everything of a draft that the shopper reads. */
export function wordsOf({ text, choices, link }: Draft): string {
  return [text, ...choices.flatMap(({ title, description }) => [title, description ?? '']), link?.title ?? ''].filter((part) => part !== '').join('\n');
}
