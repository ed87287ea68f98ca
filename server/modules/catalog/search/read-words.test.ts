import { describe, expect, test } from 'vitest';
import type { Language } from '#contract/language';
import { foldText } from './fold-text.ts';
import { readWords } from './read-words.ts';
import { stemWord } from './stem-word.ts';
import { WordIndex } from './word-index.ts';
import { findKeys } from './word-table.ts';

const words = (text: string) => readWords(text).map(({ text: word, isDenied }) => (isDenied ? `-${word}` : word));

describe('words of a text', () => {
  test('lose case, accents and possessives', () => {
    expect(words("Tênis INFANTIL, men's Ñandú")).toEqual(['tenis', 'infantil', 'men', 'nandu']);
    expect(foldText('Straße ½ CAFÉ')).toBe('strasse 1/2 cafe');
  });
  test('with hyphens are also one word, and mixed ones two', () => {
    expect(words('T-shirt')).toEqual(['t', 'shirt', 'tshirt']);
    expect(words('iphone12')).toEqual(['iphone12', 'iphone', '12']);
  });
  test('a length is the same in every spelling', () => {
    for (const text of ['1/2 inch', '½"', '0.5 in', '0,5 pulgadas']) expect(words(text), text).toContain('=length:12.7');
    for (const text of ['5m', '5 metros', '16.4 ft']) expect(words(text), text).toContain('=length:5000');
    expect(words('1-1/2 inch')).toContain('=length:38.1');
  });
  test('say what is absent, to the end of the clause', () => {
    expect(words('belt without buckle, brown')).toEqual(['belt', 'without', '-buckle', 'brown']);
    expect(words('zapatilla sin cordones para niños')).toEqual(['zapatilla', 'sin', '-cordones', 'para', 'ninos']);
    expect(words('sugar-free')[0]).toBe('-sugar');
    expect(words('sleeveless')).toEqual(['sleeveless', '-sleeve']);
    expect(words('zapatilla n° 38 y no. 40').filter((word) => word.startsWith('-'))).toEqual([]);
  });

  test.each([
    ['tênis para correr no asfalto', []],
    ['tenis para correr no asfalto', []],
    ['jaqueta pra usar no frio', []],
    ['mochila que cabe no avião', []],
    ['tênis sem cadarço no asfalto', ['-cadarco']],
    ['Feito para uso no dia a dia, com forro e sem costuras', ['-costuras']],
    ['zapatillas que no sean negras', ['-sean', '-negras']],
    ['botas para mujer no negras', ['-negras']],
    ['sneakers no laces', ['-laces']],
    ['a backpack with no zipper', ['-zipper']],
  ])('"no" denies in Spanish and English, and is a place in Portuguese: %s', (text, denied) => {
    expect(words(text).filter((word) => word.startsWith('-'))).toEqual(denied);
  });
  test('where the words do not tell their language, that of the catalogue does', () => {
    const denied = (usual: Language | null) => readWords('mochila leve no verao', 400, usual).filter(({ isDenied }) => isDenied).length;
    expect([denied(null), denied('es'), denied('pt')]).toEqual([1, 1, 0]);
  });
});

test.each([
  ['zapatillas', 'zapatilla', 'es'], ['negras', 'negro', 'es'], ['pantalones', 'pantalon', 'es'], ['luces', 'luz', 'es'], ['bolsito', 'bolso', 'es'],
  ['calcoes', 'calcao', 'pt'], ['pretas', 'preto', 'pt'], ['infantis', 'infantis', 'pt'], ['colheres', 'colher', 'pt'],
  ['running', 'run', 'en'], ['dresses', 'dress', 'en'], ['babies', 'baby', 'en'], ['knives', 'knife', 'en'],
] as const)('%s and %s share a stem in %s', (one, other, language) => expect(stemWord(one, language)).toBe(stemWord(other, language)));

describe('what words mean', () => {
  const keys = (text: string) => findKeys(readWords(text).map(({ text: word }) => word)).map(({ key }) => key);
  test.each([
    ['remera playera polera camiseta tshirt', 'tshirt'],
    ['zapatilla championes tênis sneaker', 'sneaker'],
    ['campera chamarra casaca jaqueta jacket', 'jacket'],
    ['buzo sudadera moletom hoodie', 'hoodie'],
    ['pollera falda saia skirt', 'skirt'],
    ['celular móvil phone', 'phone'],
    ['heladera refrigerador geladeira fridge', 'fridge'],
  ])('%s are one thing', (text, key) => {
    for (const word of text.split(' ')) expect(keys(word), word).toContain(key);
  });
  test('the longest saying counts', () => {
    expect(keys('azul marino')).toEqual(['colour.blue.navy']);
    expect(keys('traje de baño')).toEqual(['swimsuit']);
  });
});

test('a catalogue’s main language is the one that most products are written in', () => {
  const index = new WordIndex();
  const add = (title: string) => index.add({ title, brand: null, category: null, facts: [], description: null });
  expect(index.mainLanguage()).toBe('es');
  for (const title of ['Zapatillas de trekking para los cerros', 'Tênis de corrida com amortecimento e uma sola', 'Jaqueta com capuz do inverno', 'Bolsa com alças da marca']) add(title);
  expect(index.languages()).toEqual(['es', 'pt']);
  expect(index.mainLanguage()).toBe('pt');
});
