import { factsOf } from '../facts/fact.ts';
import type { Guard, GuardQuestion } from './guard.ts';

const emails = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/giu;
const phones = /(?<![\p{L}\p{N}#])\+?\d[\d\s().-]{7,17}\d(?![\p{L}\p{N}])/giu;

/** No address or phone comes out but the shopper's own, and those on pages of the shop. */
export const noStrangers: Guard = {
  name: 'no_strangers',
  object: (question) => {
    const words = question.words.replaceAll(/https?:\/\/\S+/g, ' ');
    const known = knownIn(question);
    const email = (words.match(emails) ?? []).find((address) => !known.texts.includes(address.toLowerCase()));
    if (email) return `The address ${email} is neither the shopper’s nor the shop’s. Leave it out.`;
    const phone = (words.match(phones) ?? []).filter((text) => digitsOf(text).length >= 9 && !isMoneyOrReference(text, question)).find((text) => !known.digits.includes(digitsOf(text).slice(-8)));
    return phone ? `The phone number "${phone.trim()}" is neither the shopper’s nor the shop’s. Leave it out.` : null;
  },
};

const digitsOf = (text: string) => text.replaceAll(/\D/g, '');

function knownIn({ facts, knownAddresses, view }: GuardQuestion): { texts: string; digits: string } {
  const all = [...factsOf(facts.fresh, 'words').map(({ text }) => text), ...knownAddresses, ...view.incoming.map(({ text }) => text)].join('\n').toLowerCase();
  return { texts: all, digits: digitsOf(all) };
}

/** Figures that another guard knows what to make of. */
function isMoneyOrReference(text: string, { claims }: GuardQuestion): boolean {
  return claims.some((claim) => (claim.kind === 'reference' || claim.kind === 'amount' || claim.kind === 'code' || claim.kind === 'day') && text.includes(claim.text));
}
