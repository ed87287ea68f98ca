import type { World } from '../kit/index.ts';
import { createCostBucket, type CostBucket } from './graphql/cost-bucket.ts';
import { seedShop } from './seed-shop.ts';
import { ShopRefusal, type ShopContext } from './shop-context.ts';
import { presetShops } from './shop-profiles.ts';

/** A shop with its allowance of API calls. */
export interface ShopDesk {
  context: ShopContext;
  bucket: CostBucket;
}

/** The shops of this world, by handle. */
export interface ShopDirectory {
  find(handle: string): ShopDesk | null;
  /** Like `find`, for callers that answer 404 to a stranger's name. */
  get(handle: string): ShopDesk;
  all(): ShopDesk[];
}

/** Opens the preset shops; a reset of the world puts each back to its first day. */
export function openShops(world: World): ShopDirectory {
  const desks = new Map<string, ShopDesk>();
  const open = () => {
    for (const preset of presetShops) {
      desks.set(preset.profile.handle, {
        context: { world, shop: seedShop(preset, world.now()) },
        bucket: createCostBucket(world.now()),
      });
    }
  };
  open();
  world.onReset(open);
  return {
    find: (handle) => desks.get(handle) ?? null,
    get(handle) {
      const desk = desks.get(handle);
      if (!desk) throw new ShopRefusal(`There is no shop ${handle}.`, 404);
      return desk;
    },
    all: () => [...desks.values()],
  };
}
