import { expect, test } from 'vitest';
import { chooseLanguage } from './languages.ts';

test('takes the first language that we speak', () => {
  expect(chooseLanguage([null, 'fr-FR', 'pt-BR', 'en'])).toBe('pt');
});

test('speaks Spanish to everyone else', () => {
  expect(chooseLanguage(['de', undefined])).toBe('es');
});
