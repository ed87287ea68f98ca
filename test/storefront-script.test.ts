import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse } from './house.ts';
import type { House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('gives shops the script they paste in, to any page', async () => {
  const reply = await house.http.inject({ url: '/marchante.js' });
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toContain('text/javascript');
  expect(reply.headers['cross-origin-resource-policy']).toBe('cross-origin');
  expect(reply.body).toContain('data-marchante');
});
