import { expect, test } from 'vitest';
import { mentionedIn } from './mentions.ts';

const members = [
  { userId: 'ana', name: 'Ana' },
  { userId: 'maria', name: 'Ana María' },
  { userId: 'bruno', name: 'Bruno' },
];

test.each([
  ['@Ana ¿puedes verlo?', ['ana']],
  ['@Ana María, ¿puedes verlo?', ['maria']],
  ['@Ana María y @Ana: lo ven?', ['maria', 'ana']],
  ['Le escribí a ana@Brunos.example', []],
  ['@Anabel no está', []],
  ['@Ana Maríana', ['ana']],
  ['@Bruno.', ['bruno']],
  ['@', []],
])('"%s"', (text, named) => {
  expect(mentionedIn(text, members)).toEqual(named);
});
