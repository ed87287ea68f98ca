import { defineStorefront } from '#ports/storefront';
import type { GenericShop } from './check.ts';
import { checkGeneric } from './check.ts';
import { genericHooks } from './hooks.ts';
import { buildLink } from './build-link.ts';
import { GenericSettings } from './settings.ts';

/** Any shop, through our own signed event API and the storefront script. */
export const generic = defineStorefront<GenericSettings, GenericShop>({
  id: 'generic',
  name: 'Any shop (event API)',
  settings: GenericSettings,
  connect: (settings, io) => ({ settings, io }),
  hooks: genericHooks,
  check: checkGeneric,
  checkoutLink: buildLink,
});
