import { describe, expect, test } from 'vitest';
import type { Language } from '#contract/language';
import { openDialogue } from './testing.ts';

const keysOf = (it: ReturnType<typeof openDialogue>) => it.tools.cart()?.lines.map(({ variantKey, quantity }) => `${variantKey} ${quantity}`) ?? [];

describe('another thing in the place of the one just put in', () => {
  test.each<[Language, string, string]>([
    ['es', 'quiero la zapatilla ruta en 42', 'no, mejor la mochila'],
    ['es', 'quiero la zapatilla ruta en 42', 'uy no, la mochila queria'],
    ['pt', 'quero a zapatilla ruta no 42', 'não pera, errei, é a mochila'],
    ['en', 'add the zapatilla ruta size 42', 'wait no i meant the mochila'],
    ['es', 'quiero la zapatilla ruta en 42', 'cambiala por la mochila'],
    ['pt', 'quero a zapatilla ruta no 42', 'troca pela mochila então'],
    ['en', 'add the zapatilla ruta size 42', 'swap it for the mochila'],
  ])('%s: "%s", then "%s"', (language, first, correction) => {
    const it = openDialogue({ language });
    it.say(first);
    expect(keysOf(it)).toEqual(['ruta-42-negro 1']);
    expect(it.say(correction).text).toMatch(/Ruta.*Mochila Andes/);
    expect(keysOf(it)).toEqual(['mochila-negro 1']);
  });

  test('keeps the size that the other wore, also while its colour is still open', () => {
    const it = openDialogue({ cart: { 'ruta-42-negro': 1 } });
    expect(it.say('cambiala por la norte').text).toMatch(/Negro y Azul/);
    expect(keysOf(it)).toEqual(['ruta-42-negro 1']);
    it.say('azul');
    expect(keysOf(it)).toEqual(['norte-42-azul 1']);
  });

  test('what is added after another search replaces nothing any more', () => {
    const it = openDialogue({ cart: { 'ruta-42-negro': 1 } });
    it.say('cambiala por la norte');
    it.say('mostrame mochilas');
    it.tap('Agregar al carrito');
    expect(keysOf(it)).toEqual(['ruta-42-negro 1', 'mochila-negro 1']);
  });

  test('what is not sold here leaves the cart as it is', () => {
    const it = openDialogue({});
    it.say('quiero la zapatilla ruta en 42');
    it.say('no, mejor la heladera');
    expect(keysOf(it)).toEqual(['ruta-42-negro 1']);
  });

  test('what is asked or added beside it replaces nothing', () => {
    const it = openDialogue({});
    it.say('quiero la zapatilla ruta en 42');
    it.say('no, la mochila también');
    expect(keysOf(it)).toContain('ruta-42-negro 1');
    it.say('no se, la mochila tiene bolsillo?');
    expect(keysOf(it)).toContain('ruta-42-negro 1');
  });
});

describe('edits of a cart that name no thing, or one that is not there', () => {
  test('what is not in the cart is said to be absent, and nothing goes out for it', () => {
    const it = openDialogue({ cart: { 'ruta-42-negro': 1 } });
    expect(it.say('sacame la mochila').text).toMatch(/Mochila Andes no está en tu carrito|no hay Mochila Andes/);
    expect(keysOf(it)).toEqual(['ruta-42-negro 1']);
  });

  test.each<[Language, string]>([['es', 'deja solo la negra'], ['es', 'quiero solo la negra']])('%s: "%s" takes the rest out', (language, text) => {
    const it = openDialogue({ language, cart: { 'lisa-M-blanco': 1, 'lisa-M-negro': 2 } });
    it.say(text);
    expect(keysOf(it)).toEqual(['lisa-M-negro 2']);
  });

  test.each<[Language, string]>([['es', 'la mochila dejala nomas, no la saques'], ['pt', 'não tira a mochila'], ['en', "don't remove the mochila"]])('%s: "%s" takes nothing out', (language, text) => {
    const it = openDialogue({ language, cart: { medias: 2, 'mochila-negro': 1 } });
    it.say(text);
    expect(keysOf(it)).toEqual(['medias 2', 'mochila-negro 1']);
  });

  test('one more in another colour comes beside the one that is there, in its size', () => {
    const it = openDialogue({});
    it.say('quiero la remera lisa blanca en M');
    it.say('y una negra tambien');
    expect(keysOf(it)).toEqual(['lisa-M-blanco 1', 'lisa-M-negro 1']);
    it.say('sacame una de las blancas');
    expect(keysOf(it)).toEqual(['lisa-M-negro 1']);
  });
});

describe('what was said before of the thing on the table', () => {
  test('another colour keeps the size, and its price is told', () => {
    const it = openDialogue({});
    it.say('zapatillas para correr en asfalto talle 42');
    it.say('la norte la tenes en azul?');
    const told = it.say('y esa en negro cuanto sale');
    expect(told.text).toContain('89.999,00');
    expect(told.products).toEqual(['norte-42-negro']);
    it.say('va, la llevo');
    expect(keysOf(it)).toEqual(['norte-42-negro 1']);
  });

  test('a size that was said of one thing says nothing of another', () => {
    const it = openDialogue({});
    it.say('tenes la zapatilla ruta en 42?');
    expect(it.say('quiero la remera lisa').text).toMatch(/S, M/);
  });

  test('a question that answers ours is answered, and takes nothing yet', () => {
    const it = openDialogue({});
    it.say('quiero la remera lisa');
    const told = it.say('tienes la L en blanco?');
    expect(keysOf(it)).toEqual([]);
    expect(told.text).toContain('L / Blanco');
    it.say('dale');
    expect(keysOf(it)).toEqual(['lisa-L-blanco 1']);
  });

  test('which colours there are is told, though the size is open too', () => {
    const it = openDialogue({});
    it.say('quiero la remera lisa');
    expect(it.say('que colores hay?').text).toMatch(/Blanco y Negro/);
  });

  test('what nobody wrote of it is said not to be written, and it can still be taken', () => {
    const it = openDialogue({});
    it.say('hay zapatilla ruta en 42?');
    expect(it.say('son pa pie ancho?').text).toMatch(/no lo dice|No encuentro ese dato/);
    it.say('ok igual la quiero');
    expect(keysOf(it)).toEqual(['ruta-42-negro 1']);
  });

  test('the cheaper of two that were compared', () => {
    const it = openDialogue({ language: 'pt' });
    expect(it.say('qual a diferença da zapatilla norte pra ruta?').calls).toContain('compare_products');
    it.say('vou levar o mais barato dos dois no 42');
    it.say('azul');
    expect(keysOf(it)).toEqual(['norte-42-azul 1']);
  });

  test('something cheaper than the one thing in the cart', () => {
    expect(openDialogue({ cart: { 'ruta-42-negro': 1 } }).say('hay algo parecido mas barato?').calls).toEqual(['check_stock', 'search_products']);
  });
});
