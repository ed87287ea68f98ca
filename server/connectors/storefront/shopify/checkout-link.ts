import type { StorefrontDefinition } from '#ports/storefront';
import { referenceAttribute } from './map-lines.ts';
import type { ShopifyApi } from './shopify-api.ts';
import { storefrontUrl } from './settings.ts';

/**
 * The shop's own recovery link keeps address and shipping, so it is preferred; a cart without one gets a permalink that
 * fills a new cart with the same variants. Only the permalink can carry our reference into the order.
 */
export const buildCheckoutLink: NonNullable<StorefrontDefinition<unknown, ShopifyApi>['checkoutLink']> = ({ settings }) => ({
  build({ checkoutUrl, lines }, { code, reference }) {
    if (checkoutUrl && URL.canParse(checkoutUrl)) return withParameters(checkoutUrl, { discount: code });
    const parts = lines.map(({ variantKey, quantity }) => (variantKey && /^\d+$/.test(variantKey) ? `${variantKey}:${quantity}` : null));
    if (parts.length === 0 || parts.includes(null)) return null;
    const link = `${storefrontUrl(settings)}/cart/${parts.join(',')}`;
    return withParameters(link, { discount: code, [`attributes[${referenceAttribute}]`]: reference });
  },
});

function withParameters(link: string, parameters: Record<string, string | null>): string {
  const url = new URL(link);
  for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value);
  return url.toString();
}
