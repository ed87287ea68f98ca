import { refuse } from './gate-rule.ts';
import type { GateRule } from './gate-rule.ts';

/** Whom the message is for, and whether they want it. */

export const personErased: GateRule = {
  reason: 'person_erased',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ facts }) => (facts.contact.isErased ? refuse() : null),
};

export const suppressed: GateRule = {
  reason: 'suppressed',
  // Somebody who said stop and then asks a question wants the answer, not the offer.
  asked: { marketing: 'always', utility: 'always', service: 'unprompted' },
  object: ({ facts }) => (facts.contact.isSuppressed ? refuse() : null),
};

export const paymentDisputed: GateRule = {
  reason: 'payment_disputed',
  asked: { marketing: 'always', utility: 'never', service: 'never' },
  object: ({ facts }) => (facts.contact.hasDispute ? refuse() : null),
};

export const noAddress: GateRule = {
  reason: 'no_address',
  asked: { marketing: 'always', utility: 'always', service: 'always' },
  object: ({ facts }) => (facts.contact.hasAddress ? null : refuse()),
};

export const heldOut: GateRule = {
  reason: 'held_out',
  asked: { marketing: 'unprompted', utility: 'unprompted', service: 'unprompted' },
  object: ({ request }) => (request.heldOut ? refuse() : null),
};

export const bot: GateRule = {
  reason: 'bot',
  asked: { marketing: 'always', utility: 'never', service: 'never' },
  object: ({ facts }) => (facts.contact.isBot ? refuse() : null),
};

export const noConsent: GateRule = {
  reason: 'no_consent',
  asked: { marketing: 'always', utility: 'always', service: 'unprompted' },
  object: ({ request, facts, findPlace }) => {
    const { consent, consentInitiatedByContact } = facts.contact;
    // News about the person's own order needs no opt-in, but a "no" to it counts.
    if (request.purpose !== 'marketing') return consent === 'withdrawn' ? refuse({ consent }) : null;
    if (consent !== 'granted') return refuse({ consent });
    if (consentInitiatedByContact) return null;
    const demanding = findPlace().places.find(({ rule }) => rule.consent === 'own_initiative');
    return demanding ? refuse({ consent, needs: 'own_initiative', country: demanding.country }) : null;
  },
};
