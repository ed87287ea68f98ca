import type { World } from '../kit/index.ts';

export type Tier = 'TIER_250' | 'TIER_2K' | 'TIER_10K' | 'TIER_100K' | 'TIER_UNLIMITED';
export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';

/** Where webhooks go: an address and the word that proved it. */
export interface Callback {
  uri: string;
  verifyToken: string;
}

/** One business at the pretend network: portfolio, app, account and its one number. */
export interface Account {
  portfolioId: string;
  wabaId: string;
  phoneNumberId: string;
  appId: string;
  appSecret: string;
  token: string;
  /** Display name of the business. */
  name: string;
  /** As a person writes it, `+54 9 11 5555-0100`. */
  displayNumber: string;
  /** Digits only, as webhooks carry it. */
  number: string;
  country: string;
  currency: string;
  language: string;
  tier: Tier;
  quality: Quality;
  /** Messages per second that the number carries, in any second. */
  messagesPerSecond: number;
  /** Shared with the WhatsApp Business app. */
  isOnBizApp: boolean;
  /** Every send is refused with this error; null = none. */
  refuseWith: number | null;
  /** Every send is accepted and then fails with this error; null = none. */
  failWith: number | null;
  /** App-level address, used when neither the account nor the number has its own. */
  appCallback: Callback | null;
  accountCallback: Callback | null;
  numberCallback: Callback | null;
  /** Nothing is sent before the app subscribed to the account. */
  isSubscribed: boolean;
  profile: Record<string, unknown>;
  blockedUsers: Set<string>;
}

export const presetAccounts = (): Account[] => [
  createAccount({
    portfolioId: '500100000000001',
    wabaId: '100200300400500',
    phoneNumberId: '200300400500600',
    appId: '900100000000001',
    appSecret: 'pretend-app-secret-aurora',
    token: 'PRETEND-TOKEN-AURORA',
    name: 'Tienda Aurora',
    displayNumber: '+54 9 11 5555-0100',
    country: 'AR',
    currency: 'ARS',
    language: 'es_AR',
    tier: 'TIER_10K',
  }),
  createAccount({
    portfolioId: '500100000000002',
    wabaId: '100200300400700',
    phoneNumberId: '200300400500800',
    appId: '900100000000002',
    appSecret: 'pretend-app-secret-ipe',
    token: 'PRETEND-TOKEN-IPE',
    name: 'Casa Ipê',
    displayNumber: '+55 11 95555-0100',
    country: 'BR',
    currency: 'BRL',
    language: 'pt_BR',
    tier: 'TIER_2K',
  }),
];

/** What must be said about an account; the rest has a usual value. */
export type AccountDescription = Partial<Account> & Pick<Account, 'wabaId' | 'phoneNumberId' | 'token' | 'appSecret'>;

export function createAccount(description: AccountDescription): Account {
  const displayNumber = description.displayNumber ?? `+${description.number ?? description.phoneNumberId}`;
  return {
    portfolioId: `5${description.wabaId.slice(1)}`,
    appId: `9${description.wabaId.slice(1)}`,
    name: 'Pretend shop',
    number: displayNumber.replace(/\D/g, ''),
    country: 'AR',
    currency: 'USD',
    language: 'es',
    tier: 'TIER_250',
    quality: 'GREEN',
    messagesPerSecond: 80,
    isOnBizApp: false,
    refuseWith: null,
    failWith: null,
    appCallback: null,
    accountCallback: null,
    numberCallback: null,
    isSubscribed: false,
    profile: { about: '', vertical: 'RETAIL', messaging_product: 'whatsapp' },
    blockedUsers: new Set(),
    ...description,
    displayNumber,
  };
}

export interface Accounts {
  add(account: Account): void;
  all(): Account[];
  /** Undefined for an id of nobody. */
  byNumberId(id: string): Account | undefined;
  byWabaId(id: string): Account | undefined;
  byAppId(id: string): Account | undefined;
  byToken(token: string): Account | undefined;
}

export function createAccounts(world: World): Accounts {
  const byNumber = new Map<string, Account>();
  const seat = () => {
    byNumber.clear();
    for (const account of presetAccounts()) byNumber.set(account.phoneNumberId, account);
  };
  seat();
  world.onReset(seat);
  const find = (matches: (account: Account) => boolean) => [...byNumber.values()].find(matches);
  return {
    add: (account) => void byNumber.set(account.phoneNumberId, account),
    all: () => [...byNumber.values()],
    byNumberId: (id) => byNumber.get(id),
    byWabaId: (id) => find((account) => account.wabaId === id),
    byAppId: (id) => find((account) => account.appId === id),
    byToken: (token) => find((account) => account.token === token),
  };
}

/** The address that webhooks of this account go to, the most particular first; null = nowhere. */
export function callbackOf(account: Account): Callback | null {
  if (!account.isSubscribed) return null;
  return account.numberCallback ?? account.accountCallback ?? account.appCallback;
}
