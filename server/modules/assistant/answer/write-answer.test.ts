import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutgoingContent } from '#contract/message-content';
import type { Draft } from '../engine.ts';
import type { FoundVariant } from '../tool-shapes.ts';
import { cutText, lengthOf } from './cut-text.ts';
import { writeAnswer } from './write-answer.ts';
import type { AnswerContext } from './write-answer.ts';

const everything: AnswerContext['contentTypes'] = ['text', 'buttons', 'list', 'cards', 'image'];
const turnId = '0198c0de-0000-7000-8000-000000000001';
const draft = (more: Partial<Draft> = {}): Draft => ({ text: 'Tengo estas.', products: [], choices: [], link: null, memory: null, ...more });
const variant = (n: number, more: Partial<FoundVariant> = {}): FoundVariant => ({
  connectionId: 'shop', variantKey: `v${n}`, productId: `p${n}`, title: `Zapatilla Norte ${n}`, variantTitle: '42', options: {}, priceMinor: 8_999_900 + n, compareAtMinor: null, currency: 'ARS', stock: 4, isAvailable: true,
  imageUrl: `https://cdn.example/${n}.jpg`, url: null, brand: null, category: null, reasons: [], ...more,
});
// Amounts keep together: between sign and figures stands a space that does not break.
const nb = '\u00A0';
const write = (some: Draft, variants: FoundVariant[] = [], contentTypes = everything) => writeAnswer(some, { turnId, contentTypes, language: 'es', locale: 'es-AR', variants });

describe('the form of an answer', () => {
  test('two or three products with pictures are cards with one tap each, and a tap names the product', () => {
    const { content, choices } = write(draft({ choices: [{ action: 'more', title: 'Ver más', description: null }] }), [variant(1), variant(2), variant(3)]);
    if (content.type !== 'cards') throw new Error(content.type);
    expect(content.cards).toHaveLength(3);
    expect(content.cards[0]).toEqual({ imageUrl: 'https://cdn.example/1.jpg', text: `*Zapatilla Norte 1*\n42\n$${nb}89.999,01 · 4 disponibles`, button: { kind: 'reply', id: `choice.0:${turnId}`, title: 'Lo quiero' } });
    expect(choices).toEqual([1, 2, 3].map((n) => ({ action: `pick:shop:v${n}` })));
    // What cards have no room for is said.
    expect(content.text).toContain('También puedes escribir: Ver más.');
  });

  test('one product stands under its picture, with price and stock in the words', () => {
    const { content } = write(draft({ text: 'Es esta:' }), [variant(1, { stock: null })]);
    expect(content).toMatchObject({ type: 'buttons', header: { kind: 'image', media: { url: 'https://cdn.example/1.jpg' } }, buttons: [{ kind: 'reply', title: 'Lo quiero' }] });
    expect(content.type === 'buttons' && content.text).toContain(`$${nb}89.999,01 · Disponible`);
  });

  test('without pictures products become a list with price and stock; without lists, words', () => {
    const bare = [variant(1, { imageUrl: null }), variant(2, { imageUrl: null, isAvailable: false, stock: 0 })];
    const listed = write(draft(), bare).content;
    expect(listed).toMatchObject({ type: 'list', sections: [{ rows: [{ title: 'Zapatilla Norte 1 42', description: `$${nb}89.999,01 · 4 disponibles` }, { description: `$${nb}89.999,02 · Sin stock` }] }] });
    const told = write(draft(), bare, ['text']).content;
    expect(told.type === 'text' && told.text).toContain(`• *Zapatilla Norte 1* (42)\n  $${nb}89.999,01 · 4 disponibles`);
  });

  test('a link alone is one button, and with choices it stands in the words', () => {
    expect(write(draft({ link: { title: 'Pagar ahora', url: 'https://pay.example/1' } })).content).toMatchObject({ type: 'buttons', buttons: [{ kind: 'link', title: 'Pagar ahora', url: 'https://pay.example/1' }], footer: 'Escribe PERSONA para hablar con el equipo' });
    const both = write(draft({ link: { title: 'Pagar', url: 'https://pay.example/1' }, choices: [{ action: 'more', title: 'Ver más', description: null }] })).content;
    expect(both).toMatchObject({ type: 'buttons', text: 'Tengo estas.\n\nPagar: https://pay.example/1', buttons: [{ kind: 'reply', title: 'Ver más' }] });
    expect(write(draft({ link: { title: 'Pagar', url: 'https://pay.example/1' } }), [], ['text']).content).toEqual({ type: 'text', text: 'Tengo estas.\n\nPagar: https://pay.example/1', previewUrl: false });
  });

  test('a title that is too long for a button goes into a list and stands whole in its second line', () => {
    const title = 'Zapatillas de running para asfalto';
    expect(write(draft({ choices: [{ action: 'a', title, description: null }] })).content).toMatchObject({ type: 'list', sections: [{ rows: [{ description: title }] }] });
  });

  test('amounts are written as in the shopper’s country', () => {
    const { content } = writeAnswer(draft(), { turnId, contentTypes: everything, language: 'pt', locale: 'pt-BR', variants: [variant(1, { currency: 'BRL', priceMinor: 129_990 })] });
    expect(content.type === 'buttons' && content.text).toContain('R$\u00A01.299,90 · 4 disponíveis');
  });
});

