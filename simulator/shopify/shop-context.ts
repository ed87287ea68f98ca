import type { World } from '../kit/index.ts';
import type { Shop } from './shop-state.ts';

/** A shop within its world: what every action of the pretend platform receives first. */
export interface ShopContext {
  world: World;
  /** Replaced by a fresh one when the world is reset. */
  shop: Shop;
}

export function nowIn({ world }: ShopContext): Date {
  return new Date(world.now());
}

/** 32 hexadecimal digits, as the platform's tokens have; from the world's seed. */
export function newToken({ world }: ShopContext): string {
  return world.random.text(32, '0123456789abcdef');
}

/** Where shoppers find the shop; no slash at the end. */
export function storeUrl({ world, shop }: ShopContext): string {
  return `${world.url}/shop/${shop.profile.handle}`;
}

/** A mistake of the caller, answered with 4xx and this sentence. */
export class ShopRefusal extends Error {
  readonly statusCode: number;

  constructor(message: string, statusCode = 422) {
    super(message);
    this.statusCode = statusCode;
  }
}
