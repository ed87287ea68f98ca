import type { Language } from '#contract/language';
import { currencyExponent } from '#contract/money';
import { readAmountsIn } from '../claims/figures-in.ts';
import type { Claim } from '../claims/claim.ts';
import { factsOf } from '../facts/fact.ts';
import { splitWords } from '../split-words.ts';
import type { Guard, GuardQuestion } from './guard.ts';
import { claimsOf } from './guard.ts';

/** A sum of money must be one that a tool gave in this turn: prices change. A bound that was searched for may be repeated as a bound. */
export const groundedPrices: Guard = {
  name: 'grounded_prices',
  object: (question) => {
    const wrong = claimsOf(question.claims, 'amount').find((claim) => !isGrounded(claim, question));
    return wrong ? `The amount "${wrong.text}" was not given by a tool in this turn. State only amounts from this turn's results, exactly.` : null;
  },
};

type Amount = Extract<Claim, { kind: 'amount' }>;

function isGrounded(claim: Amount, { facts, view }: GuardQuestion): boolean {
  const prices = factsOf(facts.fresh, 'price');
  const known = [...prices, ...(claim.isBound ? searchedBounds(view) : [])];
  if (known.some(({ minor, currency }) => fits(claim, minor, currency))) return true;
  return factsOf(facts.fresh, 'words').some(({ text }) => isAmountOfPage(text, claim, view.language));
}

/** A sum on a page of the shop ("envío gratis desde $ 50.000") counts where the draft speaks of the same thing, not as the price of something. */
function isAmountOfPage(text: string, claim: Amount, language: Language): boolean {
  const spoken = new Set(stemsOf(claim.around));
  return text.split(/(?<=[.!?])\s+|\n+/u).some((sentence) => readAmountsIn(sentence, language).some((value) => claim.values.includes(value)) && stemsOf(sentence).some((stem) => spoken.has(stem)));
}

const stemsOf = (text: string) => splitWords(text).filter((word) => word.length > 3 && !/\d/.test(word) && !/^(?:desde|hasta|para|pesos|reais|from|until|over)$/.test(word)).map((word) => word.slice(0, 5));

function fits({ values, currencies }: Amount, minor: number, currency: string): boolean {
  if (currencies !== null && !currencies.includes(currency)) return false;
  const factor = 10 ** currencyExponent(currency);
  return values.some((value) => Math.abs(value * factor - minor) < 0.001);
}

/** The highest and lowest prices that this turn searched with. */
function searchedBounds({ results, shop }: GuardQuestion['view']): { minor: number; currency: string }[] {
  return results.flatMap((result) => {
    if (result.name !== 'search_products') return [];
    const { minMinor, maxMinor } = result.input.filters ?? {};
    return [minMinor, maxMinor].filter((minor) => typeof minor === 'number').map((minor) => ({ minor, currency: shop.currency }));
  });
}
