import { expect, test } from 'vitest';
import { guessCountry, listCountries } from './countries.ts';

test('names countries in the reader\'s language, in its order', () => {
  const labels = listCountries('pt').map(({ label }) => label);
  expect(labels).toContain('Brasil');
  expect(labels).toEqual([...labels].sort((first, second) => first.localeCompare(second, 'pt')));
});

test('guesses the country from the browser', () => {
  expect(guessCountry(['en', 'es-MX'])).toBe('MX');
  expect(guessCountry(['fr-FR'])).toBe('AR');
});
