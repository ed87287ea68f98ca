import { z } from 'zod';
import { Currency } from './money.ts';

/** What a page knows in figures, beside its text: a shipping table, opening hours, size tables. Each has a `version`, so that older ones stay readable. */

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time such as 14:30.');
/** "24:00" closes at midnight. */
const ClosingTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time such as 18:30.');
const Day = z.iso.date('Write a day such as 2026-12-24.');
/** 1 = Monday … 7 = Sunday. */
const Weekday = z.int().min(1).max(7);
const Words = z.string().trim().min(1).max(80);

export const ShippingRow = z.object({
  /** As shoppers call it: "Gran Buenos Aires". */
  zone: z.string().trim().min(1, 'Give the zone a name.').max(80),
  /** Codes ("1425"), beginnings ("14") and ranges ("1600-1899"). Neither codes nor places: everywhere else. */
  postalCodes: z.array(z.string().trim().min(1).max(30)).max(500),
  /** Towns and regions by name. */
  places: z.array(Words).max(500),
  /** Carrier or service: "Andreani a domicilio". */
  service: z.string().trim().min(1, 'Name the carrier or service.').max(80),
  /** Null: worked out by the shop at the checkout. */
  priceMinor: z.int().min(0).nullable(),
  /** The order's total from which it costs nothing; null: never. */
  freeFromMinor: z.int().min(0).nullable(),
  /** Days after the parcel left, the soonest and the latest. Null: nobody can tell. */
  fromDays: z.int().min(0).max(120).nullable(),
  untilDays: z.int().min(0).max(120).nullable(),
  /** Counted in working days; in calendar days otherwise. */
  businessDays: z.boolean(),
  /** Orders until this time leave the same day; null: nothing is promised, they leave on the next one. */
  cutOff: ClockTime.nullable(),
});
export type ShippingRow = z.infer<typeof ShippingRow>;

export const ShippingTable = z.object({
  kind: z.literal('shipping'),
  version: z.literal(1),
  currency: Currency,
  /** Days on which parcels leave the shop; never on a public holiday. */
  dispatchDays: z.array(Weekday).min(1, 'Choose at least one day on which parcels leave.').max(7),
  rows: z.array(ShippingRow).min(1, 'Write at least one row.').max(300),
});
export type ShippingTable = z.infer<typeof ShippingTable>;

export const OpenRange = z.object({ from: ClockTime, to: ClosingTime }).refine(({ from, to }) => from < to, { message: 'It must end after it begins; write a night as two days.', path: ['to'] });
export type OpenRange = z.infer<typeof OpenRange>;

export const OpeningHours = z.object({
  kind: z.literal('hours'),
  version: z.literal(1),
  week: z.array(z.object({ day: Weekday, ranges: z.array(OpenRange).max(4) })).max(7),
  /** Days that differ; no ranges: closed. */
  exceptions: z.array(z.object({ on: Day, ranges: z.array(OpenRange).max(4), note: z.string().trim().max(120) })).max(200),
  closedOnHolidays: z.boolean(),
});
export type OpeningHours = z.infer<typeof OpeningHours>;

const Cell = z.string().trim().max(60);
export const SizeTable = z.object({
  /** What it is for: "Calzado". */
  name: z.string().trim().min(1, 'Give the table a name.').max(80),
  /** The first column is the size. */
  columns: z.array(Cell.min(1, 'Give each column a name.')).min(2, 'A size table has at least two columns.').max(12),
  rows: z.array(z.array(Cell).min(2).max(12)).min(1, 'Write at least one size.').max(80),
});
export type SizeTable = z.infer<typeof SizeTable>;

export const SizeTables = z.object({ kind: z.literal('size_guide'), version: z.literal(1), tables: z.array(SizeTable).min(1).max(20) });
export type SizeTables = z.infer<typeof SizeTables>;

export const PageStructure = z.discriminatedUnion('kind', [ShippingTable, OpeningHours, SizeTables]);
export type PageStructure = z.infer<typeof PageStructure>;
