import { expect, test } from 'vitest';
import { readPriceOrder } from './read-price-order.ts';

const read = (text: string) => {
  const found = readPriceOrder(text);
  return found && `${found.order}${found.isExtreme ? ' of all' : ''}`;
};

test.each<[string, string | null]>([
  ['¿Cuál es la zapatilla más barata que tienen?', 'cheapest of all'],
  ['el mas economico', 'cheapest of all'],
  ['lo más barato de la tienda', 'cheapest of all'],
  ['algo económico para correr', 'cheapest'],
  ['unas zapatillas baratitas', 'cheapest'],
  ['una mochila que no sea tan cara', 'cheapest'],
  ['¿no tienes algo más barato?', 'cheapest'],
  ['la más cara que tengas', 'dearest of all'],
  ['algo premium', 'dearest'],
  ['qual o tênis mais em conta?', 'cheapest of all'],
  ['um tênis baratinho', 'cheapest'],
  ['o mais caro da loja', 'dearest of all'],
  ['top de linha', 'dearest'],
  ["what's your cheapest backpack", 'cheapest of all'],
  ['something affordable for running', 'cheapest'],
  ['nothing too expensive', 'cheapest'],
  ['the most expensive one', 'dearest of all'],
  ['no quiero lo más barato, quiero calidad', null],
  ['não quero nada barato', null],
  ['not the cheapest please', null],
  ['es muy cara', null],
  ['¿cuánto sale la mochila?', null],
  ['quiero crear una cuenta', null],
])('"%s": %s', (text, order) => {
  expect(read(text)).toBe(order);
});
