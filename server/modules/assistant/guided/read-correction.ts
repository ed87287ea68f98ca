import type { TurnView } from '../engine.ts';
import type { DialogueMemory } from './dialogue-memory.ts';
import { foldWords } from './features/fold-text.ts';
import { countShared, stems } from './plain-words.ts';
import { isAbout } from './read-in-context.ts';
import type { Saying } from './read-in-context.ts';
import { saysSo } from './sayings.ts';
import { readSlots } from './slots/read-slots.ts';
import type { Wish } from './turn.ts';
import type { Intent, Slots } from './understanding.ts';

const correctingWishes = new Set<Intent>(['deny', 'affirm', 'change_quantity', 'add_to_cart', 'remove_item', 'find_product', 'start_return', 'return_policy', 'change_order', 'size_help', 'help_choose', 'compare', 'availability', 'not_now', 'delivery_problem']);
/** "Cambia eso por la norte", "troca o rota pelo norte", "swap them for the north": what goes out, and what comes in. */
const exchanged = /\b(?:cambi\w+|troc\w+|reemplaz\w+|substitu\w+|swap|change|switch|exchange|replace) ?(.{0,40}?) (?:por|pelos?|pelas?|for|with) (?:(?:el|la|los|las|un|una|o|a|os|as|um|uma|the|an) )?(.{2,60})$/u;
/** A thing with its article: "la mochila", "é a capinha", "the cap". */
const named = /(?:^| )(?:el|la|los|las|un|una|o|a|os|as|um|uma|the|an) ([a-z]{3,}(?: .{1,40})?)$/u;

/** "No, mejor en L", "no, the cap I meant", "swap it for the blue one": what lies in the cart, in another size, or another thing in its place. Null: it corrects nothing. */
export function readCorrection(view: TurnView, memory: DialogueMemory, saying: Saying): Wish | null {
  const { understanding, text } = saying;
  if (view.cart === null || view.cart.lines.length === 0 || /\?\s*$/.test(text) || saysSo('hasBought', text) || !isAbout(understanding, correctingWishes)) return null;
  return readExchanged(view, saying) ?? (memory.offer === 'checkout' && memory.focus !== null ? readRegretted(view, memory.focus, saying) : null);
}

function readExchanged(view: TurnView, saying: Saying): Wish | null {
  const [, out = '', inside = ''] = exchanged.exec(foldWords(saying.text)) ?? [];
  if (!inside) return null;
  const slots = slotsOf(view, saying, inside);
  const wish = { slots, text: out, action: null, refines: false };
  if (slots.product !== null) return { ...wish, job: 'replace_thing' };
  return slots.size === null && slots.colour === null ? null : { ...wish, job: 'swap_variant', text: saying.text };
}

/** Right after something went into the cart. */
function readRegretted(view: TurnView, focus: NonNullable<DialogueMemory['focus']>, saying: Saying): Wish | null {
  const { text } = saying;
  if (!saysSo('corrects', text) || saysSo('removes', text) || saysSo('adds', text)) return null;
  const thing = named.exec(foldWords(text))?.[1];
  const slots = thing ? slotsOf(view, saying, thing) : null;
  const isAnother = slots?.product != null && stems(slots.product).length <= 4 && countShared(stems(slots.product), focus.title) === 0;
  if (isAnother && slots) return { slots, text: '', action: null, refines: false, job: 'replace_thing' };
  const { size, colour } = saying.slots;
  return size === null && colour === null ? null : { slots: saying.slots, text, action: null, refines: false, job: 'swap_variant' };
}

const slotsOf = ({ shop }: TurnView, { understanding }: Saying, words: string): Slots => readSlots({ raw: words, words: words.split(' '), language: understanding.language, country: shop.country, expects: null }, true);
