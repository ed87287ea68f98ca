import type { CartView } from '../../tool-shapes.ts';
import { ask, asking, choicesOf, say } from '../turn.ts';
import type { Script, Step, Turn } from '../turn.ts';
import { human, searchButton } from './pick-target.ts';
import { labelOf } from './pick-variant.ts';

/** The cart as it is now; prices may have changed since the turn's view was taken. */
export function* readCart(turn: Turn): Script<CartView | null> {
  const outcome = yield* ask('view_cart', {});
  return outcome.kind === 'done' ? outcome.output.cart : turn.view.cart;
}

const mostLines = 6;

/** One line each and the total. */
export function writeCart(turn: Turn, cart: CartView): string {
  const lines = cart.lines.slice(0, mostLines).map((line) => `• ${line.quantity} × ${labelOf(line)}: ${turn.money(line.priceMinor * line.quantity, cart.currency)}`);
  const rest = cart.lines.length > mostLines ? [turn.words.andMore({ count: cart.lines.length - mostLines })] : [];
  return [...lines, ...rest, turn.words.total({ total: turn.money(cart.totalMinor, cart.currency) })].join('\n');
}

export function emptyCart(turn: Turn): Step {
  return say('cart:empty', turn.say(turn.words.cartIsEmpty()), { next: turn.say(turn.words.elseToFind()), choices: choicesOf(searchButton(turn), human(turn)), memory: { asked: asking('what', 'find_product') } });
}
