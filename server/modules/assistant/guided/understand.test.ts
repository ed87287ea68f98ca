import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostCharacters } from './features/fold-text.ts';
import { readYesNo } from './reading/read-yes-no.ts';
import { understand } from './understand.ts';
import type { UnderstandingContext } from './understand.ts';
import { blockers, intents } from './understanding.ts';
import type { Expected, Understanding } from './understanding.ts';

const read = (text: string, context: Partial<UnderstandingContext> = {}): Understanding => understand(text, { language: null, country: 'AR', expects: null, ...context });

describe('how many', () => {
  test.each<[string, number, 'more' | 'fewer' | null]>([
    ['quiero dos remeras', 2, null], ['agregá 3 pares de medias', 3, null], ['quero duas camisetas', 2, null], ['I want three shirts', 3, null], ['una docena de medias', 12, null], ['media docena', 6, null],
    ['half a dozen socks', 6, null], ['x2', 2, null], ['me llevo cinco', 5, null], ['sumame dos más', 2, 'more'], ['add two more', 2, 'more'], ['sacá una', 1, 'fewer'], ['tira uma', 1, 'fewer'],
  ])('%s', (text, quantity, quantityChange) => expect(read(text).slots).toMatchObject({ quantity, quantityChange }));

  test.each(['quiero una remera', 'quiero pagar en 12 cuotas', 'talle 42', 'la segunda', 'llega en 5 días', 'iphone 13', 'hasta 20 mil'])('%s says nothing of it', (text) => expect(read(text).slots.quantity).toBeNull());
});

describe('a size', () => {
  test.each<[string, string, string | null]>([
    ['talle 42', '42', null], ['calzo 38', '38', null], ['size 9 US', '9', 'US'], ['9.5 us', '9.5', 'US'], ['8 y medio US', '8.5', 'US'], ['41 BR', '41', 'BR'], ['tamanho M', 'M', null], ['talla mediana', 'M', null], ['medium size', 'M', null],
    ['quero no 40', '40', null], ['tamanho GG', 'GG', null], ['talle XL', 'XL', null], ['quiero la XXL', 'XXL', null], ['2xl', 'XXL', null], ['3XL', 'XXXL', null], ['XXXL', 'XXXL', null], ['xxs', 'XXS', null],
  ])('%s', (text, value, system) => expect(read(text).slots.size).toEqual({ value, system }));

  test.each(['cuesta 42 mil', 'llega en 40 días', 'pedido 42', 'son 38 pesos', 'eu quero um tênis'])('%s has none', (text) => expect(read(text).slots.size).toBeNull());
  test('a number alone is one only when it was asked for, or can be nothing else', () => {
    expect([read('41').slots.size?.value, read('36', { expects: 'size' }).slots.size?.value, read('7').slots.size, read('7', { expects: 'size' }).slots.size?.value]).toEqual(['41', '36', null, '7']);
  });
});

describe('a colour', () => {
  test.each([['la quiero en negro', 'negro'], ['zapatillas blancas', 'blanco'], ['la campera azul marino', 'azul marino'], ['vestido vermelho', 'vermelho'], ['tênis preto', 'preto'], ['something in light blue', 'light blue'], ['remera color crema', 'beige']])('%s', (text, colour) => expect(read(text).slots.colour).toBe(colour));
  test.each(['hay ofertas de black friday?', 'vivo en Santa Rosa', 'quiero un café', 'no tengo plata'])('%s names none', (text) => expect(read(text).slots.colour).toBeNull());
});

describe('the bounds of a price', () => {
  test.each<[string, number | null, number | null]>([
    ['menos de 50 mil', null, 50_000], ['hasta $30.000', null, 30_000], ['entre 20 y 30 lucas', 20_000, 30_000], ['under 100 dollars', null, 100], ['até 200 reais', null, 200], ['mais de 100 reais', 100, null], ['no más de 1.299,90 pesos', null, 1299.9],
    ['between 50 and 80 dollars', 50, 80], ['unos 40 mil pesos', 30_000, 50_000],
  ])('%s', (text, minPrice, maxPrice) => expect(read(text).slots).toMatchObject({ minPrice, maxPrice }));
  test.each(['en 3 cuotas', 'talle 42', 'de 5 a 10 días', 'más de 3 unidades', 'desde 2015'])('%s is none', (text) => expect(read(text).slots).toMatchObject({ minPrice: null, maxPrice: null }));
});

