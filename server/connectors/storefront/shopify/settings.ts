import { z } from 'zod';
import { Currency } from '#contract/money';

export const apiVersions = ['2025-10', '2026-01', '2026-04', '2026-07', '2026-10'] as const;
export type ApiVersion = (typeof apiVersions)[number];

const WebAddress = z.url({ protocol: /^https?$/ }).max(300);

/** What a merchant fills in. Fields marked `advanced` are folded away by the console. */
export const ShopifySettings = z
  .object({
    shop: z
      .string()
      .trim()
      .toLowerCase()
      .transform((text) => (text.includes('.') ? text : `${text}.myshopify.com`))
      .pipe(z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'The address that ends in .myshopify.com, such as my-shop.myshopify.com.'))
      .meta({ title: 'Shop address', description: 'The address that ends in .myshopify.com', order: 1 }),
    clientId: z.string().trim().max(100).nullish().meta({ title: 'Client ID', description: 'Dev Dashboard › your app › Settings', order: 2 }),
    clientSecret: z
      .string()
      .trim()
      .max(200)
      .nullish()
      .meta({ title: 'Client secret', description: 'Dev Dashboard › your app › Settings. It also proves that webhooks are genuine.', secret: true, order: 3 }),
    accessToken: z
      .string()
      .trim()
      .max(200)
      .nullish()
      .meta({ title: 'Fixed access token', description: 'Only for a custom app made in the shop’s admin before 2026', secret: true, advanced: true, order: 4 }),
    currency: Currency.meta({ title: 'Currency of the shop', description: 'Product and cart webhooks name none. Three letters, such as ARS.', order: 5 }),
    apiVersion: z.enum(apiVersions).default('2026-10').meta({ title: 'API version', advanced: true, order: 6 }),
    adminBaseUrl: WebAddress.nullish().meta({ title: 'Admin address', description: 'A proxy or a test shop instead of https://{shop}', advanced: true, order: 7 }),
    storefrontUrl: WebAddress.nullish().meta({ title: 'Storefront address', description: 'Where cart links lead; https://{shop} when empty', advanced: true, order: 8 }),
    pixelKey: z
      .string()
      .trim()
      .max(200)
      .nullish()
      .meta({ title: 'Public key of the pixel', description: 'Goes into the pixel; empty refuses everything from browsers', advanced: true, generated: 'pk', order: 9 }),
    allowedOrigins: z
      .array(z.string().max(200))
      .max(20)
      .default([])
      .meta({ title: 'Origins of the pixel', description: 'Besides the shop itself; Shopify’s sandbox sends “null”', advanced: true, order: 10 }),
  })
  .refine(({ accessToken, clientId, clientSecret }) => Boolean(accessToken || (clientId && clientSecret)), {
    message: 'Give the client id with its secret, or a fixed access token.',
    path: ['clientSecret'],
  });
export type ShopifySettings = z.infer<typeof ShopifySettings>;

export function adminUrl({ shop, adminBaseUrl }: ShopifySettings): string {
  return (adminBaseUrl || `https://${shop}`).replace(/\/+$/, '');
}

export function storefrontUrl({ shop, storefrontUrl: url }: ShopifySettings): string {
  return (url || `https://${shop}`).replace(/\/+$/, '');
}
