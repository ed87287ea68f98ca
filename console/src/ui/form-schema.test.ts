import { expect, test } from 'vitest';
import { z } from 'zod';
import { findProblems, readFields, startingValues, withoutEmpty } from './form-schema.ts';
import type { JsonSchema } from './form-schema.ts';

const Settings = z.object({
  shopUrl: z.url().meta({ title: 'Address of the shop', description: 'As shoppers type it.' }),
  accessToken: z.string().min(8).meta({ secret: true }),
  delayMinutes: z.int().min(1).max(1440).default(60),
  ratio: z.number().optional(),
  isLive: z.boolean().default(false),
  region: z.enum(['south', 'north']),
  topics: z.array(z.enum(['carts', 'orders'])),
  tags: z.array(z.string()).max(2).optional(),
  note: z.string().max(500).nullable(),
  contact: z.object({ email: z.email(), name: z.string().optional() }),
  arms: z.array(z.object({ label: z.string(), weight: z.number() })).optional(),
  until: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('time'), minutes: z.int() }).meta({ title: 'A time' }),
    z.object({ kind: z.literal('reply') }),
  ]),
  size: z.union([z.literal(1), z.literal(2)]).optional(),
  anything: z.record(z.string(), z.unknown()).optional(),
});
const schema = z.toJSONSchema(Settings, { io: 'input' }) as JsonSchema;
const fields = readFields(schema);
const field = (name: string) => fields.find((one) => one.name === name);

test('draws the field that fits each type', () => {
  expect(Object.fromEntries(fields.map(({ name, kind }) => [name, kind]))).toEqual({
    shopUrl: 'text', accessToken: 'secret', delayMinutes: 'number', ratio: 'number', isLive: 'boolean', region: 'choice', topics: 'choices',
    tags: 'tags', note: 'multiline', contact: 'group', arms: 'rows', until: 'variants', size: 'choice', anything: 'json',
  });
});

test('takes labels and help from the schema, and words from the name without them', () => {
  expect(field('shopUrl')).toMatchObject({ title: 'Address of the shop', help: 'As shoppers type it.' });
  expect(field('accessToken')?.title).toBe('Access token');
});

test('knows what must be filled in', () => {
  expect(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)).toEqual([
    'shopUrl', 'accessToken', 'region', 'topics', 'contact', 'until',
  ]);
});

test('offers the variants of a union by the value that tells them apart', () => {
  expect(field('until')).toMatchObject({ by: 'kind', variants: [{ option: { value: 'time', label: 'A time' } }, { option: { value: 'reply', label: 'Reply' } }] });
});

test('keeps the type of an option that is a number', () => {
  expect(field('size')).toMatchObject({ options: [{ value: '1', raw: 1 }, { value: '2', raw: 2 }] });
});

test('starts with the defaults, under what is known already', () => {
  expect(startingValues(fields, { region: 'south', isLive: true })).toMatchObject({ delayMinutes: 60, isLive: true, region: 'south', contact: {} });
});

test('does not send what was left empty', () => {
  expect(withoutEmpty({ a: '', b: null, c: 0, d: false, e: { f: '', g: 'x' }, h: [{ i: '' }] })).toEqual({ c: 0, d: false, e: { g: 'x' }, h: [{}] });
});

test('says what is wrong at each field', () => {
  const problems = findProblems(schema, {
    shopUrl: 'tienda', accessToken: 'short', delayMinutes: 0, region: 'east', topics: [], tags: ['a', 'b', 'c'], contact: { email: 'nobody' }, until: { kind: 'time', minutes: 5 },
  });
  expect(Object.fromEntries(problems)).toEqual({
    shopUrl: { key: 'url' },
    accessToken: { key: 'tooShort', limit: 8 },
    delayMinutes: { key: 'tooSmall', limit: 1 },
    region: { key: 'invalid' },
    tags: { key: 'tooMany', limit: 2 },
    note: { key: 'required' },
    'contact.email': { key: 'email' },
  });
});

test('lets a stored secret stay empty, and a missing one not', () => {
  const Secret = z.toJSONSchema(z.object({ token: z.string() })) as JsonSchema;
  expect(findProblems(Secret, {}, ['token']).size).toBe(0);
  expect(findProblems(Secret, {}).get('token')).toEqual({ key: 'required' });
});
