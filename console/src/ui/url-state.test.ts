import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChange, parseUrlSearch, writeUrlSearch } from './url-state.ts';

test('reads an address as plain words', () => {
  expect(parseUrlSearch('?q=yerba%20mate&tag=a&tag=b&page=2')).toEqual({ q: 'yerba mate', tag: ['a', 'b'], page: '2' });
});

test('what is written is what is read', () => {
  const name = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ minLength: 1 })), (search) => {
      expect(parseUrlSearch(writeUrlSearch(search))).toEqual({ ...search });
    }),
  );
});

test('leaves empty values out of the address', () => {
  expect(writeUrlSearch({ q: '', tag: [], open: undefined })).toBe('');
});

test('changes the names given, keeps the others, removes with null', () => {
  expect(applyChange({ q: 'mate', tag: ['a'], sort: 'new' }, { q: null, tag: ['b', 'c'] })).toEqual({ tag: ['b', 'c'], sort: 'new' });
});
