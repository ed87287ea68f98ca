import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const Rates = z.object({
  marketing: z.int().min(0),
  utility: z.int().min(0),
  authentication: z.int().min(0),
  service: z.int().min(0),
  authenticationInternational: z.int().min(0).optional(),
});

const Market = z.object({
  id: z.string(),
  name: z.string(),
  countries: z.array(z.string().length(2)),
  /** By currency of the business account, in micro units of it. */
  rates: z.record(z.string().length(3), Rates),
});

const RateCard = z.object({
  effectiveFrom: z.iso.date(),
  source: z.string(),
  confidence: z.enum(['statute', 'reported', 'prudent']),
  freeServiceMessagesPerMonth: z.int().min(0),
  notes: z.array(z.string()),
  markets: z.array(Market),
  /** For every country that no market lists. */
  other: Market.omit({ countries: true }),
});
export type RateCard = z.infer<typeof RateCard>;

export type RateCategory = keyof z.infer<typeof Rates>;

export interface PriceQuestion {
  /** ISO 3166-1 alpha-2 of the recipient's number. */
  country: string;
  category: RateCategory;
  /** When the message is delivered: rates change on the first day of a quarter. */
  atMs: number;
  /** Currency of the business account. */
  currency: string;
}

export interface EstimatedPrice {
  micros: number;
  currency: string;
  market: string;
  /** First day of the card, such as "2026-10-01". */
  cardVersion: string;
  isEstimate: true;
}

interface LoadedCard {
  card: RateCard;
  fromMs: number;
  marketByCountry: Map<string, RateCard['other']>;
}

const cards = readCards(new URL('./rate-cards/', import.meta.url));

/** The list price of one delivered message; null before the first card and for a currency that the card leaves out. */
export function priceOf({ country, category, atMs, currency }: PriceQuestion): EstimatedPrice | null {
  const loaded = findCard(atMs);
  if (!loaded) return null;
  const market = loaded.marketByCountry.get(country) ?? loaded.card.other;
  const rates = market.rates[currency];
  if (!rates) return null;
  // Where no price for businesses abroad is listed, their codes cost what everybody's cost.
  const micros = rates[category] ?? rates.authentication;
  return { micros, currency, market: market.name, cardVersion: loaded.card.effectiveFrom, isEstimate: true };
}

/** The card in force at an instant; null before the first. */
export function rateCardAt(atMs: number): RateCard | null {
  return findCard(atMs)?.card ?? null;
}

/**
 * Whether the provider charged nothing, by the type it reported (`regular` is charged, `free_…` is not). Without a
 * report nothing is known to be free.
 */
export function isFree(pricing: { type: string | null; subtype?: string | null } | null): boolean {
  if (!pricing) return false;
  return pricing.subtype === 'paid_exempt' || (pricing.type?.startsWith('free_') ?? false);
}

/** Our name for the category of a status webhook; null for one that is not on the card. */
export function rateCategoryOf(reported: string | null): RateCategory | null {
  if (reported === 'marketing_lite') return 'marketing';
  if (reported === 'authentication-international') return 'authenticationInternational';
  const category = Rates.keyof().safeParse(reported);
  return category.success ? category.data : null;
}

function findCard(atMs: number): LoadedCard | undefined {
  return cards.findLast((loaded) => loaded.fromMs <= atMs);
}

function readCards(folder: URL): LoadedCard[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => loadCard(RateCard.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))))
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

function loadCard(card: RateCard): LoadedCard {
  const marketByCountry = new Map<string, RateCard['other']>();
  for (const market of card.markets) {
    for (const country of market.countries) {
      if (marketByCountry.has(country)) throw new Error(`${country} is in two markets of the card of ${card.effectiveFrom}.`);
      marketByCountry.set(country, market);
    }
  }
  return { card, fromMs: Date.parse(card.effectiveFrom), marketByCountry };
}
