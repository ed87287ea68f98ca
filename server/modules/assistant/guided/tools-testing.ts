import { countShared, stems } from './plain-words.ts';
import { toolShapes } from '../tool-shapes.ts';
import type { CartView, OrderView, ToolInputs, ToolName } from '../tool-shapes.ts';
import type { ToolCall, ToolOutcome } from '../engine.ts';
import { fillShelf, pages } from './shop-testing.ts';
import type { Shelf } from './shop-testing.ts';

/** Pretend tools over the pretend shop: the shapes are the real ones, checked at each call. */
export interface PretendTools {
  cart(): CartView | null;
  run(call: Pick<ToolCall, 'name' | 'input'>): ToolOutcome<unknown>;
  preferences: Record<string, string>;
}

export interface ToolOptions {
  stock?: Record<string, number>;
  titles?: Record<string, string>;
  cart?: Record<string, number>;
  orders?: OrderView[];
  /** Codes that work, with their percent. */
  codes?: Record<string, number>;
  discountPercent?: number;
  hasCheckout?: boolean;
  payments?: { vendor: string; name: string }[];
  /** Tools that are refused, with the code. */
  refuse?: Partial<Record<ToolName, string>>;
  /** The shop has a table of shipping. */
  ships?: boolean;
  pages?: typeof pages;
}

const refused = (code: string): ToolOutcome<never> => ({ kind: 'refused', code, message: code });
const done = (output: unknown): ToolOutcome<unknown> => ({ kind: 'done', output });

export function makeTools(options: ToolOptions): PretendTools {
  const shelf = fillShelf(options.stock, options.titles);
  const lines = new Map(Object.entries(options.cart ?? {}));
  const state = { lines, isSaved: false, code: null as string | null, subscribed: new Set<string>(), optedOut: false };
  const preferences: Record<string, string> = {};
  const cart = () => writeCart(shelf, state, options);
  const handlers = makeHandlers(shelf, state, options, cart, preferences);
  return {
    cart,
    preferences,
    run: ({ name, input }) => {
      toolShapes[name].input.parse(input);
      const code = options.refuse?.[name];
      const outcome = code ? refused(code) : (handlers[name] as (value: unknown) => ToolOutcome<unknown>)(input);
      if (outcome.kind === 'done') toolShapes[name].output.parse(outcome.output);
      return outcome;
    },
  };
}

interface State {
  lines: Map<string, number>;
  isSaved: boolean;
  code: string | null;
  subscribed: Set<string>;
  optedOut: boolean;
}

function writeCart(shelf: Shelf, { lines, isSaved, code }: State, options: ToolOptions): CartView | null {
  if (lines.size === 0) return null;
  const rows = [...lines].flatMap(([key, quantity], index) => {
    const variant = shelf.variant(key);
    return variant ? [{ lineNo: index + 1, connectionId: variant.connectionId, variantKey: key, title: variant.title, variantTitle: variant.variantTitle, quantity, priceMinor: variant.priceMinor, imageUrl: null }] : [];
  });
  const sum = rows.reduce((total, { priceMinor, quantity }) => total + priceMinor * quantity, 0);
  const percent = code ? (options.codes?.[code] ?? options.discountPercent ?? 0) : 0;
  return { cartId: 'cart', lines: rows, totalMinor: Math.round(sum * (1 - percent / 100)), currency: 'ARS', itemCount: rows.reduce((count, { quantity }) => count + quantity, 0), discountCodes: code ? [code] : [], isSaved };
}

const emptyCart = (): CartView => ({ cartId: 'cart', lines: [], totalMinor: 0, currency: 'ARS', itemCount: 0, discountCodes: [], isSaved: false });

type Handlers = { [Name in ToolName]: (input: ToolInputs[Name]) => ToolOutcome<unknown> };

