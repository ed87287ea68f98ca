import type { Language } from '#contract/language';
import type { DurationUnit } from './claim.ts';
import { readClaims } from './read-claims.ts';

/** The figures in what the shop wrote of itself, read as those of a draft are. Remembered: the same passages come again and again. */
function figuresIn(text: string, language: Language) {
  const key = `${language} ${text}`;
  const known = cache.get(key);
  if (known) return known;
  const claims = readClaims(text, { language, todayOn: '2000-01-01', titles: [] });
  if (cache.size > 500) cache.clear();
  cache.set(key, claims);
  return claims;
}

const cache = new Map<string, ReturnType<typeof readClaims>>();

/** Sums in major units; a bare number counts: a policy's "desde 50.000" needs no sign. */
export function readAmountsIn(text: string, language: Language): number[] {
  return figuresIn(text, language).flatMap((claim) => (claim.kind === 'amount' || claim.kind === 'number' ? claim.values : []));
}

export function readNumbersIn(text: string, language: Language): number[] {
  return [...figuresIn(text, language).flatMap((claim) => (claim.kind === 'amount' || claim.kind === 'number' ? claim.values : [])), ...[...text.matchAll(/\d+/g)].map(([digits]) => Number(digits))];
}

export function readPercentsIn(text: string, language: Language): number[] {
  return figuresIn(text, language).flatMap((claim) => (claim.kind === 'percent' ? [claim.value] : []));
}

export function readDurationsIn(text: string, language: Language): { from: number; until: number; unit: DurationUnit }[] {
  return figuresIn(text, language).flatMap((claim) => (claim.kind === 'duration' ? [claim] : []));
}

export function readInstallmentsIn(text: string, language: Language): number[] {
  return figuresIn(text, language).flatMap((claim) => (claim.kind === 'installments' ? [claim.count] : []));
}

export function readTimesIn(text: string): number[] {
  // In what the shop wrote, hours may stand as "de 9 a 18".
  const clock = [...text.matchAll(/(?<![\d.,])(\d{1,2})[:h.](\d{2})(?!\d)/g)].map(([, hour, minute]) => Number(hour) * 60 + Number(minute));
  const bare = [...text.matchAll(/(?<![\d.,:])(\d{1,2})(?![\d.,:])/g)].map(([, hour]) => Number(hour) * 60);
  return [...clock, ...bare];
}