describe('numbers that name something', () => {
  test.each([['dónde está mi pedido 1042', '1042'], ['pedido #aur-1042', 'AUR-1042'], ['my order 55213', '55213'], ['meu pedido n° 3021 não chegou', '3021'], ['AUR-1042', 'AUR-1042']])('%s is an order', (text, orderNumber) => expect(read(text).slots).toMatchObject({ orderNumber, postalCode: null }));
  test.each(['compra por 5000 pesos', 'cuesta 1500', 'mi teléfono es 1155550199', '1414'])('%s is no order', (text) => expect(read(text).slots.orderNumber).toBeNull());
  test('a bare number is an order when we asked for one', () => expect(read('1042', { expects: 'orderNumber' }).slots).toMatchObject({ orderNumber: '1042', quantity: null }));

  test.each([['Av. Santa Fe 3250', null], ['avenida Santa Fe 3250, 1425', '1425'], ['palermo 1425', '1425'], ['calle San Martín 1200 en Rosario', null]])('%s, asked for the code, is %s', (text, postalCode) => expect(read(text, { country: 'AR', expects: 'postalCode' }).slots.postalCode).toBe(postalCode));
  test.each([['envío a 1414', 'AR', '1414'], ['cp C1414AAB', 'AR', 'C1414AAB'], ['CEP 01310-100', 'BR', '01310-100'], ['frete para 01310100', 'BR', '01310100'], ['zip 90210', 'US', '90210'], ['código postal 06700', 'MX', '06700']])('%s is a postal code in %s', (text, country, postalCode) => expect(read(text, { country }).slots.postalCode).toBe(postalCode));

  test.each([['mi mail es Ana.Paz@Gmail.com', 'ana.paz@gmail.com'], ['escribime a a+b@tienda.com.ar.', 'a+b@tienda.com.ar'], ['ana@', null], ['no tengo correo', null]])('%s: the e-mail', (text, email) => expect(read(text).slots.email).toBe(email));
  test.each([['tengo el cupón VERANO10', 'VERANO10'], ['meu cupom é BEMVINDO', 'BEMVINDO'], ['el código no anda', null], ['el código postal 1414', null]])('%s: the discount code', (text, code) => expect(read(text).slots.discountCode).toBe(code));
});

describe('yes and no', () => {
  const yes = ['sí', 'si', 'siii', 'dale', 'claro', 'obvio', 'de una', 'por supuesto', 'va', 'listo', 'no hay problema', 'cómo no', 'sim', 'bora', 'pode ser', 'isso', 'com certeza', 'beleza', 'fechado', 'yes', 'yep', 'yeah', 'sure', 'go ahead', 'ok', 'yes please', '👍', 'sí, cuando puedas'];
  const no = ['no', 'nope', 'nah', 'não', 'nao', 'no gracias', 'mejor no', 'ahora no', 'todavía no', 'ainda não', 'agora não', 'nunca', 'deixa', 'not now', 'no thanks', '👎', 'ok, no quiero'];
  const neither = ['', 'mmm', 'hola', 'depende', 'quizás', 'talvez', 'maybe', 'sí pero en 42', 'sim, mas quanto fica?', 'si cuando cobre', 'quando eu receber', 'ok no', 'dale no', 'sí no', 'no, sí, dale', '👍👎'];
  test.each(yes)('%s is a yes', (text) => expect([readYesNo(text), read(text, { expects: 'yes_no' }).intent]).toEqual(['yes', 'affirm']));
  test.each(no)('%s is a no', (text) => expect([readYesNo(text), read(text, { expects: 'yes_no' }).intent]).toEqual(['no', 'deny']));
  test.each(neither)('"%s" is neither', (text) => expect(readYesNo(text)).toBe('unclear'));
});

