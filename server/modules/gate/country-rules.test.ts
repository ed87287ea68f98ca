import { describe, expect, test } from 'vitest';
import { CountryRuleSummary } from '#contract/country-rule';
import { countriesWithRules, countryRuleOf, describeCountryRules, rulesVersion } from './country-rules.ts';
import { defaultGateSettings, GateSettingsSchema } from './gate-settings.ts';
import { isPublicHoliday } from '#platform/holidays';

const nowMs = Date.parse('2026-11-18T12:00:00Z');
const dayNumberOf = (isoDate: string): number => Date.parse(isoDate) / 86_400_000;

test('has the countries of the first market, the United States, the EU and the United Kingdom', () => {
  const expected = 'AR AT BE BG BR CL CO CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT MX NL PE PL PT RO SE SI SK US'.split(' ');
  expect(countriesWithRules).toEqual(expect.arrayContaining(expected));
  expect(rulesVersion).toBe('2026-11-01');
});

test('describes every country for the settings page with its source and confidence', () => {
  for (const country of countriesWithRules) {
    const summary = CountryRuleSummary.parse(describeCountryRules(country, nowMs));
    expect(summary).toMatchObject({ country, isOwnRule: true });
    expect(summary.law.length).toBeGreaterThan(3);
  }
  expect(describeCountryRules('CO', nowMs).hours.confidence).toBe('statute');
  expect(describeCountryRules('AR', nowMs).hours.confidence).toBe('prudent');
});

test('gives a country without a file the careful default and says so', () => {
  expect(describeCountryRules('JP', nowMs)).toMatchObject({ country: 'JP', isOwnRule: false, hours: { windows: { sat: null, sun: null } } });
});

test('uses the rule in force at the instant, and the oldest on file before it', () => {
  const novemberLaw = countryRuleOf('CL', null, Date.parse('2026-11-30T23:59:59Z')).law;
  expect(novemberLaw).not.toContain('21.719');
  expect(countryRuleOf('CL', null, Date.parse('2026-12-01T00:00:00Z')).law).toContain('21.719');
  expect(countryRuleOf('CO', null, 0).law).toContain('2300');
});

test('puts a state’s figures in the place of its country’s and keeps the rest', () => {
  const florida = countryRuleOf('US', 'US-FL', nowMs);
  expect(florida).toMatchObject({ maxPerDay: 3, hours: { windows: { mon: ['08:00', '20:00'] } } });
  expect(florida.forbiddenChannels).toEqual(countryRuleOf('US', null, nowMs).forbiddenChannels);
  expect(countryRuleOf('US', 'US-NY', nowMs)).toBe(countryRuleOf('US', null, nowMs));
});

describe('public holidays', () => {
  test.each([
    ['CO', null, '2026-11-16'],
    ['AR', null, '2026-11-23'],
    ['BR', 'BR-SP', '2026-11-20'],
    ['BR', 'BR-SP', '2026-07-09'],
    ['MX', null, '2026-11-16'],
    ['CL', null, '2026-09-18'],
    ['PE', null, '2026-07-28'],
    ['FR', null, '2026-07-14'],
    ['DE', 'DE-BY', '2026-01-06'],
    ['BR', 'BR-NOWHERE', '2026-12-25'],
  ])('%s %s %s', (country, region, day) => expect(isPublicHoliday(country, region, dayNumberOf(day))).toBe(true));

  test.each([
    ['CO', null, '2026-11-17'],
    ['BR', 'BR-RJ', '2026-07-09'],
    ['DE', 'DE-BE', '2026-01-06'],
    ['XX', null, '2026-12-25'],
  ])('not %s %s %s', (country, region, day) => expect(isPublicHoliday(country, region, dayNumberOf(day))).toBe(false));
});

describe('stored settings', () => {
  test('take the defaults for what they leave out', () => {
    expect(GateSettingsSchema.parse({})).toEqual(defaultGateSettings);
    expect(GateSettingsSchema.parse({ enforceRegister: true })).toEqual({ ...defaultGateSettings, enforceRegister: true });
  });

  test.each([
    { hours: { from: '20:00', to: '09:00', days: [1] } },
    { hours: { from: '9:00', to: '20:00', days: [1] } },
    { hours: { from: '09:00', to: '20:00', days: [0] } },
    { contactCaps: { perDay: -1, perThirtyDays: 5 } },
    { blockedCountries: ['usa'] },
  ])('refuse %o', (settings) => expect(GateSettingsSchema.safeParse(settings).success).toBe(false));
});
