import { expect, test } from 'vitest';
import { findUngrounded } from './find-ungrounded.ts';
import type { Moment } from './play.ts';
import { aurora } from './shops/aurora.ts';

const item = { variantKey: 'norte-42-negro', title: 'Zapatilla Norte', variantTitle: '42 / Negro', priceMinor: 8_999_900, stock: 8, isAvailable: true };
const output = {
  items: [item], fromOn: '2026-12-03', lines: [{ priceMinor: 499_900, quantity: 2 }],
  passages: [{ text: 'Tienes 30 días corridos para cambiar. El primer cambio es sin cargo. 3 cuotas sin interés desde $ 40.000.' }],
};

function claims(text: string, said = 'hola', given: unknown = output): string[] {
  const moment: Moment = {
    answers: [{ text, parts: [text], buttons: [], urls: [] }],
    calls: [{ kind: 'call', name: 'search_products', input: {}, outcome: { kind: 'done', code: null, output: given } }],
    turns: [], trigger: null, cart: null, optedOut: false, wishes: [], returns: [], preferences: {},
  };
  const scenario = { title: 't', file: 'f', language: 'es' as const, job: 'j', given: [], steps: [{ acts: [{ kind: 'text' as const, text: said }], checks: [] }] };
  return findUngrounded({ scenario, moments: [moment], transcript: [] }, aurora).map(({ kind }) => kind);
}

test.each([
  'Zapatilla Norte cuesta $ 89.999,00.',
  '2 × Medias Deportivas: $ 9.998,00',
  'Quedan 8 unidades de Zapatilla Norte.',
  'Llega el jueves 3 de diciembre.',
  'Tienes treinta días para cambiar y el primer cambio es sin cargo.',
  'Hasta 3 cuotas sin interés desde $ 40.000.',
])('what a tool gave is grounded: %s', (text) => {
  expect(claims(text)).toEqual([]);
});

test.each([
  ['Zapatilla Norte cuesta $ 79.999,00.', 'price'],
  ['Te sale 50 mil pesos.', 'price'],
  ['Zapatilla Ruta\n$ 89.999,00', 'price'],
  ['Quedan 2 unidades de Zapatilla Norte.', 'stock'],
  ['Zapatilla Norte está agotada.', 'stock'],
  ['Llega el viernes 4 de diciembre.', 'date'],
  ['It arrives on December 9.', 'date'],
  ['Tienes 60 días para devolver.', 'policy'],
  ['Tienes sesenta días para devolver.', 'policy'],
  ['Te hago un 20 % de descuento.', 'policy'],
])('what none gave is found: %s', (text, kind) => {
  expect(claims(text)).toContain(kind);
});

test('a limit that the shopper named may be repeated, but not as a price', () => {
  expect(claims('No encontré nada por menos de $ 50.000.', 'zapatillas por menos de 50 mil')).toEqual([]);
  expect(claims('Te la dejo a $ 50.000.', 'zapatillas por 50 mil')).toContain('price');
});
