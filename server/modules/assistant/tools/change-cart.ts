import { editCart, findOpenCart, linkOfCart } from '#modules/carts';
import type { OpenCart } from '#modules/carts';
import { checkGoods } from '#modules/catalog';
import { listTills } from '#modules/payments';
import { toCartView } from '../cart-view.ts';
import { defineTool, refuse } from '../define-tool.ts';
import type { ToolTurn } from '../define-tool.ts';
import { keyOf } from './turn-cart.ts';

export const changeCart = defineTool({
  name: 'change_cart',
  description:
    'Puts things into the shopper’s cart, takes them out, or changes how many there are. Name each variant by the connectionId and variantKey that a search, a detail or the cart gave. "set" replaces the quantity, "add" adds to it, quantity 0 takes it out. It is refused when the shop has too few (the message says how many), and then nothing is changed. Use it only for what the shopper asked for.',
  effect: 'write',
  confirm: 'asked',
  async run(turn, { changes }) {
    const { app, workspaceId, contactId, conversationId } = turn;
    const [connectionId = '', ...others] = new Set(changes.map((change) => change.connectionId));
    if (others.length > 0) throw refuse('two_shops', 'These things are sold in different shops: each shop has a cart of its own.');
    const present = await findOpenCart(app.db, turn, connectionId, turn.now);
    await requirePayable(turn, connectionId, present, changes.map(({ variantKey }) => variantKey));
    const keys = [...changes.map(({ variantKey }) => variantKey), ...(present?.lines.flatMap(({ variantKey }) => variantKey ?? []) ?? [])];
    const goods = await checkGoods(app, workspaceId, connectionId, keys);
    const key = keyOf('change_cart', changes);
    const edit = { workspaceId, contactId, conversationId, connectionId, cartId: present?.id ?? null, wishes: changes, key: `${turn.turnId}:${key}` };
    return turn.once(key, async (tx) => {
      const { cart, changed } = await editCart(app, tx, edit, goods);
      return { cart: toCartView(cart), changed };
    });
  },
});

/** A cart that was changed here can be paid neither by the shop's old link nor by a wish: some way to pay exactly these lines must exist. */
async function requirePayable(turn: ToolTurn, connectionId: string, present: OpenCart | null, variantKeys: string[]): Promise<void> {
  const wished = variantKeys.map((variantKey) => ({ variantKey, quantity: 1, title: '', unitPriceMinor: 0 }));
  const lines = [...(present?.lines ?? []), ...wished];
  const link = await linkOfCart(turn.app, turn.workspaceId, { id: turn.turnId, connectionId, shopKey: null, checkoutUrl: null, isEdited: true, chatCode: null, lines }, { code: null, isForOthers: false });
  if (link === null && (await listTills(turn.app, turn.workspaceId, present?.currency ?? turn.currency)).length === 0) {
    throw refuse('cart_not_editable', 'Carts of this shop can only be changed in the shop itself.');
  }
}