describe('how it sounds', () => {
  test.each(['son una mierda', 'esto es una vergüenza, pésima atención', 'ESTOY HARTO, QUIERO MI PEDIDO', 'vocês são péssimos', 'this is ridiculous, worst service ever', '🤬🤬'])('%s is anger, and a person is called', (text) => {
    expect(read(text).mood).toBe('angry');
    expect(read(text).trigger).not.toBeNull();
  });
  test.each(['no entiendo', 'não entendi', 'I don’t understand', '???'])('%s is confusion', (text) => expect(read(text)).toMatchObject({ mood: 'confused', trigger: 'confused' }));
  test.each(['me encanta, gracias', 'amei demais', 'love it'])('%s is pleasure', (text) => expect(read(text)).toMatchObject({ mood: 'pleased', trigger: null }));
  test.each(['hola, busco zapatillas', 'no es excelente', 'hay harto stock?', 'cuánto cuesta?', 'QUIERO UNA'])('%s is calm', (text) => expect(read(text)).toMatchObject({ mood: 'calm', trigger: null }));
});

describe('words that demand a person', () => {
  test.each([
    ['quiero hablar con una persona', 'asked_for_person'], ['asesor', 'asked_for_person'], ['quero falar com um atendente', 'asked_for_person'], ['talk to a real person please', 'asked_for_person'], ['llámenme por favor', 'asked_for_person'],
    ['me rechazaron la tarjeta', 'payment_issue'], ['meu cartão foi recusado', 'payment_issue'], ['my card was declined', 'payment_issue'], ['me cobraron dos veces', 'payment_issue'],
    ['no reconozco esta compra', 'fraud'], ['alguien usó mi tarjeta', 'fraud'], ['my card was stolen', 'fraud'],
    ['voy a ir a defensa del consumidor', 'serious_complaint'], ['vou ao procon', 'serious_complaint'], ['I will sue you', 'serious_complaint'], ['es una estafa', 'serious_complaint'],
    ['mi pedido nunca llegó', 'delivery_problem'], ['meu pedido não chegou ainda', 'delivery_problem'], ['where is my package, it never arrived', 'delivery_problem'],
  ])('%s: %s', (text, trigger) => expect(read(text)).toMatchObject({ trigger, isOutOfScope: false }));
  test.each(['are you a person?', 'sos un bot?', 'para una persona de 80 kg', 'quiero hablar de la remera', 'cómo sé que no es una estafa?', '¿atienden los sábados?', 'tienen buena nota en Reclame Aqui?'])('%s demands none', (text) => expect(read(text).trigger).toBeNull());
});

describe('what kept them from buying', () => {
  test.each([
    ['el envío es muy caro', 'shipping_cost'], ['não sei se serve em mim', 'sizing'], ['no pasa la tarjeta', 'payment_failed'], ['demora muito', 'delivery_time'], ['tengo que preguntarle a mi marido', 'needs_approval'], ['se me olvidó', 'forgot'], ['no confío en la página', 'trust'], ['o cupom não funciona', 'discount_code'],
  ])('%s: %s', (text, blocker) => expect(read(text).blocker).toBe(blocker));
  test.each(['hola', 'gracias', 'ok', '👍', ''])('"%s" tells none, not even when asked', (text) => expect([read(text).blocker, read(text, { expects: 'blocker' }).blocker]).toEqual([null, null]));
});

