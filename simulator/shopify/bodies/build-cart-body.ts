import { argentina, bodyTime, lineBody, noteAttributes, type BodyShop, type LineFacts } from './body-parts.ts';

export interface CartFacts {
  shop?: BodyShop;
  token: string;
  lines: LineFacts[];
  note?: string | null;
  attributes?: Record<string, string>;
  createdAt: Date | number;
  updatedAt?: Date | number;
}

/** The body of `carts/create` and `carts/update`; it never says whose cart it is. */
export function buildCartBody(cart: CartFacts): Record<string, unknown> {
  const shop = cart.shop ?? argentina;
  return {
    id: cart.token,
    token: cart.token,
    line_items: cart.lines.map((line, index) => ({ ...lineBody(line, index, shop), id: line.variantId })),
    note: cart.note ?? null,
    attributes: Object.fromEntries(noteAttributes(cart.attributes).map(({ name, value }) => [name, value])),
    updated_at: bodyTime(cart.updatedAt ?? cart.createdAt, shop),
    created_at: bodyTime(cart.createdAt, shop),
  };
}
