import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import type { ShopDirectory } from '../shopify/shop-directory.ts';
import { drawProduct } from './pictures.ts';

const require = createRequire(import.meta.url);
const style = readFileSync(new URL('./assets/shop.css', import.meta.url), 'utf8');
const script = readFileSync(new URL('./assets/shop.js', import.meta.url), 'utf8');

const ICONS: Record<string, string> = {
  aurora: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#1f5a4c"/><circle cx="22" cy="11" r="3.4" fill="#e9b872"/><path d="M4 25 12 11l5 8 3-4 8 10Z" fill="#f7f1e4"/></svg>',
  'casa-ipe': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#8a4b32"/><g fill="#f2c14e"><circle cx="16" cy="10" r="4"/><circle cx="22" cy="14.5" r="4"/><circle cx="19.7" cy="21.5" r="4"/><circle cx="12.3" cy="21.5" r="4"/><circle cx="10" cy="14.5" r="4"/></g><circle cx="16" cy="16.3" r="3" fill="#fff6df"/></svg>',
};

/** Pictures, style and script of the shops; all made here or bundled, so that a shop looks right without a network. */
export function registerAssets(app: FastifyInstance, shops: ShopDirectory): void {
  interface AssetPath {
    Params: { shop: string; id: string };
    Querystring: { colour?: string };
  }

  app.get<AssetPath>('/shop/:shop/pictures/:id.svg', (request, reply) => {
    const product = shops.get(request.params.shop).context.shop.products.get(Number(request.params.id));
    if (!product) return reply.code(404).send();
    const colour = request.query.colour ?? product.picture.colour;
    return reply.type('image/svg+xml').header('cache-control', 'max-age=3600').send(drawProduct({ shape: product.picture.shape, colour }, product.title));
  });

  app.get('/shop/:shop/assets/shop.css', (_request, reply) => reply.type('text/css').send(style));
  app.get('/shop/:shop/assets/shop.js', (_request, reply) => reply.type('text/javascript').send(script));
  app.get<AssetPath>('/shop/:shop/assets/icon.svg', (request, reply) => reply.type('image/svg+xml').send(ICONS[request.params.shop] ?? ICONS.aurora));

  let font: Buffer | null = null;
  app.get('/shop/:shop/assets/inter.woff2', (_request, reply) => {
    font ??= readFileSync(require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'));
    return reply.type('font/woff2').header('cache-control', 'max-age=86400').send(font);
  });
}
