import { expect, test } from 'vitest';
import { objectsToPrice } from './price-objection.ts';

test.each([
  'uh está re cara', 'CARISIMO!!', 'no tendras un descuentito?', 'se me va de presupuesto', 'hay algo mas barato?', 'tenes algun cupon',
  'tá caro demais', 'rola um desconto?', 'não cabe no bolso', 'tem cupom?', 'achei meio salgado',
  "that's too expensive", 'any discount?', "I can't afford it", 'got something cheaper?', 'over my budget',
])('"%s" says that the price is in the way', (words) => {
  expect(objectsToPrice(['hola', words])).toBe(true);
});

test.each(['hola', '¿cuánto sale?', 'quiero la caramel', '¿llega mañana?', 'me quedan grandes', 'para escalar', 'qual o prazo?', 'do you ship to Rosario?', 'te mando mi dirección, cartero nuevo', 'what size is it?'])('"%s" does not', (words) => {
  expect(objectsToPrice([words])).toBe(false);
});
