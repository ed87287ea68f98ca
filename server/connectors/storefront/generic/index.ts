import { defineStorefront } from '#ports/storefront';
import type { GenericShop } from './check.ts';
import { checkGeneric } from './check.ts';
import { genericHooks } from './hooks.ts';
import { GenericSettings } from './settings.ts';

/** Any shop, through our own signed event API and the storefront script. */
export const generic = defineStorefront<GenericSettings, GenericShop>({
  id: 'generic',
  name: 'Any shop (event API)',
  settings: GenericSettings,
  connect: (settings, io) => ({ settings, io }),
  hooks: genericHooks,
  check: checkGeneric,
  checkoutLink: ({ settings }) => ({
    build({ cartKey, checkoutUrl }, { code, reference }) {
      const link = checkoutUrl ?? settings.cartLinkPattern?.replaceAll('{cartKey}', encodeURIComponent(cartKey));
      if (!link || !URL.canParse(link)) return null;
      const url = new URL(link);
      if (code) url.searchParams.set('discount', code);
      if (reference) url.searchParams.set('marchante_ref', reference);
      return url.toString();
    },
  }),
});
