import { auroraCatalog } from './seed-aurora.ts';
import { casaIpeCatalog } from './seed-casa-ipe.ts';
import type { CatalogRow } from './catalog-row.ts';
import type { ShopProfile } from './shop-state.ts';

export const aurora: ShopProfile = {
  handle: 'aurora',
  domain: 'aurora.myshopify.com',
  name: 'Aurora',
  tagline: 'Ropa y equipo para salir afuera',
  currency: 'ARS',
  timezone: 'America/Argentina/Buenos_Aires',
  countryCode: 'AR',
  dialCode: '54',
  language: 'es',
  contactEmail: 'hola@aurora.example',
  vendor: 'Aurora',
  clientId: 'aurora-marchante-app',
  clientSecret: 'shpss_aurora_pretend_secret',
  shippingMinor: 650_000,
  freeShippingFromMinor: 12_000_000,
};

export const casaIpe: ShopProfile = {
  handle: 'casa-ipe',
  domain: 'casa-ipe.myshopify.com',
  name: 'Casa Ipê',
  tagline: 'Coisas calmas para a casa',
  currency: 'BRL',
  timezone: 'America/Sao_Paulo',
  countryCode: 'BR',
  dialCode: '55',
  language: 'pt',
  contactEmail: 'oi@casaipe.example',
  vendor: 'Casa Ipê',
  clientId: 'casa-ipe-marchante-app',
  clientSecret: 'shpss_casa_ipe_pretend_secret',
  shippingMinor: 2_490,
  freeShippingFromMinor: 30_000,
};

/** The preset shops, in the order in which they are shown. */
export const presetShops: { profile: ShopProfile; catalog: CatalogRow[]; firstProductId: number; firstVariantId: number }[] = [
  { profile: aurora, catalog: auroraCatalog, firstProductId: 88, firstVariantId: 4451 },
  { profile: casaIpe, catalog: casaIpeCatalog, firstProductId: 501, firstVariantId: 9001 },
];
