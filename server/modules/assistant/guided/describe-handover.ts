import type { HandoffTrigger } from '#contract/handoff';
import { formatMoney } from '#contract/money';
import type { TurnView } from '../engine.ts';
import type { DialogueMemory } from './dialogue-memory.ts';
import { notesOf } from './notes/index.ts';
import { shorten } from './plain-words.ts';

/** Why a person is needed, in one sentence of the merchant's language. */
export function describeHandover(view: TurnView, memory: DialogueMemory, trigger: HandoffTrigger): string {
  const notes = notesOf[view.shop.language];
  const words = [...memory.open.lead, ...view.incoming.map(({ text }) => text)].filter(Boolean).join(' / ');
  const said = words ? notes.said({ words: shorten(words, 160) }) : null;
  return `${[`${view.shopper.firstName ?? notes.somebody} ${notes.why[trigger]}`, said, cartNote(view)].filter(Boolean).join('; ')}.`;
}

/** "carrito de 2 artículos por $ 1.990"; null: there is none. */
export function cartNote({ cart, shop, locale }: TurnView): string | null {
  if (!cart || cart.lines.length === 0) return null;
  const total = /^[A-Z]{3}$/.test(cart.currency) ? formatMoney({ amountMinor: cart.totalMinor, currency: cart.currency }, locale) : String(cart.totalMinor);
  return notesOf[shop.language].cart({ count: cart.itemCount, total });
}
