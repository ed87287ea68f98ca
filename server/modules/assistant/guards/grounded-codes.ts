import { foldText } from '#platform/fold-text';
import { allOf, factsOf } from '../facts/fact.ts';
import type { Guard, GuardQuestion } from './guard.ts';
import { claimsOf } from './guard.ts';

/** A code must be one that a tool gave in this conversation, or stand on a page of the shop. */
export const groundedCodes: Guard = {
  name: 'grounded_codes',
  object: (question) => {
    const known = knownCodes(question);
    const texts = [...factsOf(question.facts.fresh, 'words'), ...allOf(question.facts, 'title')].map(({ text }) => foldText(text));
    const wrong = claimsOf(question.claims, 'code').find(({ value }) => !known.has(foldText(value)) && !texts.some((text) => hasWord(text, foldText(value))));
    return wrong ? `The code "${wrong.value}" was not given by a tool in this conversation. Never make up a code.` : null;
  },
};

function knownCodes({ facts, view }: GuardQuestion): Set<string> {
  const codes = [...allOf(facts, 'code'), ...allOf(facts, 'reference')].map(({ value }) => value);
  return new Set([...codes, ...(view.flow?.offerCode ? [view.flow.offerCode] : [])].map(foldText));
}

const hasWord = (text: string, word: string) => text.split(/[^\p{L}\p{N}_-]+/u).includes(word);
