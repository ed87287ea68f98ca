/** The countries that the product knows the rules of first, then their neighbours. ISO 3166 codes. */
const countryCodes = ['AR', 'BR', 'CL', 'CO', 'MX', 'PE', 'BO', 'CR', 'DO', 'EC', 'ES', 'GT', 'HN', 'NI', 'PA', 'PT', 'PY', 'SV', 'US', 'UY'] as const;

/** Countries for a select, named and sorted in a language. */
export function listCountries(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return countryCodes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((first, second) => first.label.localeCompare(second.label, language));
}

/** The country that the browser's languages name (`es-MX`), Argentina when they name none that is listed. */
export function guessCountry(browserLanguages: readonly string[]): string {
  const named = browserLanguages.map((language) => language.split('-').at(-1) ?? '');
  return named.find((region) => countryCodes.some((code) => code === region)) ?? 'AR';
}
