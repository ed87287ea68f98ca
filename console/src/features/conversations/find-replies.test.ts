import { expect, test } from 'vitest';
import type { SavedReply } from '#contract/saved-reply';
import { fillReply, variablesOf } from '#contract/saved-reply';
import { findReplies } from './find-replies.ts';

const reply = (title: string, changes: Partial<SavedReply> = {}): SavedReply => ({
  id: title, language: 'es', title, folder: '', tags: [], text: 'Hola', useCount: 0, lastUsedAt: null, authorName: 'Ana', updatedAt: '2026-01-01T00:00:00Z', ...changes,
});

test('the shopper’s language goes before use, and the name before the words', () => {
  const replies = [reply('Shipping', { language: 'en', useCount: 90 }), reply('Horarios', { text: 'El envío sale el lunes', useCount: 50 }), reply('Envío', { useCount: 1 })];
  expect(findReplies(replies, 'envio', 'es').map(({ title }) => title)).toEqual(['Envío', 'Horarios']);
  expect(findReplies(replies, '', 'es').map(({ title }) => title)).toEqual(['Horarios', 'Envío', 'Shipping']);
  expect(findReplies(replies, 'nada de esto', 'es')).toEqual([]);
});

test('what is known is filled in, and what is not stays to be seen', () => {
  expect(fillReply('Hola {{first_name}}, tu pedido {{ order_number }}.', { first_name: 'Lucía', order_number: null })).toEqual({ text: 'Hola Lucía, tu pedido {{ order_number }}.', unknown: ['order_number'] });
  expect(variablesOf('{{a}} {{b}} {{a}}')).toEqual(['a', 'b']);
});
