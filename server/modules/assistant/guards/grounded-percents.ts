import { readInstallmentsIn, readPercentsIn } from '../claims/figures-in.ts';
import { allOf, factsOf } from '../facts/fact.ts';
import type { Guard } from './guard.ts';
import { claimsOf } from './guard.ts';

/** A percentage or a number of instalments must come from a tool or stand on a page of the shop. */
export const groundedPercents: Guard = {
  name: 'grounded_percents',
  object: ({ claims, facts, view }) => {
    const words = factsOf(facts.fresh, 'words').map(({ text }) => text);
    const titles = factsOf(facts.fresh, 'title').map(({ text }) => text);
    const known = new Set([...allOf(facts, 'percent').map(({ value }) => value), ...[...words, ...titles].flatMap((text) => readPercentsIn(text, view.language))]);
    const wrong = claimsOf(claims, 'percent').find(({ value }) => !known.has(value));
    if (wrong) return `The percentage "${wrong.text}" was not given by a tool. State only percentages from the results.`;
    const installments = new Set(words.flatMap((text) => readInstallmentsIn(text, view.language)));
    const unknown = claimsOf(claims, 'installments').find(({ count }) => !installments.has(count));
    return unknown ? `"${unknown.text}" was not given by a tool. Look up how the shop lets people pay before you speak of instalments.` : null;
  },
};
