import { expect, test } from 'vitest';
import type { Language } from '#contract/language';
import { understand } from '../understand.ts';
import { foldText } from '../features/fold-text.ts';
import { readDenied } from './read-denied.ts';

const denied = (language: Language, text: string) => {
  const { words } = foldText(text);
  return readDenied({ words, language }).map((index) => words[index]).join(' ');
};

test.each<[Language, string, string]>([
  ['es', 'busco zapatillas pero no de correr', 'correr'],
  ['es', 'una remera que no sea negra', 'negra'],
  ['pt', 'um tênis que não seja preto', 'preto'],
  ['pt', 'não de corrida, de trilha', 'corrida'],
  ['en', 'shoes, but not for the gym', 'gym'],
  ['en', 'not for road running', 'road running'],
  ['es', 'que no sea tan cara', ''],
  ['es', 'no sé si de algodón', ''],
  ['pt', 'quero no tamanho 40', ''],
  ['en', 'not sure about the size', ''],
])('%s "%s" denies "%s"', (language, text, what) => {
  expect(denied(language, text)).toBe(what);
});

test('what is denied is neither searched nor a filter', () => {
  const { slots } = understand('busco zapatillas que no sean negras, no de correr', { language: 'es', country: 'AR', expects: null });
  expect(slots).toMatchObject({ product: 'zapatillas', colour: null, use: null });
});
