import { describe, expect, test } from 'vitest';
import type { OrderView } from '../tool-shapes.ts';
import { openDialogue } from './testing.ts';

const order = (number: string, changes: Partial<OrderView> = {}): OrderView => ({
  orderId: `o-${number}`, number, placedOn: '2026-05-20', totalMinor: 8999900, currency: 'ARS', state: 'open', paymentState: 'paid', fulfilmentState: 'fulfilled', lines: [{ title: 'Zapatilla Norte', quantity: 1 }], statusUrl: 'https://shop.example/orders/1',
  shipments: [{ status: 'in_transit', carrier: 'Correo', trackingCode: 'AB123', trackingUrl: 'https://track.example/AB123', estimatedOn: '2026-06-04' }], ...changes,
});

describe('delivery', () => {
  test('the postal code is asked once and remembered', () => {
    const it = openDialogue({ ships: true });
    expect(it.say('cuánto sale el envío?').text).toMatch(/código postal/);
    const told = it.say('1414');
    expect(told.text).toContain('3.500');
    expect(told.text).toContain('3 de junio');
    expect(it.tools.preferences).toMatchObject({ postal_code: '1414' });
    const again = it.say('y cuándo llega?');
    expect(again.calls).toContain('delivery_estimate');
    expect(again.text).toContain('5 de junio');
  });

  test('Portuguese', () => {
    const it = openDialogue({ ships: true, language: 'pt', locale: 'pt-BR', country: 'BR' });
    expect(it.say('quanto fica o frete?').text).toMatch(/CEP/);
    expect(it.say('01310-100').text).toMatch(/junho/);
  });

  test('English', () => {
    const it = openDialogue({ ships: true, language: 'en', locale: 'en-US' });
    it.say('how much is shipping?');
    expect(it.say('1414').text).toContain('June');
  });

  test('without a table of shipping it does not know, and offers a person', () => {
    const reply = openDialogue({}).say('cuándo me llega si compro hoy?');
    expect(reply.text).toMatch(/no lo sé|No tengo ese dato/);
    expect(reply.choices.map(({ title }) => title)).toContain('Hablar con alguien');
  });

  test('an aside does not lose the question that stands', () => {
    const it = openDialogue({ ships: true });
    it.say('zapatilla norte');
    it.say('la quiero');
    const aside = it.say('cómo son los cambios?');
    expect(aside.text).toContain('30 días');
    it.say('42');
    expect(it.tap('Negro').handedOver).toBeNull();
    expect(it.tools.cart()?.lines).toMatchObject([{ variantKey: 'norte-42-negro' }]);
  });
});

