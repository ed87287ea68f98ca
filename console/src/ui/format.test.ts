import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCountry, formatDuration, formatInstant, formatMoney, formatRelative, formatShare, localeOf, minorToDecimal } from './format.ts';

const argentina = { locale: 'es-AR', timeZone: 'America/Argentina/Buenos_Aires', currency: 'ARS' };
const brazil = { locale: 'pt-BR', timeZone: 'America/Sao_Paulo', currency: 'BRL' };
const chile = { locale: 'es-CL', timeZone: 'America/Santiago', currency: 'CLP' };
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('writes money in the habit of the country', () => {
  expect(plain(formatMoney(argentina, 128_430_050, 'ARS'))).toBe('$ 1.284.300,50');
  expect(plain(formatMoney(brazil, 199_90, 'BRL'))).toBe('R$ 199,90');
  expect(plain(formatMoney(argentina, 128_430_050, 'ARS', { whole: true }))).toBe('$ 1.284.301');
});

test('knows the currencies without cents', () => {
  expect(plain(formatMoney(chile, 19_990, 'CLP'))).toBe('$19.990');
  expect(plain(formatMoney(chile, 19_990, 'PYG'))).toBe('PYG 19.990');
});

test('names a currency that is not the workspace\'s own', () => {
  expect(plain(formatMoney(argentina, 1990, 'USD'))).toBe('USD 19,90');
});

test('writes a currency that no one knows instead of failing', () => {
  expect(plain(formatMoney(argentina, 1990, 'POINTS'))).toBe('POINTS 19,90');
});

test('keeps every digit of an amount beyond what a number holds', () => {
  expect(plain(formatMoney(argentina, '900719925474099312345', 'ARS'))).toBe('$ 9.007.199.254.740.993.123,45');
});

test('minor units and decimals are the same amount', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 3 }), (minor, digits) => {
      const decimal = minorToDecimal(minor, digits);
      expect(BigInt(decimal.replace('.', ''))).toBe(minor);
      expect(decimal.split('.')[1]?.length ?? 0).toBe(digits);
    }),
  );
});

test('shows tenths of a per cent only where they matter', () => {
  expect(plain(formatShare(argentina, 0.1868))).toBe('19%');
  expect(plain(formatShare(argentina, 0.0123))).toBe('1,2%');
});

test('reads an instant in the zone of the workspace', () => {
  expect(plain(formatInstant(argentina, '2026-03-01T01:30:00Z', { show: 'time' }))).toContain('10:30');
  expect(formatInstant(argentina, '2026-03-01T01:30:00Z', { show: 'day' })).toContain('28');
});

test('says how long ago, and the date once it is long ago', () => {
  const now = new Date('2026-03-10T12:00:00Z');
  expect(formatRelative(argentina, '2026-03-10T11:55:00Z', now)).toBe('hace 5 minutos');
  expect(formatRelative(brazil, '2026-03-10T14:00:00Z', now)).toBe('em 2 horas');
  expect(formatRelative(argentina, '2026-03-10T11:59:40Z', now)).toBe('ahora');
  expect(formatRelative(argentina, '2025-12-01T12:00:00Z', now)).toContain('2025');
});

test('shortens a duration to two units', () => {
  expect(plain(formatDuration(argentina, 3 * 3_600_000 + 12 * 60_000 + 59_000))).toBe('3 h 12 min');
  expect(plain(formatDuration(argentina, 20_000))).toBe('0 min');
});

test('joins language and country, and leaves a missing country out', () => {
  expect(localeOf('es', 'MX')).toBe('es-MX');
  expect(localeOf('pt', null)).toBe('pt');
});

test('names a country, and leaves what is none as it is', () => {
  expect(formatCountry(argentina, 'BR')).toBe('Brasil');
  expect(formatCountry(argentina, 'ar')).toBe('ar');
});
