import { expect, test } from 'vitest';
import { isFree, priceOf, rateCardAt, rateCategoryOf } from './rate-card.ts';

const octoberMs = Date.parse('2026-10-01T00:00:00Z');
const price = (country: string, category: 'marketing' | 'service', currency = 'USD', atMs = octoberMs) =>
  priceOf({ country, category, atMs, currency });

test.each([
  ['AR', 61_800, 26_000, 'Argentina'],
  ['BR', 62_500, 6_800, 'Brazil'],
  ['MX', 39_700, 8_500, 'Mexico'],
  ['CO', 12_500, 800, 'Colombia'],
  ['CL', 88_900, 20_000, 'Chile'],
  ['PE', 70_300, 30_000, 'Peru'],
  ['US', 25_000, 3_400, 'North America'],
  ['ES', 70_700, 20_000, 'Spain'],
  ['UY', 74_000, 11_300, 'Rest of Latin America'],
  ['DO', 74_000, 11_300, 'Rest of Latin America'],
  ['JP', 60_400, 7_700, 'Other'],
])('prices %s at its market', (country, marketingMicros, serviceMicros, market) => {
  expect(price(country, 'marketing')).toEqual({ micros: marketingMicros, currency: 'USD', market, cardVersion: '2026-10-01', isEstimate: true });
  expect(price(country, 'service')?.micros).toBe(serviceMicros);
});

test('prices in the currency of the account where the card has it, else not at all', () => {
  expect(price('IN', 'marketing', 'INR')).toMatchObject({ micros: 863_100, currency: 'INR' });
  expect(price('AR', 'marketing', 'ARS')).toBeNull();
});

test('knows no price before the first card', () => {
  expect(price('AR', 'marketing', 'USD', octoberMs - 1)).toBeNull();
  expect(rateCardAt(octoberMs - 1)).toBeNull();
});

test('falls back to the domestic price for codes of businesses abroad', () => {
  const international = (country: string) => priceOf({ country, category: 'authenticationInternational', atMs: octoberMs, currency: 'USD' });
  expect(international('IN')?.micros).toBe(30_400);
  expect(international('AR')?.micros).toBe(26_000);
});

test('believes the reported type about what was free', () => {
  expect(['regular', null, 'something_new'].map((type) => isFree({ type }))).toEqual([false, false, false]);
  expect(['free_customer_service', 'free_entry_point', 'free_group_customer_service'].every((type) => isFree({ type }))).toBe(true);
  expect(isFree({ type: 'regular', subtype: 'paid_exempt' })).toBe(true);
  expect(isFree(null)).toBe(false);
});

test('translates reported categories and admits those it does not know', () => {
  expect(['marketing', 'marketing_lite', 'service', 'authentication-international'].map(rateCategoryOf)).toEqual([
    'marketing',
    'marketing',
    'service',
    'authenticationInternational',
  ]);
  expect([null, 'referral_conversion', 'constructor'].map(rateCategoryOf)).toEqual([null, null, null]);
});
