import { describe, expect, test } from 'vitest';
import { foldText } from './fold-text.ts';
import { readWords } from './read-words.ts';
import { stemWord } from './stem-word.ts';
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
