import { allOf } from '../facts/fact.ts';
import type { Guard, GuardQuestion } from './guard.ts';
import { claimsOf } from './guard.ts';

/** An address must be, letter for letter, one that a tool gave in this conversation. The shop's own front page may always be named. */
export const groundedLinks: Guard = {
  name: 'grounded_links',
  object: (question) => {
    const known = new Set(allOf(question.facts, 'link').map(({ url }) => url));
    const { link } = question.draft;
    if (link !== null && !known.has(link.url)) return `The address of the button, ${link.url}, was not given by a tool in this conversation. Use one from the results, exactly.`;
    const wrong = claimsOf(question.claims, 'link').find(({ url }) => !isKnown(url, known, question));
    return wrong ? `The address "${wrong.url}" was not given by a tool in this conversation. Use one from the results, exactly, or none.` : null;
  },
};

function isKnown(url: string, known: ReadonlySet<string>, { view }: GuardQuestion): boolean {
  if (known.has(url) || known.has(`https://${url}`)) return true;
  const bare = (address: string) => address.toLowerCase().replace(/^https?:\/\//, '').replace(/^www\./, '').replace(/\/$/, '');
  return view.shop.url !== null && bare(url) === bare(view.shop.url);
}
