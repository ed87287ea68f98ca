import type { TurnView } from '../engine.ts';
import type { DialogueMemory } from './dialogue-memory.ts';
import { foldWords } from './features/fold-text.ts';
import { stems } from './plain-words.ts';
import { isAbout } from './read-in-context.ts';
import type { Saying } from './read-in-context.ts';
import { saysSo } from './sayings.ts';
import type { Wish } from './turn.ts';
import type { Intent } from './understanding.ts';

const correctingWishes = new Set<Intent>(['deny', 'affirm', 'change_quantity', 'add_to_cart', 'find_product', 'start_return', 'return_policy', 'change_order', 'size_help', 'help_choose', 'compare', 'availability', 'not_now']);
const restOf = /^(?:(?:no|nao|nah|ah|uh|ay|y|e|oops|ups|ops|perdon|mejor|melhor|actually|instead|rather|na verdade|en realidad) )*(?:mejor|melhor|actually|rather|prefiero|prefiro) (?:(?:quiero|quero|i want|dame|prefiero|prefiro) )?(?:el|la|los|las|un|una|o|a|os|as|um|uma|the) ([a-z ]{3,40}?)(?: instead)?$/u;

/** "No, mejor en L", "actually the cap": right after something went into the cart, another size of it, or another thing. Null: it corrects nothing. */
export function readCorrection(view: TurnView, memory: DialogueMemory, { understanding, slots, text }: Saying): Wish | null {
  if (memory.offer !== 'checkout' || memory.focus === null || view.cart === null || !saysSo('corrects', text) || /\?\s*$/.test(text)) return null;
  if (!isAbout(understanding, correctingWishes)) return null;
  const wish = { slots, text, action: null, refines: false };
  if (slots.size !== null || slots.colour !== null) return { ...wish, job: 'swap_variant' };
  const thing = restOf.exec(foldWords(text))?.[1];
  return thing && stems(thing).length > 0 && stems(thing).length <= 4 ? { ...wish, job: 'add_to_cart', slots: { ...slots, product: thing } } : null;
}