function makeHandlers(shelf: Shelf, state: State, options: ToolOptions, cart: () => CartView | null, preferences: Record<string, string>): Handlers {
  const withCart = (run: (view: CartView) => ToolOutcome<unknown>) => {
    const view = cart();
    return view ? run(view) : refused('cart_empty');
  };
  const answer = (question: string, kind: string | null | undefined) => {
    const found = (options.pages ?? pages).filter((page) => !kind || page.kind === kind).map(({ words, ...page }) => ({ ...page, score: Math.min(1, countShared(stems(question), `${page.text} ${words}`) * 0.4) })).filter(({ score }) => score > 0);
    return found.toSorted((left, right) => right.score - left.score).slice(0, 3);
  };
  return {
    search_products: (input) => done(shelf.search(input)),
    product_detail: ({ productId }) => {
      const product = shelf.products.find((one) => one.productId === productId);
      return product ? done(product) : refused('product_unknown');
    },
    compare_products: ({ productIds }) => {
      const products = productIds.map((id) => shelf.products.find(({ productId }) => productId === id));
      const [left, right] = products;
      if (!left || !right) return refused('product_unknown');
      const names = [...new Set([...Object.keys(left.attributes), ...Object.keys(right.attributes)])];
      return done({ products: [left, right], differences: names.filter((name) => left.attributes[name] !== right.attributes[name]).map((name) => ({ name, left: left.attributes[name] ?? '-', right: right.attributes[name] ?? '-' })), shared: [] });
    },
    check_stock: ({ items }) => done({ items: items.flatMap(({ variantKey }) => shelf.variant(variantKey) ?? []) }),
    complete_set: ({ productId }) => done({ items: productId === 'medias' ? [] : shelf.search({ query: 'medias', filters: {}, onlyAvailable: true, excludeProductIds: [productId], limit: 1 }).items }),
    size_guide: ({ query }) => done({ passages: [], conversions: shelf.convert(query) }),
    find_policy: ({ question, kind }) => done({ passages: answer(question, kind), isNear: false }),
    delivery_estimate: ({ postalCode, place }) => {
      if (!options.ships) return done({ options: [], needs: null, passages: [] });
      if (!postalCode && !place) return done({ options: [], needs: 'postal_code', passages: [] });
      return done({ options: [{ name: 'Estándar', priceMinor: 350000, currency: 'ARS', fromOn: '2026-06-03', untilOn: '2026-06-05', zone: 'Centro' }, { name: 'Retiro', priceMinor: 0, currency: 'ARS', fromOn: '2026-06-02', untilOn: null, zone: 'Centro' }], needs: null, passages: [] });
    },
    view_cart: () => done({ cart: cart() }),
    change_cart: ({ changes }) => changeCart(shelf, state, changes, () => cart() ?? emptyCart()),
    apply_discount: ({ code }) =>
      withCart(() => {
        const chosen = code ?? ((options.discountPercent ?? 0) > 0 ? 'AMIGO' : null);
        if (!chosen) return refused('no_discounts');
        if (code && options.codes?.[code] === undefined) return refused('code_unknown');
        state.code = chosen;
        return done({ code: chosen, percent: options.codes?.[chosen] ?? options.discountPercent ?? null, explanation: `Descuento del ${options.codes?.[chosen] ?? options.discountPercent} %.`, cart: cart() });
      }),
    checkout_link: () => withCart((view) => (view.lines.some(({ variantKey, quantity }) => (shelf.variant(variantKey)?.stock ?? 99) < quantity) ? refused('not_enough_stock') : options.hasCheckout === false ? refused('no_link') : done({ url: 'https://shop.example/checkout/1', totalMinor: view.totalMinor, currency: 'ARS' }))),
    payment_link: ({ vendor }) =>
      withCart((view) => {
        const chosen = options.payments?.find((one) => one.vendor === vendor) ?? options.payments?.[0];
        return chosen ? done({ url: `https://pay.example/${chosen.vendor}`, totalMinor: view.totalMinor, currency: 'ARS', vendorName: chosen.name, expiresAt: null, others: (options.payments ?? []).filter((one) => one !== chosen) }) : refused('no_payment');
      }),
    save_cart: () => withCart(() => ((state.isSaved = true), done({ cart: cart(), url: 'https://shop.example/cart/1' }))),
    share_cart: () => withCart(() => done({ cart: cart(), url: 'https://shop.example/share/1' })),
    order_status: ({ number }) => findOrders(options.orders ?? [], number ?? null),
    track_parcel: ({ number }) => findOrders(options.orders ?? [], number ?? null),
    start_return: ({ number, kind }) => {
      const order = options.orders?.find((one) => one.number === number);
      return order ? done({ returnId: 'r1', order, kind, passages: [] }) : refused('order_unknown');
    },
    remember_preference: ({ name, value }) => ((preferences[name] = value), done({ preferences })),
    subscribe_restock: ({ variantKey }) => {
      const variant = shelf.variant(variantKey);
      if (!variant) return refused('variant_unknown');
      const isNew = !state.subscribed.has(variantKey);
      state.subscribed.add(variantKey);
      return done({ title: variant.title, variantTitle: variant.variantTitle, isNew });
    },
    opt_out: () => ((state.optedOut = true), done({})),
  };
}

function changeCart(shelf: Shelf, state: State, changes: ToolInputs['change_cart']['changes'], cart: () => CartView): ToolOutcome<unknown> {
  const changed = [];
  // Nothing is changed by half.
  const lines = new Map(state.lines);
  for (const { variantKey, quantity, mode } of changes) {
    const variant = shelf.variant(variantKey);
    if (!variant) return refused('variant_unknown');
    const from = lines.get(variantKey) ?? 0;
    const to = mode === 'add' ? from + quantity : quantity;
    if (from === 0 && to === 0) return refused('not_in_cart');
    if (to === from) continue;
    if (to > from && variant.stock === 0) return refused('out_of_stock');
    if (to > from && to > (variant.stock ?? 99)) return refused('not_enough_stock');
    if (to === 0) lines.delete(variantKey);
    else lines.set(variantKey, to);
    changed.push({ title: variant.title, variantTitle: variant.variantTitle, from, to });
  }
  state.lines = lines;
  return done({ cart: cart(), changed });
}

function findOrders(orders: readonly OrderView[], number: string | null): ToolOutcome<unknown> {
  if (number === null) return done({ orders, isUnknown: false });
  const found = orders.filter((order) => order.number.replace('#', '') === number.replace('#', ''));
  return done({ orders: found, isUnknown: found.length === 0 });
}
