import { describe, expect, test } from 'vitest';
import { convertSize, matchSize, readSaidSize, readSizeLabel } from './sizes.ts';
import type { SizeWish } from './sizes.ts';

const wish = (size: string, changes: Partial<SizeWish> = {}): SizeWish => ({ size, system: null, forWhom: null, home: 'AR', ...changes });
const fits = (label: string, wanted: SizeWish, thing: 'shoe' | 'clothes' = 'shoe') => matchSize(readSizeLabel(label), wanted, thing);

describe('a label', () => {
  test.each([
    ['42', [42, 42, null]],
    ['US 9.5', [9.5, 9.5, 'US']],
    ['Talle 42 AR', [42, 42, 'AR']],
    ['36-40', [36, 40, null]],
    ['24 1/2 MX', [24.5, 24.5, 'MX']],
  ])('%s is read', (label, [from, to, system]) => expect(readSizeLabel(label)).toEqual([expect.objectContaining({ kind: 'number', from, to, system })]));

  test.each([['M', 'M'], ['GG', 'XL'], ['CH', 'S'], ['2XL', 'XXL'], ['xl', 'XL']])('%s is the letter %s', (label, letter) => expect(readSizeLabel(label)).toEqual([{ kind: 'letter', letter }]));
  test.each(['Único', 'Regular', '1,00 x 1,50 m', 'Default Title', ''])('%s is no size', (label) => expect(readSizeLabel(label)).toEqual([]));
});

describe('a size in a shopper’s words', () => {
  test.each([
    ['road running shoe size 9 for hard pavement', '9', null],
    ['zapatillas en 42', '42', null],
    ['tênis 41 br', '41', 'BR'],
    ['remera talle XL', 'xl', null],
    ['calzo 38', '38', null],
    ['talla 24.5 mx', '24.5', 'MX'],
    ['US 9 sneakers', '9', 'US'],
    ['zapatilla n° 38', '38', null],
    ['tenis nº 38', '38', null],
    ['botas 26 cm', '26', 'CM'],
  ])('%s', (query, size, system) => expect(readSaidSize(query)).toMatchObject({ size, system }));
  test.each(['us divers snorkeling gear', 'mochila 25 l', 'pack de 3 medias', 'carpa 2 personas', 'menos de 42 mil', 'mascarilla n95', 'juegos de n64'])('%s has none', (query) => expect(readSaidSize(query)).toBeNull());
});

describe('sizes of shoes meet across countries', () => {
  test('nine of the United States is 41 or 42 here, and neither 40 nor 43', () => {
    for (const said of [wish('9', { system: 'US' }), wish('9')]) {
      expect(['40', '41', '42', '43'].map((label) => fits(label, said) > 0)).toEqual([false, true, true, false]);
      expect(fits('42 AR', said)).toBeGreaterThan(0);
      expect(fits('9 US', said)).toBe(1);
    }
  });
  test('a woman’s nine is smaller', () => {
    expect(fits('40', wish('9', { system: 'US', forWhom: 'women' }))).toBeGreaterThan(0);
    expect(fits('42', wish('9', { system: 'US', forWhom: 'women' }))).toBe(0);
  });
  test('what is printed counts for itself, whatever the country', () => {
    expect(fits('41', wish('41', { home: 'BR' }))).toBe(1);
    expect(fits('41', wish('41', { system: 'BR' }))).toBe(0);
    expect(fits('42', wish('41', { system: 'BR' }))).toBeGreaterThan(0);
    expect(fits('36-40', wish('38'))).toBe(1);
  });
  test('centimetres are read as the foot', () => {
    expect(fits('27', wish('27', { system: 'CM', home: 'MX' }))).toBe(1);
    expect(fits('42', wish('27', { system: 'CM' }))).toBeGreaterThan(0);
  });
  test('every system gives the same foot back', () => {
    const all = convertSize(wish('9', { system: 'US' }), 'shoe');
    expect(Object.fromEntries(all.map(({ system, size }) => [system, size]))).toEqual({ AR: '41.5', BR: '40.5', MX: '27', US: '9', EU: '42.5', UK: '8', CM: '27' });
    for (const { system, size } of all) expect(convertSize(wish(size, { system }), 'shoe').find((each) => each.system === 'CM')?.size, system).toBe('27');
    expect(convertSize(wish('90'), 'shoe')).toEqual([]);
    expect(convertSize(wish('no size'), 'shoe')).toEqual([]);
  });
});

describe('sizes of clothes', () => {
  test('letters of Brazil and Mexico are those of others', () => {
    expect(fits('M', wish('m'), 'clothes')).toBe(1);
    expect(fits('L', wish('G'), 'clothes')).toBe(1);
    expect(fits('S', wish('CH'), 'clothes')).toBe(1);
  });
  test('a number finds its letter, after what is printed', () => {
    expect(fits('40', wish('40'), 'clothes')).toBe(1);
    expect(fits('M', wish('40'), 'clothes')).toBe(0.7);
    expect(fits('L', wish('40'), 'clothes')).toBe(0);
  });
});
