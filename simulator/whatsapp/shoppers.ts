import { createHash } from 'node:crypto';
import type { World } from '../kit/index.ts';
import type { Account } from './accounts.ts';
import { countryOf, digitsOf, matchKeyOf, usualWaId } from './phone-numbers.ts';

/** A person with the chat app. */
export interface Shopper {
  /** Stable name of this person inside the simulator: the match key of the number, or the username. */
  key: string;
  /** As the person writes it, E.164; null for a person whom we only know by username. */
  phone: string | null;
  /** Digits as the network knows them; may differ from `phone` by the regional digit. */
  waId: string;
  name: string;
  username: string | null;
  /** The number is kept from businesses: webhooks carry the scoped id only. */
  hidesPhone: boolean;
  /** False = sends to this number fail as undeliverable. */
  isOnNetwork: boolean;
  country: string;
  language: string;
  /** Numbers of businesses whom this person blocked, by phone number id. */
  blocked: Set<string>;
  /** Portfolios whose marketing this person stopped. */
  stoppedMarketing: Set<string>;
  /** Bumped when the person changes number, which gives new scoped ids. */
  generation: number;
  /** Kept for ever: chosen, created or has written. Others may be forgotten under load. */
  isKept: boolean;
}

export type ShopperDescription = Partial<Omit<Shopper, 'key' | 'blocked' | 'stoppedMarketing'>>;

const PRESETS: ShopperDescription[] = [
  { phone: '+5491155550199', name: 'Lucía Paz', language: 'es' },
  { phone: '+5511955550123', name: 'Ana Ribeiro', language: 'pt' },
  { phone: '+5531988550177', waId: '553188550177', name: 'João Lima', language: 'pt' },
  { phone: '+525555550142', name: 'Diego Ramos', language: 'es' },
  { phone: null, name: 'Sol Viajera', username: 'sol.viajera', hidesPhone: true, country: 'AR', language: 'es' },
];

export interface Shoppers {
  all(): Shopper[];
  /** Finds by key, any spelling of the phone, username or a scoped id. Undefined for nobody. */
  find(address: string): Shopper | undefined;
  /** The owner of the phone, made up on the spot when nobody described them. */
  findOrMake(phone: string): Shopper;
  add(description: ShopperDescription): Shopper;
  /** Gives the person another number and with it other scoped ids. Returns the old `wa_id`. */
  changeNumber(shopper: Shopper, phone: string): string;
  /** The id that this portfolio knows the person by. */
  scopedIdOf(shopper: Shopper, account: Account): string;
  findByScopedId(id: string): Shopper | undefined;
}

/** Beyond this many, people who were made up by a send and never wrote are forgotten again. */
const CAPACITY = 20_000;

export function createShoppers(world: World): Shoppers {
  const byKey = new Map<string, Shopper>();
  const byScopedId = new Map<string, Shopper>();

  function add(description: ShopperDescription): Shopper {
    const phone = description.phone ? `+${digitsOf(description.phone)}` : null;
    const key = phone ? matchKeyOf(phone) : (description.username ?? `person${byKey.size}`);
    const shopper: Shopper = {
      waId: phone ? usualWaId(phone) : `999${hashDigits(key)}`,
      name: phone ?? description.username ?? key,
      username: null,
      hidesPhone: phone === null,
      isOnNetwork: true,
      country: phone ? countryOf(phone) : 'AR',
      language: 'es',
      generation: 0,
      isKept: true,
      ...description,
      key,
      phone,
      blocked: new Set(),
      stoppedMarketing: new Set(),
    };
    byKey.set(key, shopper);
    return shopper;
  }

  function seat(): void {
    byKey.clear();
    byScopedId.clear();
    for (const preset of PRESETS) add(preset);
  }

  function forgetOldest(): void {
    for (const [key, shopper] of byKey) {
      if (shopper.isKept) continue;
      byKey.delete(key);
      break;
    }
    if (byScopedId.size > CAPACITY * 3) {
      for (const [id, shopper] of byScopedId) if (!byKey.has(shopper.key)) byScopedId.delete(id);
    }
  }

  function scopedIdOf(shopper: Shopper, account: Account): string {
    const secret = `${account.portfolioId}:${shopper.key}:${shopper.generation}`;
    const text = createHash('sha256').update(secret).digest('base64').replace(/[^A-Za-z0-9]/g, '').slice(0, 20);
    const id = `${shopper.country}.${text}`;
    byScopedId.set(id, shopper);
    return id;
  }

  seat();
  world.onReset(seat);

  return {
    all: () => [...byKey.values()],
    find: (address) => byKey.get(address) ?? byScopedId.get(address) ?? byKey.get(matchKeyOf(address)),
    findOrMake(phone) {
      const found = byKey.get(matchKeyOf(phone));
      if (found) return found;
      if (byKey.size >= CAPACITY) forgetOldest();
      const country = countryOf(phone);
      return add({ phone, language: country === 'BR' ? 'pt' : country === 'US' ? 'en' : 'es', isKept: false });
    },
    add,
    changeNumber(shopper, phone) {
      const old = shopper.waId;
      byKey.delete(shopper.key);
      shopper.phone = `+${digitsOf(phone)}`;
      shopper.key = matchKeyOf(phone);
      shopper.waId = usualWaId(phone);
      shopper.country = countryOf(phone);
      shopper.generation += 1;
      byKey.set(shopper.key, shopper);
      return old;
    },
    scopedIdOf,
    findByScopedId: (id) => byScopedId.get(id),
  };
}

function hashDigits(text: string): string {
  return String(createHash('sha256').update(text).digest().readUInt32BE(0)).padStart(10, '0');
}
