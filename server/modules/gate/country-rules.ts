import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CountryRule } from '#contract/country-rule';
import type { CountryRuleSummary, RegionRule } from '#contract/country-rule';

const CountryFile = z.object({
  /** ISO 3166-1 alpha-2; "ZZ" stands for every country without a file. */
  countries: z.array(z.string().length(2)).min(1),
  rules: z.array(CountryRule).min(1),
});

interface DatedRule {
  fromMs: number;
  rule: CountryRule;
}

const unknownCountry = 'ZZ';
const rulesByCountry = readCountryFiles(new URL('./countries/', import.meta.url));

/** The newest day on which somebody compared the data with its sources: names the data that a decision was made with. */
export const rulesVersion = [...rulesByCountry.values()]
  .flatMap((dated) => dated.map(({ rule }) => rule.checkedOn))
  .reduce((newest, day) => (day > newest ? day : newest));

/** The countries that have a rule of their own, in alphabetical order. */
export const countriesWithRules = [...rulesByCountry.keys()].filter((country) => country !== unknownCountry).toSorted();

/**
 * The rule in force at an instant. With a region ("US-TX") the state's own figures replace the country's.
 * A country without a file gets the careful default.
 */
export function countryRuleOf(country: string, region: string | null, atMs: number): CountryRule {
  const dated = rulesByCountry.get(country) ?? datedRulesOfUnknown();
  let current = dated[0];
  for (const candidate of dated) if (candidate.fromMs <= atMs) current = candidate;
  if (!current) throw new Error(`No rule for country ${country}.`);
  const regional = region === null ? undefined : current.rule.regions[region];
  return regional ? mergeRegion(current.rule, regional) : current.rule;
}

/** The rule in force in a country, for the settings page. */
export function describeCountryRules(country: string, atMs: number): CountryRuleSummary {
  return { ...countryRuleOf(country, null, atMs), country, isOwnRule: rulesByCountry.has(country) };
}

const mergedRegions = new WeakMap<RegionRule, CountryRule>();

function mergeRegion(rule: CountryRule, region: RegionRule): CountryRule {
  const known = mergedRegions.get(region);
  if (known) return known;
  const merged: CountryRule = {
    ...rule,
    law: region.law,
    maxPerDay: region.maxPerDay === undefined ? rule.maxPerDay : region.maxPerDay,
    hours: { ...rule.hours, windows: region.windows ?? rule.hours.windows, confidence: region.confidence },
  };
  mergedRegions.set(region, merged);
  return merged;
}

function datedRulesOfUnknown(): DatedRule[] {
  return rulesByCountry.get(unknownCountry) ?? [];
}

function readCountryFiles(folder: URL): Map<string, DatedRule[]> {
  const byCountry = new Map<string, DatedRule[]>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const file = CountryFile.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    const dated = file.rules.map((rule) => ({ fromMs: startOf(rule), rule })).toSorted((a, b) => a.fromMs - b.fromMs);
    for (const country of file.countries) {
      if (byCountry.has(country)) throw new Error(`Two files give rules for ${country}; the second is ${name}.`);
      byCountry.set(country, dated);
    }
  }
  return byCountry;
}

/** Days of law begin at the country's own midnight; UTC is near enough for the day a rule changes. */
function startOf(rule: CountryRule): number {
  return rule.effectiveFrom === null ? Number.NEGATIVE_INFINITY : Date.parse(rule.effectiveFrom);
}
