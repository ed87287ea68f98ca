import type { CostEstimate, CostQuestion } from '#contract/cost-estimate';
import { currencyExponent } from '#contract/money';
import { priceOf, rateCardAt } from './rate-card.ts';
import type { RateCategory } from './rate-card.ts';

type Driver = CostEstimate['drivers'][number];

/** What a month of messages would cost at list price; null when no card gives prices for the currency or the time. */
export function estimateMonthlyCost(question: CostQuestion, atMs: number): CostEstimate | null {
  const { country, currency, variation } = question;
  const card = rateCardAt(atMs);
  const price = (category: RateCategory) => priceOf({ country, category, atMs, currency });
  const [marketing, reply, update] = [price('marketing'), price('service'), price('utility')];
  if (!card || !marketing || !reply || !update) return null;
  const freeReplies = question.freeRepliesPerMonth ?? card.freeServiceMessagesPerMonth;
  const unitMicros = { marketing: marketing.micros, replies: reply.micros, updates: update.micros };
  const driversAt = (volume: number, free: number): Omit<Driver, 'share'>[] => listDrivers(question, unitMicros, volume, free);
  const expected = driversAt(1, freeReplies);
  const expectedMicros = sumMicros(expected);
  const contactedCarts = question.carts * question.contactableShare;
  return {
    currency,
    lowMicros: sumMicros(driversAt(1 - variation, freeReplies)),
    expectedMicros,
    highMicros: sumMicros(driversAt(1 + variation, 0)),
    implementationMicros: microsOf(question.implementationMinor, currency),
    contactedCarts,
    perCartMicros: contactedCarts > 0 ? Math.round(expectedMicros / contactedCarts) : null,
    drivers: expected
      .map((driver) => ({ ...driver, share: expectedMicros > 0 ? driver.micros / expectedMicros : 0 }))
      .toSorted((a, b) => b.micros - a.micros),
    market: marketing.market,
    cardVersion: marketing.cardVersion,
    isEstimate: true,
  };
}

function listDrivers(
  question: CostQuestion,
  unitMicros: Record<'marketing' | 'replies' | 'updates', number>,
  volume: number,
  freeReplies: number,
): Omit<Driver, 'share'>[] {
  const contacted = question.carts * question.contactableShare * volume;
  const count = (driver: 'marketing' | 'replies' | 'updates', perCart: number, free: number): Omit<Driver, 'share'> => {
    const messages = contacted * perCart;
    const chargedMessages = Math.max(0, messages - free);
    return { driver, messages, chargedMessages, unitMicros: unitMicros[driver], micros: Math.round(chargedMessages * unitMicros[driver]) };
  };
  return [
    count('marketing', question.messagesPerCart, 0),
    count('replies', question.repliesPerCart, freeReplies),
    count('updates', question.updatesPerCart, 0),
    { driver: 'fixed', messages: null, chargedMessages: null, unitMicros: null, micros: microsOf(question.fixedMinor, question.currency) },
  ];
}

function sumMicros(drivers: readonly { micros: number }[]): number {
  return drivers.reduce((total, { micros }) => total + micros, 0);
}

function microsOf(minor: number, currency: string): number {
  return Math.round(minor * 10 ** (6 - currencyExponent(currency)));
}
