import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillText, FlowText, flowVariables, mentionedVariables, renderText } from './flow-message.ts';
import type { FlowValues } from './flow-message.ts';

const read = (body: string, more: object = {}) => FlowText.safeParse({ body, ...more });
const problemOf = (body: string, more: object = {}) => read(body, more).error?.issues[0]?.message;

describe('a text with its values', () => {
  test.each([
    ['Hola {{first_name}}, ¿seguimos?', { first_name: 'Lucía' }, 'Hola Lucía, ¿seguimos?'],
    ['Hola {{first_name}}, ¿seguimos?', {}, 'Hola, ¿seguimos?'],
    ['Hola, {{first_name}}. Soy de la tienda.', { first_name: null }, 'Hola. Soy de la tienda.'],
    ['Hola, {{first_name}}!', { first_name: '  ' }, 'Hola!'],
    ['¡Hola {{first_name}}! Tu carrito', {}, '¡Hola! Tu carrito'],
    ['Oi {{first_name}} 👋 tudo bem?', {}, 'Oi 👋 tudo bem?'],
    ['Hi {{first_name}}\n\nYour cart waits', {}, 'Hi\n\nYour cart waits'],
    ['Lleva {{item_title}} ({{item_count}})', { item_title: 'Bota\n\nAndes', item_count: '2' }, 'Lleva Bota Andes (2)'],
    ['Bota Andes ({{item_count}}), tuya', {}, 'Bota Andes, tuya'],
    ['A {{first_name}} b {{cart_total}} c', {}, 'A b c'],
  ] satisfies [string, FlowValues, string][])('%j with %j reads %j', (text, values, expected) => {
    expect(fillText(text, values)).toBe(expected);
  });

  test('a value that looks like a variable or a pattern stays as it is', () => {
    expect(fillText('Hola {{first_name}}, ya', { first_name: '{{cart_total}} $& $1' })).toBe('Hola {{cart_total}} $& $1, ya');
  });

  test('never leaves braces, a blank before a comma, or a double blank, whatever is missing', () => {
    const values = fc.record(Object.fromEntries(flowVariables.map((name) => [name, fc.option(fc.constantFrom('Ana', 'Bota Andes'), { nil: null })])));
    const text = 'Hola {{first_name}}, te guardamos {{cart_summary}} por {{cart_total}}: {{item_title}} ({{item_count}}). Código {{discount_code}}, {{agent_name}} de {{shop_name}}.';
    fc.assert(
      fc.property(values, (known) => {
        expect(fillText(text, known)).not.toMatch(/\{\{|\}\}| [,.:)]|\(\)| {2}|\uE000/);
      }),
    );
  });

  test('one that is too long is cut at a word and says so', () => {
    const text = FlowText.parse({ body: `${'palabra '.repeat(120)}{{cart_summary}} fin` });
    const rendered = renderText(text, { cart_summary: 'zapatilla '.repeat(30) });
    expect(rendered.fits).toBe(false);
    expect(rendered.body.length).toBeLessThanOrEqual(1024);
    expect(rendered.body).toMatch(/\w…$/);
  });
});

describe('what is refused, in plain words', () => {
  test.each([
    ['', 'Write the text.'],
    ['x'.repeat(1025), 'The text has at most 1024 characters.'],
    ['Hola {{nombre}}, ya', 'A variable in the text is not known.'],
    ['Hola {{first_name, ya', 'Braces in the text do not match.'],
    ['{{first_name}}, ya', 'Begin and end the text with words, not with a variable.'],
    ['Hola {{first_name}} {{cart_total}} ya', 'Put words between two variables.'],
  ])('%.40s', (body, problem) => expect(problemOf(body)).toContain(problem));

  test('buttons that repeat, are too long or are mixed up', () => {
    const reply = (title: string) => ({ kind: 'reply', title, action: 'human' });
    const link = (title: string) => ({ kind: 'link', title, target: 'cart' });
    expect(problemOf('Hola', { buttons: [reply('Sí'), reply('Sí')] })).toBe('Each button needs its own words.');
    expect(problemOf('Hola', { buttons: [reply('x'.repeat(21))] })).toBe('The button has at most 20 characters.');
    expect(problemOf('Hola', { buttons: [link('A'), reply('B'), link('C')] })).toBe('Keep links together and answers together.');
    expect(read('Hola', { buttons: [link('Ver carrito'), reply('Hablar')] }).success).toBe(true);
  });

  test('variables are found once, in order', () => {
    expect(mentionedVariables('a {{ first_name }} b {{cart_total}} c {{first_name}}')).toEqual(['first_name', 'cart_total']);
  });
});