describe('orders', () => {
  test('the only order is told with its parcel', () => {
    const reply = openDialogue({ orders: [order('#1001')] }).say('dónde está mi pedido?');
    expect(reply.text).toContain('#1001');
    expect(reply.text).toMatch(/en camino.*AB123.*4 de junio/);
    expect(reply.link?.url).toBe('https://track.example/AB123');
  });

  test('which of several is asked', () => {
    const it = openDialogue({ orders: [order('#1001'), order('#1002', { shipments: [], fulfilmentState: 'none' })] });
    const asked = it.say('qué pasó con mi pedido?');
    expect(asked.choices.map(({ title }) => title)).toEqual(['#1001', '#1002']);
    expect(it.tap('#1002').text).toContain('pagado y en preparación');
  });

  test("somebody else's order number is not found, and nothing of it is told", () => {
    const reply = openDialogue({ orders: [order('#1001')] }).say('quiero saber del pedido #2077');
    expect(reply.text).toMatch(/No encuentro ese pedido|no aparece/);
    expect(reply.text).not.toMatch(/#1001|Zapatilla|camino/);
    expect(reply.choices.map(({ title }) => title)).toContain('Hablar con alguien');
  });

  test('a parcel that did not come is for a person', () => {
    const reply = openDialogue({ orders: [order('#1001')] }).say('mi pedido figura entregado pero nunca llegó');
    expect(reply.handedOver).toBe('delivery_problem');
    expect(reply.summary).toContain('entrega');
  });

  test('changing an order is for a person', () => {
    expect(openDialogue({ orders: [order('#1001')] }).say('necesito cambiar la dirección de mi pedido').handedOver).toBe('needs_owner');
  });
});

describe('returns', () => {
  test('the policy is told with its source', () => {
    const reply = openDialogue({}).say('cómo son los cambios y devoluciones?');
    expect(reply.text).toContain('30 días');
    expect(reply.text).toContain('fuente: Cambios y devoluciones');
  });

  test('an exchange is begun in a few turns', () => {
    const it = openDialogue({ orders: [order('#1001'), order('#1002')], askFirst: ['start_return'] });
    it.say('quiero hacer un cambio');
    it.tap('#1001');
    const asked = it.say('no me quedó bien el talle, es chica');
    const confirm = asked.calls.includes('start_return') ? asked : it.say('me queda chica');
    expect(confirm.choices.map(({ title }) => title)).toEqual(['Sí', 'No', 'Hablar con alguien']);
    const begun = it.say('sí, dale');
    expect(begun.text).toMatch(/cambio del pedido #1001/);
  });

  test('return or exchange is asked where it was not said', () => {
    const it = openDialogue({ orders: [order('#1001')], language: 'en' });
    const asked = it.say('I want to return my order');
    const kind = asked.choices.map(({ title }) => title).includes('Exchange') ? it.tap('Return') : asked;
    expect(kind.choices.map(({ title }) => title)).toContain('It is faulty');
    expect(it.tap('It is faulty').text).toMatch(/return of order #1001/);
  });

  test('a refusal of the rules is for a person', () => {
    const it = openDialogue({ orders: [order('#1001')], refuse: { start_return: 'outside_policy' } });
    it.say('quiero devolver el pedido');
    const reply = it.tap('No era lo esperado');
    expect(reply.handedOver).toBe('policy_exception');
    expect(reply.text).toMatch(/persona/);
  });

  test('which thing of the order is asked', () => {
    const it = openDialogue({ orders: [order('#1001', { lines: [{ title: 'Zapatilla Norte', quantity: 1 }, { title: 'Remera Lisa', quantity: 1 }] })] });
    it.say('quiero devolver el pedido');
    it.tap('Remera Lisa');
    const begun = it.tap('Vino con falla');
    expect(begun.inputs.at(-1)).toMatchObject({ number: '#1001', kind: 'return', lineTitle: 'Remera Lisa', reason: 'Vino con falla' });
  });

  test('a no leaves everything as it is', () => {
    const it = openDialogue({ orders: [order('#1001')], askFirst: ['start_return'] });
    it.say('quiero devolver el pedido');
    it.tap('No era lo esperado');
    const reply = it.tap('No');
    expect(reply.text).toMatch(/no hago nada|lo dejo como está/);
    expect(reply.calls).toEqual([]);
  });

  test('an answer that is neither yes nor no is asked again', () => {
    const it = openDialogue({ orders: [order('#1001')], askFirst: ['start_return'] });
    it.say('quiero devolver el pedido');
    it.tap('No era lo esperado');
    expect(it.say('mmm').choices.map(({ title }) => title)).toContain('Sí');
  });
});

describe('the shop', () => {
  test.each([
    ['es', 'qué garantía tienen los productos?', '6 meses'],
    ['pt', 'qual é a garantia?', '6 meses'],
    ['en', 'is there a warranty?', '6 meses'],
    ['es', 'a qué hora abren?', 'lunes a viernes'],
    ['pt', 'qual o horário da loja?', 'Abrimos'],
    ['es', 'qué medios de pago aceptan?', 'tarjetas'],
    ['pt', 'quais as formas de pagamento?', 'tarjetas'],
    ['es', 'es confiable comprar acá?', 'desde 2015'],
    ['es', 'qué hacen con mis datos personales?', 'solo para tus pedidos'],
  ] as const)('%s: "%s"', (language, question, answer) => {
    const reply = openDialogue({ language }).say(question);
    expect(reply.calls).toContain('find_policy');
    expect(reply.text).toContain(answer);
  });

  test('what is written nowhere is not known', () => {
    const reply = openDialogue({ pages: [] }).say('qué garantía tienen?');
    expect(reply.text).toMatch(/No tengo ese dato|no lo sé con certeza/);
    expect(reply.choices[0]?.title).toBe('Hablar con alguien');
  });

  test('to erase their data is for a person', () => {
    expect(openDialogue({}).say('quiero que borren todos mis datos personales').handedOver).toBe('needs_owner');
  });
});

describe('a number and nothing else', () => {
  test.each(['1414', 'hola, 1414'])('"%s" is asked about, and nothing is looked up', (words) => {
    const reply = openDialogue({ orders: [order('1414')] }).say(words);
    expect(reply.text).toMatch(/pedido.*código postal/);
    expect(reply.calls).toEqual([]);
  });

  test('it is an order: its owner hears of it, nobody else', () => {
    const own = openDialogue({ orders: [order('1414')] });
    own.say('1414');
    expect(own.say('de un pedido').text).toMatch(/pedido 1414/i);
    const other = openDialogue({});
    other.say('1414');
    const reply = other.tap('Mi pedido');
    expect(reply.inputs).toContainEqual({ number: '1414' });
    expect(reply.text).toMatch(/No encuentro ese pedido|no aparece/);
  });

  test('it is where they live', () => {
    for (const answer of [(it: ReturnType<typeof openDialogue>) => it.say('es mi código postal'), (it: ReturnType<typeof openDialogue>) => it.tap('Envío')]) {
      const it = openDialogue({ ships: true });
      it.say('1414');
      const reply = answer(it);
      expect(reply.inputs).toContainEqual({ postalCode: '1414', place: null });
      expect(reply.text).toMatch(/3\.500/);
    }
  });

  test('what can be no postal code is asked about as an order only; an answer to our question is no riddle', () => {
    expect(openDialogue({ orders: [order('1414')] }).say('99881234').text).not.toMatch(/postal/);
    const it = openDialogue({ ships: true });
    it.say('cuánto sale el envío?');
    expect(it.say('1414').text).toMatch(/3\.500/);
  });
});