/** What may come in and says nothing that could be understood. */
const strange: Record<string, string> = {
  'nonsense of 4,096 characters': 'xqzj '.repeat(820).slice(0, 4096), 'one letter, 4,096 times': 'a'.repeat(4096), digits: '9'.repeat(4096), 'emoji only': '😀🥾🧦'.repeat(600), Arabic: 'أريد حذاء مقاس 42 من فضلك', Chinese: '我想买一双鞋，四十二码', Devanagari: 'मुझे जूते चाहिए', Hebrew: 'מחפש נעליים',
  nothing: '', 'spaces and lines': '  \n\t \r\n ', 'control characters': '\u0000\u0001\u0007\u001b\u202e\u2066\ufeff', 'a terminal’s colours': '\u001b[31mhola\u001b[0m', 'half characters': '\ud800'.repeat(4096), 'stacked marks': 'h̶̢̛'.repeat(800), 'questions without end': '?'.repeat(4096), 'half an address': 'a@'.repeat(2048), 'a long address': `${'a.'.repeat(1500)}@${'b.'.repeat(500)}`,
  'addresses without end': 'http://'.repeat(500), 'points and commas': '1.,'.repeat(1365), 'beginnings of a request': `${'quiero hablar con '.repeat(220)}`, 'beginnings of a code': 'codigo de descuento '.repeat(200), 'articles without end': 'el la un '.repeat(455), 'names of our own code': '__proto__ constructor toString valueOf hasOwnProperty',
};

function isWellFormed({ language, languageConfidence, intent, confidence, others, mood, blocker, slots }: Understanding): boolean {
  const isShare = (value: number) => value >= 0 && value <= 1;
  return ['es', 'pt', 'en'].includes(language) && isShare(languageConfidence) && isShare(confidence) && (intent === null || intents.includes(intent)) && others.length <= 3 && others.every((one) => intents.includes(one.intent) && isShare(one.confidence)) &&
    ['calm', 'pleased', 'confused', 'angry'].includes(mood) && (blocker === null || blockers.includes(blocker)) && JSON.stringify(slots).length < 2000;
}

describe('whatever comes in', () => {
  test.each(Object.entries(strange))('%s is taken calmly', (_name, text) => {
    const expected: (Expected | null)[] = [null, 'yes_no', 'size', 'orderNumber', 'postalCode', 'quantity', 'blocker'];
    for (const expects of expected) expect(isWellFormed(read(text, { expects }))).toBe(true);
  });

  test.each(['Arabic', 'Chinese', 'Devanagari', 'Hebrew', 'nothing', 'spaces and lines', 'control characters', 'half characters', 'one letter, 4,096 times'])('%s has no meaning made up for it', (name) => {
    expect(read(strange[name] ?? '')).toMatchObject({ intent: null, trigger: null, blocker: null, slots: { product: null, orderNumber: null, maxPrice: null } });
  });

  test('signs that nobody sees change nothing', () => {
    const { slots, intent } = read('quiero hablar con una persona');
    expect(read('q\u200bui\u2060ero ha\u200dblar con una per\ufeffsona')).toMatchObject({ slots, intent, trigger: 'asked_for_person' });
  });

  test('what stands behind two thousand characters is not read, so that no message costs more than that', () => {
    const start = 'busco zapatillas '.repeat(200).slice(0, mostCharacters);
    expect(read(`${start}${' hablar con una persona ana@tienda.com pedido 1042'.repeat(2000)}`)).toEqual(read(start));
  });

  test('any text in any context gives an understanding of the right shape, and the same one again', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 4096 }), fc.string({ maxLength: 120 }), fc.array(fc.constantFrom('quiero', 'talle', '42', 'dos', 'pedido', '#', '$', '1.000', 'no', 'sí', 'x2', 'US', 'la segunda', '?', 'más barato', 'envío a', '@', 'código'), { maxLength: 40 }).map((words) => words.join(' ')));
    const context = fc.record({ language: fc.constantFrom(null, 'es', 'pt', 'en'), country: fc.constantFrom('AR', 'BR', 'US', '', 'XX', '__proto__'), expects: fc.constantFrom(null, 'yes_no', 'blocker', 'size', 'colour', 'use', 'forWhom', 'postalCode', 'orderNumber', 'discountCode', 'maxPrice', 'quantity', 'reference') }) as fc.Arbitrary<UnderstandingContext>;
    fc.assert(
      fc.property(text, context, (one, around) => {
        const first = understand(one, around);
        expect(isWellFormed(first)).toBe(true);
        expect(understand(one, around)).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });
});
