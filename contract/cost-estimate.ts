import { z } from 'zod';
import { Currency } from './money.ts';

/** What a merchant tells the cost calculator about one month. */
export const CostQuestion = z.object({
  /** Country of the shoppers, ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: Currency.default('USD'),
  /** Abandoned carts in a month. */
  carts: z.int().min(0).max(100_000_000),
  /** Share of carts whose shopper may be written to: reachable, with consent, not held out. */
  contactableShare: z.number().min(0).max(1),
  /** Marketing templates to each such cart. */
  messagesPerCart: z.number().min(0).max(20),
  /** Answers of ours to each such cart, over all shoppers, also those who never reply. */
  repliesPerCart: z.number().min(0).max(100),
  /** Order updates (utility templates) for each such cart. */
  updatesPerCart: z.number().min(0).max(100).default(0),
  /** Answers that the vendor does not charge in a month; null: as the rate card reports. */
  freeRepliesPerMonth: z.int().min(0).nullable().default(null),
  /** Paid every month whatever is sent: hosting, provider, people. */
  fixedMinor: z.int().min(0).default(0),
  /** Paid once to begin. */
  implementationMinor: z.int().min(0).default(0),
  /** How far the volume may lie from the figures above: 0.25 means a quarter less to a quarter more. */
  variation: z.number().min(0).max(1).default(0.25),
});
export type CostQuestion = z.infer<typeof CostQuestion>;

export const costDrivers = ['marketing', 'replies', 'updates', 'fixed'] as const;

/** Micro units: a millionth of the currency. */
export const CostEstimate = z.object({
  currency: Currency,
  /** A quieter month, with the free allowance. */
  lowMicros: z.int(),
  /** The month as told, with the free allowance. */
  expectedMicros: z.int(),
  /** A busier month, without the free allowance. */
  highMicros: z.int(),
  implementationMicros: z.int(),
  contactedCarts: z.number(),
  /** Per contacted cart in the expected month; null when none is contacted. */
  perCartMicros: z.int().nullable(),
  /** What the expected month is made of, dearest first. */
  drivers: z.array(
    z.object({
      driver: z.enum(costDrivers),
      /** Null for what is not counted in messages. */
      messages: z.number().nullable(),
      chargedMessages: z.number().nullable(),
      unitMicros: z.int().nullable(),
      micros: z.int(),
      /** Part of the expected total, 0 to 1. */
      share: z.number(),
    }),
  ),
  /** The card's name for the market, such as "Rest of Latin America". */
  market: z.string(),
  cardVersion: z.string(),
  isEstimate: z.literal(true),
});
export type CostEstimate = z.infer<typeof CostEstimate>;