test('whatever the draft, the message is one that the contract and the channel’s limits take, and every button is one of the choices', () => {
  const words = (max: number) => fc.string({ minLength: 1, maxLength: max, unit: 'grapheme' }).filter((text) => text.trim() !== '');
  const anyDraft = fc.record({
    text: words(1500),
    products: fc.constant<Draft['products']>([]),
    choices: fc.array(fc.record({ action: words(40), title: words(60), description: fc.option(words(120)) }), { maxLength: 10 }),
    link: fc.option(fc.record({ title: words(40), url: fc.constant('https://pay.example/1') })),
    memory: fc.constant(null),
  });
  const anyVariant = fc.record({ n: fc.integer({ min: 1, max: 9 }), title: words(300), variantTitle: fc.option(words(120)), hasPicture: fc.boolean() });
  fc.assert(
    fc.property(anyDraft, fc.uniqueArray(anyVariant, { maxLength: 3, selector: ({ n }) => n }), fc.constantFrom(everything, ['text'] as const, ['text', 'buttons'] as const), (some, picked, contentTypes) => {
      const { content, choices } = write(some, picked.map(({ n, title, variantTitle, hasPicture }) => variant(n, { title, variantTitle, ...(!hasPicture && { imageUrl: null }) })), [...contentTypes]);
      expect(OutgoingContent.safeParse(content).error?.issues ?? []).toEqual([]);
      const ids = content.type === 'buttons' ? content.buttons.flatMap((button) => (button.kind === 'reply' ? [button.id] : [])) : content.type === 'list' ? content.sections.flatMap(({ rows }) => rows.map(({ id }) => id)) : content.type === 'cards' ? content.cards.flatMap(({ button }) => (button.kind === 'reply' ? [button.id] : [])) : [];
      expect(ids).toEqual(choices.map((_, place) => `choice.${place}:${turnId}`));
      if (content.type === 'cards') for (const card of content.cards) expect(card.text.split('\n').length).toBeLessThanOrEqual(3);
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['Zapatillas de running', 24, 'Zapatillas de running'],
  ['Zapatillas de running para asfalto', 24, 'Zapatillas de running…'],
  ['Supercalifragilistico', 10, 'Supercali…'],
  ['👟👟👟👟', 3, '👟👟…'],
])('"%s" in %i characters is "%s"', (text, most, cut) => {
  expect(cutText(text, most)).toBe(cut);
  expect(lengthOf(cutText(text, most))).toBeLessThanOrEqual(most);
});
