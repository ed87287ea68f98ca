const prefix = 'cart:';
const pattern = /^cart:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Our own key of a cart. Links to a checkout that the shop has to fill from lines carry it; what the shop then tells of the new cart or its
 * order brings it back, so that both find the cart that the shopper knows.
 */
export const cartReference = (cartId: string) => `${prefix}${cartId}`;

/** The cart that a key of ours names; null for a shop's own key. */
export const readCartReference = (key: string): string | null => pattern.exec(key)?.[1] ?? null;
