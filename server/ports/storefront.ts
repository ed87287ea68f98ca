import type { ConsentSignal, InboundEventOf, Person } from '#contract/inbound-event';
import type { ConnectorDefinition } from './connector.ts';

/** A page of facts read from the shop; null cursor: this was the last page. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface Availability {
  variantKey: string;
  isAvailable: boolean;
  /** Units for sale; null when the shop does not count. */
  stock: number | null;
  priceMinor: number;
  currency: string;
}

export interface DiscountRequest {
  /** Letters and digits, at least 8; the shop may answer that it is taken. */
  code: string;
  title: string;
  kind: { percent: number } | { freeShipping: true };
  startsAt: Date;
  endsAt: Date;
}

/** A code as the shop has it now, to tell a shopper why it does not apply. */
export interface FoundDiscount {
  code: string;
  state: 'active' | 'not_yet' | 'expired' | 'used_up';
  /** Off the goods; null: another kind of advantage. */
  percent: number | null;
  /** Units of money off; null: another kind. */
  amountMinor: number | null;
  currency: string;
  isFreeShipping: boolean;
  endsAt: Date | null;
  /** The goods must cost this much, or be so many; null: no such rule. */
  minimumMinor: number | null;
  minimumQuantity: number | null;
}

/** Under this name among its attributes an order tells the reference with which `createOrder` made it. */
export const paymentReferenceAttribute = 'payment_reference';

/** An order that was paid outside of the shop. */
export interface NewOrder {
  /** Ours, at most 64 of [A-Za-z0-9_-]; the order carries it, tells it (`paymentReferenceAttribute`), and `find` finds it by it. */
  reference: string;
  /** Of the cart that was paid; the order carries it, so that the shop's own news of the order meet the cart. Null: the shop knows no such cart. */
  cartKey: string | null;
  currency: string;
  /** What was paid: the lines, less the discount, plus the extra. */
  totalMinor: number;
  lines: { variantKey: string | null; title: string; quantity: number; unitMinor: number }[];
  discountMinor: number;
  /** Freight and other charges. */
  extraMinor: number;
  discountCodes: string[];
  person: { name: string | null; email: string | null; phone: string | null };
  /** Whose till took the money, and under which id. */
  payment: { vendorName: string; paymentKey: string; paidAt: Date };
}

/** Parts of a cart that a return link needs. */
export interface LinkableCart {
  /** The shop's own key; null: the shop knows no cart with these lines, so the link has to fill one with them. */
  cartKey: string | null;
  checkoutUrl: string | null;
  lines: { variantKey: string | null; quantity: number }[];
}

/**
 * A shop. Keys that are absent are things this shop cannot do; the product adapts and says so.
 * Reads give null for what the shop has forgotten; writes are safe to repeat unless their doc says otherwise.
 */
export interface StorefrontDefinition<Settings = unknown, Client = unknown> extends ConnectorDefinition<Settings, Client> {
  port: 'storefront';
  catalog?: (client: Client) => {
    /** Every product, a page at a time. */
    page(cursor: string | null): Promise<Page<InboundEventOf<'product.changed'>>>;
    /** Live stock and price just before a promise is made; unknown variants are left out. */
    availability(variantKeys: string[]): Promise<Availability[]>;
  };
  carts?: (client: Client) => {
    /**
     * The cart as the shop sees it now, or null once the shop has forgotten it. `keys` are its key and aliases; a shop
     * that can look up none of them throws `rejected`.
     */
    get(keys: readonly string[]): Promise<InboundEventOf<'cart.changed'> | null>;
    /** Carts changed since, for what webhooks missed. */
    changedSince(since: Date, cursor: string | null): Promise<Page<InboundEventOf<'cart.changed'>>>;
  };
  orders?: (client: Client) => {
    get(orderKey: string): Promise<InboundEventOf<'order.changed'> | null>;
    changedSince(since: Date, cursor: string | null): Promise<Page<InboundEventOf<'order.changed'>>>;
  };
  customers?: (client: Client) => { page(cursor: string | null): Promise<Page<InboundEventOf<'customer.changed'>>> };
  checkoutLink?: (client: Client) => {
    /**
     * Link that opens this cart ready to pay, with the code applied; null when it cannot be built. Pure: no call. A `reference` comes back among
     * the keys of the cart and of the order that the shop makes of it.
     */
    build(cart: LinkableCart, options: { code: string | null; reference: string | null }): string | null;
  };
  discounts?: (client: Client) => {
    /** Creates a single-use code. `taken`: choose another code and ask again. Not safe to repeat with the same code. */
    create(request: DiscountRequest): Promise<{ kind: 'created'; discountKey: string } | { kind: 'taken' }>;
    /** What a code is worth, whoever made it; null: the shop has no such code. Absent: the shop does not tell. */
    find?(code: string): Promise<FoundDiscount | null>;
  };
  createOrder?: (client: Client) => {
    /** The order that was made with this reference; null: none that the shop shows yet. */
    find(reference: string): Promise<InboundEventOf<'order.changed'> | null>;
    /** Makes a paid order and takes its goods from the shelf. Not safe to repeat: ask `find` first. Throws `rejected`, with the code `out_of_stock` for that. */
    create(order: NewOrder): Promise<InboundEventOf<'order.changed'>>;
  };
  consent?: (client: Client) => {
    /** Writes an opt-in or opt-out back to the shop; false when the shop does not know the person. */
    write(person: Person, signal: ConsentSignal): Promise<boolean>;
  };
}

export function defineStorefront<Settings, Client>(
  definition: Omit<StorefrontDefinition<Settings, Client>, 'port'>,
): StorefrontDefinition<Settings, Client> {
  return { port: 'storefront', ...definition };
}
