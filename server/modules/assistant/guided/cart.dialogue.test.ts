import { describe, expect, test } from 'vitest';
import { openDialogue } from './testing.ts';

const shop = '0198c0de-0000-7000-8000-00000000000a';
const filled = { ships: true, cart: { 'norte-42-negro': 1, 'lisa-M-blanco': 2 } };

describe('the cart in words', () => {
  test('is shown with its lines and total', () => {
    const reply = openDialogue(filled).say('qué tengo en el carrito?');
    expect(reply.text).toContain('2 × Remera Lisa');
    expect(reply.text).toContain('129.997,00');
  });

  test('a line is taken out by its name', () => {
    const it = openDialogue(filled);
    it.say('sacá la remera');
    expect(it.tools.cart()?.lines).toMatchObject([{ variantKey: 'norte-42-negro' }]);
  });

  test('"tira a camiseta" in Portuguese', () => {
    const it = openDialogue({ ...filled, language: 'pt', titles: { lisa: 'Camiseta Lisa' } });
    it.say('tira a camiseta do carrinho');
    expect(it.tools.cart()?.lines).toMatchObject([{ variantKey: 'norte-42-negro' }]);
  });

  test('which line is asked where it is not plain', () => {
    const it = openDialogue(filled);
    const reply = it.say('quiero que sean 3');
    expect(reply.text).toMatch(/Norte.*Remera|Remera.*Norte/s);
    it.say('la remera');
    expect(it.tools.cart()?.lines).toMatchObject([{ quantity: 1 }, { quantity: 3 }]);
  });

  test('everything goes only when they say so', () => {
    const it = openDialogue(filled);
    it.say('vaciá todo el carrito');
    expect(it.tools.cart()).toBeNull();
  });

  test('more than there is cannot be added, and how many there are is said', () => {
    const it = openDialogue({ cart: { 'ruta-44-negro': 1 } });
    const reply = it.say('quiero 4 unidades');
    expect(reply.text).toContain('hay 1 en total');
    expect(it.tools.cart()?.lines).toMatchObject([{ quantity: 1 }]);
  });

  test('an empty cart is said, not paid', () => {
    expect(openDialogue({}).say('quiero pagar').text).toMatch(/vacío|nada en tu carrito/);
  });

  test('save', () => {
    const reply = openDialogue(filled).say('guardame el carrito para después');
    expect(reply.calls).toEqual(['save_cart']);
    expect(reply.link?.url).toBe('https://shop.example/cart/1');
  });

  test('share with whoever must agree', () => {
    const reply = openDialogue(filled).say('lo tengo que consultar con mi marido');
    expect(reply.calls).toContain('share_cart');
    expect(reply.link?.url).toBe('https://shop.example/share/1');
  });

  test('not now: no pressure, and the cart can be kept', () => {
    const it = openDialogue(filled);
    const reply = it.say('por ahora no, gracias');
    expect(reply.text).toMatch(/apuro|tómate tu tiempo/);
    expect(it.say('sí').calls).toEqual(['save_cart']);
  });

  test('what goes with it is offered after an addition, never added by itself', () => {
    const it = openDialogue({});
    it.say('zapatilla ruta');
    it.tap('Agregar al carrito');
    it.tap('42');
    const set = it.tap('Qué combina');
    expect(set.products).toEqual(['medias']);
    expect(it.tools.cart()?.lines).toHaveLength(1);
    it.tap('Quiero la 1');
    expect(it.tools.cart()?.lines).toHaveLength(2);
  });

  test('a cart sent back from the channel is taken over and can be paid', () => {
    const it = openDialogue({});
    const reply = it.send([{ kind: 'order', items: [{ connectionId: '0198c0de-0000-7000-8000-00000000000a', variantKey: 'lisa-M-blanco', quantity: 2 }] }]);
    expect(reply.text).toContain('2 × Remera Lisa');
    expect(reply.link?.url).toBe('https://shop.example/checkout/1');
    expect(it.tools.cart()?.itemCount).toBe(2);
  });

  test('of an order that cannot be had in full, what can be had is taken over and the rest is said; nobody is sent to pay an older cart', () => {
    const it = openDialogue({ cart: { 'medias': 1 }, stock: { 'lisa-M-blanco': 1, 'lisa-L-blanco': 0 } });
    const items = [['lisa-M-blanco', 2], ['lisa-L-blanco', 1], ['buzo-M', 1], ['nowhere', 1]].map(([variantKey, quantity]) => ({ connectionId: shop, variantKey: String(variantKey), quantity: Number(quantity) }));
    const reply = it.send([{ kind: 'order', items }]);
    expect(reply.link).toBeNull();
    expect(reply.text).toMatch(/hay 1 en total/);
    expect(reply.text).toMatch(/Remera Lisa \(L.*no está disponible/);
    expect(reply.text).toMatch(/Un producto de tu pedido ya no está/);
    expect(it.tools.cart()?.lines.map(({ variantKey, quantity }) => `${quantity} ${variantKey}`)).toEqual(['1 medias', '1 lisa-M-blanco', '1 buzo-M']);
    expect(it.tap('Pagar').link).not.toBeNull();
  });

  test('an order of which nothing can be had leaves the cart as it was, and gives no link', () => {
    const it = openDialogue({ cart: { medias: 1 }, stock: { 'lisa-M-blanco': 0 } });
    const reply = it.send([{ kind: 'order', items: [{ connectionId: shop, variantKey: 'lisa-M-blanco', quantity: 2 }] }]);
    expect(reply.link).toBeNull();
    expect(reply.text).toMatch(/Remera Lisa.*no está disponible/);
    expect(it.tools.cart()?.itemCount).toBe(1);
    const refused = openDialogue({ cart: { medias: 1 }, refuse: { change_cart: 'cart_not_editable' } }).send([{ kind: 'order', items: [{ connectionId: shop, variantKey: 'lisa-M-blanco', quantity: 2 }] }]);
    expect(refused.link).toBeNull();
    expect(refused.text).toMatch(/No pude/);
  });

  test('a long order is taken over to its last line; what is too long for a chat is a person’s, and said', () => {
    const keys = ['norte-40-negro', 'norte-40-azul', 'norte-42-negro', 'norte-42-azul', 'norte-43-negro', 'norte-43-azul', 'ruta-39-negro', 'ruta-42-negro', 'brisa-36-rosa', 'brisa-37-rosa', 'brisa-42-rosa', 'cumbre-41-verde', 'cumbre-42-verde', 'barrio-38-blanco', 'barrio-40-blanco', 'lisa-S-blanco', 'lisa-S-negro', 'lisa-M-blanco', 'lisa-M-negro', 'lisa-L-blanco', 'lisa-L-negro', 'buzo-M'];
    const order = (count: number) => {
      const it = openDialogue({});
      const reply = it.send([{ kind: 'order', items: keys.slice(0, count).map((variantKey) => ({ connectionId: shop, variantKey, quantity: 1 })) }]);
      return { reply, lines: it.tools.cart()?.lines.length };
    };
    expect(order(14)).toMatchObject({ lines: 14, reply: { handedOver: null, link: { url: 'https://shop.example/checkout/1' } } });
    const long = order(22);
    expect(long).toMatchObject({ lines: 20, reply: { handedOver: 'needs_owner' } });
    expect(long.reply.text).toContain('Faltan 2 productos');
  });

  test('as many as there are already is no failure', () => {
    const it = openDialogue({ cart: { 'norte-42-negro': 2 } });
    const reply = it.say('que sean dos');
    expect(reply.text).toMatch(/ya (tienes|hay) 2 × Zapatilla Norte|En tu carrito ya hay 2 ×/i);
    expect(reply.text).not.toMatch(/No pude/);
    expect(it.tools.cart()?.lines).toMatchObject([{ quantity: 2 }]);
  });

  test('what is sold out is said to be so', () => {
    const it = openDialogue({ stock: { 'buzo-M': 0 } });
    const reply = it.send([{ kind: 'tap', text: 'Agregar', tap: { action: `add:${shop}:buzo-M` } }]);
    expect(reply.text).toMatch(/Buzo Sur \(M\).*(no está disponible|no tenemos)|Por ahora no tenemos Buzo Sur/);
  });

  test('a cart that cannot be read now is not said to be empty', () => {
    for (const [tool, words] of [['save_cart', 'guardame el carrito'], ['share_cart', 'compartime el carrito con mi marido']] as const) {
      const reply = openDialogue({ ...filled, refuse: { [tool]: 'unavailable' } }).say(words);
      expect(reply.calls).toEqual([tool]);
      expect(reply.text).not.toMatch(/vacío|nada en tu carrito/);
      expect(reply.choices.map(({ title }) => title)).toContain('Hablar con alguien');
      expect(openDialogue({ refuse: { [tool]: 'cart_empty' } }).say(words).text).toMatch(/vacío|nada en tu carrito/);
    }
  });

  test('a shop without a checkout is paid in the chat', () => {
    const reply = openDialogue({ ...filled, hasCheckout: false, payments: [{ vendor: 'one', name: 'Pago Sol' }] }).say('quiero pagar');
    expect(reply.link?.url).toBe('https://pay.example/one');
  });

  test('what ran out meanwhile is said before the payment, with a way on', () => {
    const it = openDialogue({ cart: { 'norte-42-negro': 1, 'lisa-M-blanco': 2 }, stock: { 'lisa-M-blanco': 1 } });
    const reply = it.say('quiero pagar');
    expect(reply.text).toMatch(/Remera Lisa.*queda 1 unidad/);
    it.tap('Llevar 1');
    expect(it.say('quiero pagar').link).not.toBeNull();
  });

  test('a cart that can only be changed in the shop is left to a person', () => {
    const it = openDialogue({ cart: { 'norte-42-negro': 1 }, refuse: { change_cart: 'cart_not_editable' } });
    const reply = it.say('que sean dos');
    expect(reply.text).toMatch(/No (pude|logré)/);
    expect(it.say('sí').handedOver).toBe('asked_for_person');
  });

  test('a vendor that is named is taken', () => {
    const reply = openDialogue({ ...filled, payments: [{ vendor: 'one', name: 'Pago Sol' }, { vendor: 'two', name: 'Banco Luna' }] }).say('quiero pagar con banco luna');
    expect(reply.link?.url).toBe('https://pay.example/two');
  });

  test('a total above the limit goes to a person', () => {
    expect(openDialogue({ ...filled, refuse: { checkout_link: 'above_order_limit' } }).say('quiero pagar').handedOver).toBe('high_value');
  });
});

describe('sizes', () => {
  test.each([
    ['quiero la XXL', 'buzo-XXL'],
    ['lo quiero en 2XL', 'buzo-XXL'],
    ['3xl', 'buzo-3XL'],
    ['quiero el XXXL', 'buzo-3XL'],
    ['dame el xxs', 'buzo-XXS'],
    ['en talle XL', 'buzo-XL'],
    ['talle M', 'buzo-M'],
  ])('"%s" takes exactly that letter', (words, key) => {
    const it = openDialogue({});
    it.say('buzo sur');
    it.say(words);
    expect(it.tools.cart()?.lines.map(({ variantKey }) => variantKey)).toEqual([key]);
  });

  test('a Brazilian 41 is a 42 here, also where a 41 exists', () => {
    const it = openDialogue({ stock: { 'norte-41-negro': 5 } });
    it.say('zapatilla norte');
    it.say('la quiero en 41 BR en negro');
    expect(it.tools.cart()?.lines).toMatchObject([{ variantKey: 'norte-42-negro' }]);
  });

  test('the system stays with the size while the colour is asked', () => {
    const it = openDialogue({ stock: { 'norte-41-negro': 5, 'norte-41-azul': 5 } });
    it.say('zapatilla norte');
    it.say('la quiero en 41 BR');
    it.tap('Azul');
    expect(it.tools.cart()?.lines).toMatchObject([{ variantKey: 'norte-42-azul' }]);
  });

  test('a bare number is the label, and what is usually worn on the feet says nothing of a shirt', () => {
    const it = openDialogue({ stock: { 'norte-41-negro': 5, 'norte-41-azul': 0 }, preferences: { shoe_size: '40 AR' } });
    it.say('zapatilla norte');
    it.say('la quiero en 41');
    expect(it.tools.cart()?.lines).toMatchObject([{ variantKey: 'norte-41-negro' }]);
    it.say('remera lisa');
    expect(it.tap('Agregar al carrito').choices.map(({ title }) => title)).toEqual(['S', 'M', 'L']);
  });
});

describe('buttons', () => {
  test('one that was forged counts as its words', () => {
    const it = openDialogue({});
    const reply = it.send([{ kind: 'tap', text: 'Quiero hablar con una persona', tap: { action: 'add:other:drop:x' } }]);
    expect(reply.handedOver).toBe('asked_for_person');
  });

  test('one of a product that is gone says so', () => {
    const it = openDialogue({});
    const reply = it.send([{ kind: 'tap', text: 'Quiero la 1', tap: { action: 'add:x:gone' } }]);
    expect(reply.text).toMatch(/ya no/i);
    expect(it.tools.cart()).toBeNull();
  });

  test('a tap of an older list still means its product', () => {
    const it = openDialogue({});
    it.say('zapatillas para correr en asfalto');
    it.say('busco una mochila');
    const reply = it.send([{ kind: 'tap', text: 'Quiero la 2', tap: { action: 'pick:0198c0de-0000-7000-8000-00000000000a:ruta-39-negro' } }]);
    expect(reply.text).toContain('Ruta');
  });

  test('those of a rescue message are understood', () => {
    const it = openDialogue({ ...filled, flow: {} });
    const reply = it.send([{ kind: 'tap', text: 'Cambios', tap: { action: 'returns' } }]);
    expect(reply.text).toContain('30 días');
    expect(reply.choices.map(({ title }) => title)).toContain('Pagar');
  });
});

describe('discounts', () => {
  test('what is in the way is asked before anything is given', () => {
    const it = openDialogue({ ...filled, discountPercent: 10 });
    const first = it.say('me hacés un descuento?');
    expect(first.calls).not.toContain('apply_discount');
    expect(first.text).toMatch(/frena|dudar/);
    const given = it.say('es el precio, se me va de presupuesto');
    expect(given.calls).toContain('apply_discount');
    expect(given.text).toContain('AMIGO');
  });

  test('without a discount to give it says so and looks for less', () => {
    const it = openDialogue(filled);
    const reply = it.say('hay algún descuento?');
    expect(reply.text).toMatch(/no tengo un descuento/);
    expect(reply.calls).not.toContain('apply_discount');
  });

  test('fishing for it three times ends with a person, never with a discount', () => {
    const it = openDialogue(filled);
    const replies = ['dame un descuento', 'haceme un descuento', 'dale, un descuentito', 'quiero un descuento'].map((words) => it.say(words));
    expect(replies.flatMap(({ calls }) => calls)).not.toContain('apply_discount');
    expect(replies.some(({ handedOver }) => handedOver !== null)).toBe(true);
  });

  test('a code that works is applied, with the new total', () => {
    const reply = openDialogue({ ...filled, codes: { VERANO10: 10 } }).say('tengo el cupón VERANO10, no me lo toma');
    expect(reply.text).toContain('VERANO10');
    expect(reply.text).toContain('116.997,30');
  });

  test('a code that does not work is explained honestly', () => {
    const it = openDialogue(filled);
    expect(it.say('no me funciona el cupón').text).toMatch(/código/);
    const reply = it.say('PROMO99');
    expect(reply.text).toMatch(/la tienda no lo reconoce/);
    expect(reply.choices.map(({ title }) => title)).toContain('Hablar con alguien');
  });

  test('the offer of the rescue message is used once the price is the doubt', () => {
    const reply = openDialogue({ ...filled, codes: { VUELVE15: 15 }, flow: { offerCode: 'VUELVE15' } }).say('me parece muy caro, hay algún descuento?');
    expect(reply.text).toContain('VUELVE15');
  });
});
