import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse } from '#test/house';
import type { House } from '#test/house';
import { addConsole } from './http-console.ts';

const folder = mkdtempSync(join(tmpdir(), 'marchante-console-'));
let house: House;

beforeAll(async () => {
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'index.html'), '<div id="root"></div>');
  writeFileSync(join(folder, 'dist', 'assets', 'main-a1b2.js'), 'code');
  writeFileSync(join(folder, 'secret.key'), 'secret');
  house = await openHouse();
  await addConsole(house.http, join(folder, 'dist'));
});

afterAll(async () => {
  await house?.close();
  rmSync(folder, { recursive: true });
});

test.each(['/', '/w/1/carts?status=open', '/invitation?token=x'])('opens the console at %s and asks anew for it each time', async (url) => {
  const reply = await house.http.inject(url);
  expect([reply.statusCode, reply.headers['content-type'], reply.headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
});

test('lets browsers keep assets for good, and misses one plainly', async () => {
  expect((await house.http.inject('/assets/main-a1b2.js')).headers['cache-control']).toContain('immutable');
  expect((await house.http.inject('/assets/main-old.js')).statusCode).toBe(404);
});

test.each(['/v1/nothing', '/hooks', '/api/x'])('leaves %s to programs', async (url) => {
  expect((await house.http.inject(url)).statusCode).toBe(404);
});

test.each(['/../secret.key', '/..%2fsecret.key', '/%2e%2e/secret.key', '/assets/..%2f..%2fsecret.key', '/%E0%A4%A'])('never leaves its folder: %s', async (url) => {
  expect((await house.http.inject(url)).body).not.toBe('secret');
});
