import { currencyExponent } from '#contract/money';
import { readNumbersIn } from '../claims/figures-in.ts';
import { allOf, factsOf } from '../facts/fact.ts';
import type { Guard, GuardQuestion } from './guard.ts';
import { claimsOf } from './guard.ts';

/** A long number that says not what it is counts as a claim all the same. The shopper's own numbers, such as a postal code, may be repeated. */
export const groundedNumbers: Guard = {
  name: 'grounded_numbers',
  object: (question) => {
    const known = knownNumbers(question);
    const wrong = claimsOf(question.claims, 'number').find(({ values }) => !values.some((value) => known.has(value)));
    return wrong ? `The number "${wrong.text}" was not given by a tool. State only numbers from the results.` : null;
  },
};

function knownNumbers({ facts, view }: GuardQuestion): Set<number> {
  const prices = factsOf(facts.fresh, 'price').map(({ minor, currency }) => minor / 10 ** currencyExponent(currency));
  const texts = [...factsOf(facts.fresh, 'words'), ...allOf(facts, 'title')].map(({ text }) => text);
  // The number of an order stands in a list without a word before it.
  const references = allOf(facts, 'reference').map(({ value }) => Number(value.replaceAll(/\D/g, '')));
  const said = view.incoming.map(({ text }) => text);
  // What they said is no price, so a number that could be one counts only when it cannot be taken for money.
  const own = said.flatMap((text) => readNumbersIn(text, view.language)).filter((value) => Number.isInteger(value));
  return new Set([...prices, ...references, ...texts.flatMap((text) => readNumbersIn(text, view.language)), ...(hasPriceTalk(said) ? [] : own)]);
}

const hasPriceTalk = (texts: string[]) => texts.some((text) => /\$|precio|pre[cç]o|price|cuesta|custa|cost|vale|pesos|reais|mil\b/i.test(text));
