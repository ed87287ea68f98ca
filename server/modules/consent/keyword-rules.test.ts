import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readKeyword } from './keyword-rules.ts';

describe('opts out', () => {
  test.each(['STOP', 'stop', ' Stop. ', '🛑 STOP 🛑', 'Baja', '¡BAJA!', 'baja 🙏🏽', 'CANCELAR', 'cancelar', 'No más', 'no mas mensajes', 'NO MOLESTAR', 'Sair', 'não quero', 'NAO QUERO', 'nao\u0303 quero', 'Descadastrar', 'opt-out', 'arrêt', 'Arrêter!', 'ABMELDEN', 'ｓｔｏｐ', 'stop\n'])(
    'by %j',
    (text) => expect(readKeyword(text)?.kind).toBe('opt_out'),
  );
});

describe('does not opt out', () => {
  test.each(['Quiero cancelar mi pedido', 'cancelar mi pedido', 'no quiero', 'No', 'no mas mensajes por favor', 'non stop', 'para', '¿Puedo parar el envío?', 'baja el precio', 'salir mañana', 'alta calidad', '', '   ', '👍', '???', `STOP ${'x'.repeat(500)}`])(
    'by %j',
    (text) => expect(readKeyword(text)).toBeNull(),
  );
});

test.each([
  ['ALTA', 'opt_in', 'es', false],
  ['iniciar', 'opt_in', 'es', false],
  ['Unstop', 'opt_in', 'en', false],
  ['yes', 'opt_in', 'en', true],
  ['Sí', 'opt_in', null, true],
  ['SIM!', 'opt_in', 'pt', true],
  ['Ayuda', 'help', 'es', false],
  ['ajuda?', 'help', 'pt', false],
  ['info', 'help', null, false],
  ['sair', 'opt_out', 'pt', false],
  ['Stop', 'opt_out', null, false],
] as const)('%s is %s (%s), asked for: %s', (text, kind, language, needsQuestion) => {
  expect(readKeyword(text)).toEqual({ kind, language, needsQuestion });
});

test('reads nothing into a message of more than three words', () => {
  const word = fc.constantFrom('STOP', 'BAJA', 'cancelar', 'sí', 'no', 'más', 'hola', 'ayuda');
  fc.assert(fc.property(fc.array(word, { minLength: 4, maxLength: 12 }), (said) => readKeyword(said.join(' ')) === null));
});

test('never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readKeyword(text)));
});
