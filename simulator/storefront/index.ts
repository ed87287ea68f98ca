import type { FastifyInstance } from 'fastify';
import type { ShopDirectory } from '../shopify/shop-directory.ts';

/** The pages that shoppers and the merchant see. */
export function registerStorefront(_app: FastifyInstance, _shops: ShopDirectory): void {}
