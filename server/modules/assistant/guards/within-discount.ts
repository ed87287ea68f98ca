import { foldText } from '#platform/fold-text';
import { readPercentsIn } from '../claims/figures-in.ts';
import { factsOf } from '../facts/fact.ts';
import type { Guard } from './guard.ts';
import { claimsOf } from './guard.ts';

const offers = /\b(?:te (?:hago|doy|dejo|ofrezco|consigo)|puedo (?:hacerte|darte|ofrecerte)|posso (?:te )?(?:fazer|dar|oferecer)|te dou|fa[cz]o|i can (?:give|offer|do)|i(?:'|’)ll (?:give|do)|you get|llevas)\b.{0,50}\b(?:descuentos?|rebajas?|desconto|off|discount|gratis|de regalo|de brinde|free)\b/;

/** It gives nothing away that its limit or a tool did not allow. */
export const withinDiscount: Guard = {
  name: 'within_discount',
  object: ({ claims, facts, settings, view, words, draft }) => {
    const given = view.results.some(({ name, outcome }) => name === 'apply_discount' && outcome.kind === 'done');
    const written = factsOf(facts.fresh, 'words').flatMap(({ text }) => readPercentsIn(text, view.language));
    const reduced = factsOf(facts.fresh, 'percent').map(({ value }) => value);
    const over = claimsOf(claims, 'percent').find(({ value }) => value > settings.limits.discountPercent && !written.includes(value) && !reduced.includes(value) && value !== 100);
    if (over && /descuento|desconto|off|discount|rebaja/.test(foldText(draft.text))) return `${over.text} is above the highest discount that may be given (${settings.limits.discountPercent} %).`;
    return offers.test(foldText(words)) && !given && (view.flow?.offerCode ?? null) === null ? 'The text promises a reduction that no tool gave. Use apply_discount first, or promise none.' : null;
  },
};
