import { z } from 'zod';
import { HandoffTrigger } from '#contract/handoff';

/** How a model ends a turn: by one of these two calls. Neither is a tool of the product; the engine reads them. */

const Choice = z.object({
  title: z.string().min(1).max(24).describe('Words on the button, at most 20 characters'),
  does: z.enum(['say', 'add', 'checkout', 'cart', 'person']).default('say').describe('say: the shopper says these words; add: puts `variantKey` into the cart; checkout, cart, person: what they say'),
  variantKey: z.string().max(200).nullish(),
});

export const Reply = z.object({
  text: z.string().min(1).max(4000).describe('The one message, in the shopper’s language, at most 300 characters where that is enough'),
  variantKeys: z.array(z.string().max(200)).max(3).default([]).describe('Variants of this turn’s tool results to show with picture, price and stock; do not repeat those in the text'),
  choices: z.array(Choice).max(3).default([]).describe('Up to three buttons for the next step'),
  link: z.object({ title: z.string().min(1).max(20), url: z.string().max(2000) }).nullish().describe('One address that a tool gave, shown as a button'),
});
export type Reply = z.infer<typeof Reply>;

export const HandToPerson = z.object({
  trigger: HandoffTrigger.describe('Why'),
  summary: z.string().min(1).max(500).describe('For the person who goes on, in the merchant’s language: what the shopper wants and where it stands'),
});

export const finalTools = [
  { name: 'reply', description: 'Sends your one message of this turn and ends the turn. Always end with this or with hand_to_person.', schema: Reply },
  { name: 'hand_to_person', description: 'Hands the conversation to a person of the shop and ends the turn. The shopper is told so by the shop itself.', schema: HandToPerson },
] as const;
