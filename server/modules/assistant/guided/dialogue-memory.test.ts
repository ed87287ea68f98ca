import { expect, test } from 'vitest';
import { emptyMemory, readMemory } from './dialogue-memory.ts';

test('what does not fit is forgotten field by field, the rest is kept', () => {
  const memory = readMemory({ ...emptyMemory, offer: 'checkout', shown: 'zapatillas', unclear: -3, search: { query: 7 } });
  expect(memory).toMatchObject({ offer: 'checkout', shown: [], unclear: 0, search: null });
});

test.each([null, undefined, 'x', 7, [], { version: 2, offer: 'checkout' }])('%j is a fresh start', (stored) => {
  expect(readMemory(stored)).toEqual(emptyMemory);
});

/** One of every version ever released: it stays readable. */
test('version 1 as it was first written', () => {
  const stored = '{"version":1,"language":"pt","shown":[{"connectionId":"c","productId":"p","variantKey":"v","title":"Tênis","rank":100}],"focus":null,"search":{"query":"tênis","filters":{"size":"42"},"seen":["p"],"asked":["use"]},"asked":{"slot":"size","job":"add_to_cart","facet":null,"values":["41","42"],"age":0},"open":{"productId":"p","size":null,"colour":null,"quantity":2,"orderNumber":null,"returnKind":null,"lineTitle":null,"forWhom":null,"lead":[]},"offer":"checkout","told":{"key":"1","textHash":"2","count":1},"unclear":0,"confused":0,"missed":0,"blocker":"sizing","discountAsked":true}';
  const { blocker, ...kept } = JSON.parse(stored) as Record<string, unknown>;
  expect(blocker).toBe('sizing');
  // What nobody reads any more is dropped; what came later counts as never having happened.
  expect(readMemory(JSON.parse(stored))).toEqual({ ...kept, open: { ...(kept['open'] as object), replaces: null }, search: { ...(kept['search'] as object), order: null }, unsaid: 0 });
});
