import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../shopify/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

/** A browser without a window: keeps cookies, follows nothing by itself. */
function createShopper() {
  const jar = new Map<string, string>();
  return async (path: string, form?: Record<string, string>) => {
    const answer = await fetch(new URL(path, shop.url), {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = (line.split(';')[0] ?? '').split('=');
      jar.set(name ?? '', value ?? '');
    }
    return { status: answer.status, location: answer.headers.get('location') ?? '', text: await answer.text() };
  };
}

const contact = { firstName: 'Ana', email: 'ana@example.com', country: 'AR', phone: '9 11 5555-0199' };

async function reachCheckout(visit: ReturnType<typeof createShopper>): Promise<string> {
  await visit('/shop/aurora?utm_source=ig');
  await visit('/shop/aurora/cart/add', { product: '88', option1: '42', quantity: '1' });
  return (await visit('/shop/aurora/checkout')).location;
}

test('offers a box for each channel, none of them ticked', async () => {
  const visit = createShopper();
  const page = await visit(await reachCheckout(visit));
  const boxes = page.text.match(/<input type="checkbox"[^>]*>/g) ?? [];
  expect(boxes).toHaveLength(3);
  expect(boxes.join()).not.toContain('checked');
});

test('leads from a visit to a paid order, and remembers where the shopper came from', async () => {
  const visit = createShopper();
  const checkout = await reachCheckout(visit);
  await visit(`${checkout}/contact`, { ...contact, acceptsWhatsApp: 'yes' });
  await visit(`${checkout}/delivery`, { address1: 'Corrientes 1234', city: 'Buenos Aires', zip: 'C1043', method: 'standard' });
  const paid = await visit(`${checkout}/pay`, { method: 'card' });
  expect((await visit(paid.location)).text).toContain('Pago acreditado');
  await shop.topics();
  expect(shop.received.findLast((one) => one.topic === 'orders/paid')?.body).toMatchObject({
    landing_site: '/?utm_source=ig', total_price: '96499.50', checkout_token: checkout.split('/').at(-1), phone: '+5491155550199',
  });
});

test('brings the cart back on another device with its code applied, and only with the right key', async () => {
  const visit = createShopper();
  await visit(`${await reachCheckout(visit)}/contact`, contact);
  await shop.topics();
  const url = String(shop.received.findLast((one) => one.topic === 'checkouts/create')?.body.abandoned_checkout_url);
  const startsAt = new Date(shop.world.now() - 1000).toISOString();
  await shop.graphql(
    'mutation($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) { userErrors { message } } }',
    { d: { title: 'x', code: 'BACK10', startsAt, customerGets: { value: { percentage: 0.1 }, items: { all: true } } } },
  );
  const phone = createShopper();
  const back = await phone(`${url}&discount=BACK10`);
  expect(back.location).toContain('/checkouts/');
  const page = (await phone(back.location)).text;
  expect(page).toContain('Zapatilla Norte');
  expect(page).toContain('BACK10');
  expect(page).toContain('80.999,55');
  expect((await createShopper()(url.replace(/key=\w+/, 'key=guess'))).status).toBe(404);
});

test('fills a cart from a permalink, with its attributes', async () => {
  const visit = createShopper();
  await visit('/shop/aurora/cart/4455:1,4460:1?attributes[_cc_ref]=att_9x&storefront=true');
  expect(JSON.parse((await visit('/shop/aurora/cart.js')).text)).toMatchObject({ item_count: 2, attributes: { _cc_ref: 'att_9x' } });
});

test('carries the scripts that the merchant embedded, and never what a shopper typed as markup', async () => {
  await shop.control('/scripts', { src: 'http://127.0.0.1:9/widget.js' });
  const page = await createShopper()('/shop/aurora?q=%3Cscript%3Ealert(1)%3C/script%3E');
  expect(page.text).toContain('<script src="http://127.0.0.1:9/widget.js" async>');
  expect(page.text).not.toContain('<script>alert(1)');
});

test('lets the merchant move an order and a price from the back office', async () => {
  const { token } = await shop.control('/checkouts', { contact: { firstName: 'Luz', phone: '+5491155550777' } });
  const { id } = await shop.control(`/checkouts/${String(token)}/complete`, { paid: false });
  const visit = createShopper();
  await visit(`/shop/aurora/admin/orders/${String(id)}`, { action: 'pay' });
  await visit(`/shop/aurora/admin/orders/${String(id)}`, { action: 'fulfill' });
  await visit('/shop/aurora/admin/variants/4456', { price: '1000,50', stock: '7' });
  const topics = await shop.topics();
  expect(topics).toContain('fulfillments/create');
  expect((await visit('/shop/aurora/products/zapatilla-norte?variant=4456')).text).toContain('1.000,50');
  for (const tab of ['orders', 'products', 'customers', 'checkouts', 'webhooks', 'faults']) {
    expect((await visit(`/shop/aurora/admin?tab=${tab}`)).status).toBe(200);
  }
});
