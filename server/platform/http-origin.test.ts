import { expect, test } from 'vitest';
import { isFromOurPages } from './http-origin.ts';

const member = { method: 'POST', cookie: 'session=1', authorization: undefined, origin: undefined, secFetchSite: undefined, host: 'chat.example.com' };
const isAllowed = (change: Partial<typeof member> | { [Key in keyof typeof member]?: string | undefined }) => isFromOurPages({ ...member, ...change }, 'https://chat.example.com');

test('a change with cookies needs a page of ours', () => {
  expect(isAllowed({ origin: 'https://chat.example.com' })).toBe(true);
  expect(isAllowed({ origin: 'http://192.168.1.7:4500', host: '192.168.1.7:4500' })).toBe(true);
  expect(isAllowed({ secFetchSite: 'same-origin' })).toBe(true);
  for (const origin of ['https://evil.example', 'https://chat.example.com.evil.example', 'https://shop.example.com', 'null', '']) expect(isAllowed({ origin })).toBe(false);
  expect(isAllowed({ secFetchSite: 'same-site' })).toBe(false);
  expect(isAllowed({})).toBe(false);
});

test('reading, and programs that carry no cookie or a key of their own, need none', () => {
  expect(isAllowed({ method: 'GET', origin: 'https://evil.example' })).toBe(true);
  expect(isAllowed({ cookie: undefined })).toBe(true);
  expect(isAllowed({ authorization: 'Bearer mk_1' })).toBe(true);
});

test('an origin wins over what else the browser says', () => {
  expect(isAllowed({ origin: 'https://evil.example', secFetchSite: 'same-origin' })).toBe(false);
});
