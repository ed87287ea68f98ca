import { expect, test } from 'vitest';
import { dropSilent, hearPresence, whoIsHere } from './presence-rules.ts';

const word = (memberId: string, state: 'arrived' | 'viewing' | 'typing' | 'left', tabId = memberId) => ({ memberId, name: memberId, state, tabId });

test('the others are named once, typing in any of their tabs, and never oneself', () => {
  let known = hearPresence(new Map(), word('ana', 'viewing'), 0);
  known = hearPresence(known, word('bruno', 'typing', 'one'), 0);
  known = hearPresence(known, word('bruno', 'viewing', 'two'), 0);
  expect(whoIsHere(known, 'ana')).toEqual([{ name: 'bruno', isTyping: true }]);
  expect(whoIsHere(hearPresence(known, word('bruno', 'left', 'one'), 0), 'ana')).toEqual([{ name: 'bruno', isTyping: false }]);
});

test('who is silent for long has gone; as long as nobody has, nothing changes', () => {
  const known = hearPresence(new Map(), word('bruno', 'viewing'), 0);
  expect(dropSilent(known, 39_000)).toBe(known);
  expect(dropSilent(known, 41_000).size).toBe(0);
});
