import type { LinkableCart, StorefrontDefinition } from '#ports/storefront';
import type { GenericShop } from './check.ts';

/** The shop's own link, else the merchant's pattern: by the cart's key, or by its lines (`{lines}` becomes `variant:quantity,…`). */
export const buildLink: NonNullable<StorefrontDefinition<unknown, GenericShop>['checkoutLink']> = ({ settings }) => ({
  build(cart, { code, reference }) {
    const link = cart.checkoutUrl ?? fillPattern(settings.cartLinkPattern ?? null, cart);
    if (!link || !URL.canParse(link)) return null;
    const url = new URL(link);
    if (code) url.searchParams.set('discount', code);
    if (reference) url.searchParams.set('marchante_ref', reference);
    return url.toString();
  },
});

function fillPattern(pattern: string | null, { cartKey, lines }: LinkableCart): string | null {
  if (pattern === null) return null;
  const parts = lines.map(({ variantKey, quantity }) => (variantKey ? `${encodeURIComponent(variantKey)}:${quantity}` : null));
  const canFill = pattern.includes('{lines}') && parts.length > 0 && !parts.includes(null);
  // A cart that the shop does not know can only be filled.
  if (cartKey === null && !canFill) return null;
  if (pattern.includes('{lines}') && !canFill) return null;
  return pattern.replaceAll('{cartKey}', encodeURIComponent(cartKey ?? '')).replaceAll('{lines}', parts.join(','));
}
