import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aurora } from './index.ts';
import { startTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const ana = { firstName: 'Ana', phone: '+5491155550199', email: 'ana@example.com', acceptsWhatsApp: true };

interface Failure {
  errors: { message: string; extensions: { code: string } }[];
}

describe('tokens', () => {
  test('are refused to a wrong secret', async () => {
    const answer = await fetch(`${shop.url}/shopify/aurora/admin/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: aurora.clientId, client_secret: 'guess' }),
    });
    expect(answer.status).toBe(401);
  });

  test('end after 24 hours', async () => {
    const own = await startTestShop();
    await own.signIn();
    expect(await own.graphql('{ shop { name } }')).toHaveProperty('data');
    own.world.schedule.advance(86_400_000);
    expect((await own.graphql('{ shop { name } }')).errors).toMatch(/Invalid API key/);
    await own.close();
  });
});

describe('documents', () => {
  test('get only the fields they ask for', async () => {
    const { data } = await shop.graphql('query Q { shop { name myshopifyDomain currencyCode billingAddress { countryCode: countryCodeV2 } } }');
    expect(data).toEqual({ shop: { name: 'Aurora', myshopifyDomain: 'aurora.myshopify.com', currencyCode: 'ARS', billingAddress: { countryCode: 'AR' } } });
  });

  test('fail as a whole for one unknown field', async () => {
    const answer = (await shop.graphql('{ shop { name colour } }')) as unknown as Failure;
    expect(answer).not.toHaveProperty('data');
    expect(answer.errors[0]).toMatchObject({ message: "Field 'colour' doesn't exist on type 'Shop'", extensions: { code: 'undefinedField' } });
  });

  test('fail for a consent field that their version does not have yet', async () => {
    const query = '{ customers(first: 1) { nodes { defaultPhoneNumber { whatsAppMarketingConsent { state } } } } }';
    expect(((await shop.graphql(query, {}, '2026-04')) as unknown as Failure).errors[0]?.extensions.code).toBe('undefinedField');
    expect(await shop.graphql(query, {}, '2026-07')).toHaveProperty('data');
  });

  test('fail for an unknown argument, a missing variable and bad syntax', async () => {
    const codes = async (query: string) => ((await shop.graphql(query)) as unknown as Failure).errors[0]?.extensions.code;
    expect(await codes('{ shop(id: 1) { name } }')).toBe('argumentNotAccepted');
    expect(await codes('query($id: ID!) { order(id: $id) { id } }')).toBe('INVALID_VARIABLE');
    expect(await codes('{ shop { name ')).toBe('parseError');
  });

  test('are throttled when the bucket is empty, and told how full it is', async () => {
    await shop.control('/bucket', { available: 0, restoreRate: 0 });
    const answer = await shop.graphql('{ shop { name } }');
    expect(answer).toMatchObject({
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
      extensions: { cost: { actualQueryCost: null, throttleStatus: { currentlyAvailable: 0 } } },
    });
    await shop.control('/bucket', { available: 2000, restoreRate: 1000 });
    expect(await shop.graphql('{ shop { name } }')).toMatchObject({ extensions: { cost: { requestedQueryCost: 1 } } });
  });
});

describe('catalogue', () => {
  test('pages through every product once', async () => {
    const ids = new Set<string>();
    let after: string | null = null;
    do {
      const { data } = (await shop.graphql('query($after: String) { products(first: 10, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }', { after })) as {
        data: { products: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
      };
      for (const node of data.products.nodes) ids.add(node.id);
      after = data.products.pageInfo.hasNextPage ? data.products.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids.size).toBeGreaterThanOrEqual(36);
  });

  test('comes as lines whose children name their parent', async () => {
    const query =
      '{products{edges{node{id title handle status updatedAt onlineStoreUrl descriptionHtml vendor productType tags media{edges{node{... on MediaImage{id image{url altText}}}}} variants{edges{node{id sku title price compareAtPrice barcode inventoryQuantity inventoryPolicy inventoryItem{id tracked} selectedOptions{name value}}}}}}}}';
    const created = (await shop.graphql(
      'mutation Bulk($q: String!) { bulkOperationRunQuery(groupObjects: false, query: $q) { bulkOperation { id status } userErrors { field code message } } }',
      { q: query },
    )) as { data: { bulkOperationRunQuery: { bulkOperation: { id: string } } } };
    shop.world.schedule.advance(5000);
    const { data } = (await shop.graphql('query($id: ID!) { bulkOperation(id: $id) { status objectCount url } }', { id: created.data.bulkOperationRunQuery.bulkOperation.id })) as {
      data: { bulkOperation: { status: string; url: string } };
    };
    expect(data.bulkOperation.status).toBe('COMPLETED');
    const lines = (await (await fetch(data.bulkOperation.url)).text()).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({ id: 'gid://shopify/Product/88', title: 'Zapatilla Norte' });
    expect(lines[0]).not.toHaveProperty('variants');
    const norte = lines.find((line) => line.id === 'gid://shopify/ProductVariant/4455');
    expect(norte).toMatchObject({ sku: 'ZAP-42', price: '89999.50', inventoryQuantity: 3, __parentId: 'gid://shopify/Product/88' });
    expect(await shop.topics()).toContain('bulk_operations/finish');
  });

  test('tells the stock of this moment, and null for what is gone', async () => {
    await shop.control('/products/88/stock', { variantId: 4455, stock: 0 });
    const { data } = await shop.graphql('query Live($ids: [ID!]!) { nodes(ids: $ids) { ... on ProductVariant { id availableForSale inventoryQuantity price } } }', {
      ids: ['gid://shopify/ProductVariant/4455', 'gid://shopify/ProductVariant/1'],
    });
    expect(data).toEqual({ nodes: [{ id: 'gid://shopify/ProductVariant/4455', availableForSale: false, inventoryQuantity: 0, price: '89999.50' }, null] });
    await shop.control('/products/88/stock', { variantId: 4455, stock: 30 });
  });
});

test('finds abandoned checkouts that were updated since a moment and are open', async () => {
  const since = new Date(shop.world.now() - 1000).toISOString();
  const { token } = await shop.control('/checkouts', { contact: ana });
  const search = `updated_at:>='${since}' AND status:open AND recovery_state:not_recovered`;
  const query = `query Abandoned($q: String) { abandonedCheckouts(first: 50, sortKey: CREATED_AT, query: $q) { nodes {
    abandonedCheckoutUrl customer { defaultPhoneNumber { phoneNumber } } lineItems(first: 5) { nodes { title variant { id } originalUnitPriceSet { shopMoney { amount currencyCode } } } } } } }`;
  const open = (await shop.graphql(query, { q: search })) as { data: { abandonedCheckouts: { nodes: { abandonedCheckoutUrl: string }[] } } };
  expect(open.data.abandonedCheckouts.nodes).toHaveLength(1);
  expect(open.data.abandonedCheckouts.nodes[0]).toMatchObject({
    customer: { defaultPhoneNumber: { phoneNumber: '+5491155550199' } },
    lineItems: { nodes: [{ title: 'Zapatilla Norte', originalUnitPriceSet: { shopMoney: { amount: '89999.50', currencyCode: 'ARS' } } }] },
  });
  expect(open.data.abandonedCheckouts.nodes[0]?.abandonedCheckoutUrl).toContain(String(token));
  await shop.control(`/checkouts/${String(token)}/complete`);
  expect(await shop.graphql(query, { q: search })).toMatchObject({ data: { abandonedCheckouts: { nodes: [] } } });
});

test('makes a single-use code, refuses it twice, and takes it off the next order only once', async () => {
  const mutation = `mutation Code($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) {
    codeDiscountNode { id codeDiscount { ... on DiscountCodeBasic { endsAt codes(first: 1) { nodes { id code } } } } } userErrors { field code message } } }`;
  const startsAt = new Date(shop.world.now()).toISOString();
  const endsAt = new Date(shop.world.now() + 86_400_000).toISOString();
  const d = {
    title: 'Recuperación', code: 'VUELVE7F3K', startsAt, endsAt, usageLimit: 1, appliesOncePerCustomer: true, context: { all: 'ALL' },
    customerGets: { value: { percentage: 0.1 }, items: { all: true } }, combinesWith: { shippingDiscounts: true },
  };
  expect(await shop.graphql(mutation, { d })).toMatchObject({
    data: { discountCodeBasicCreate: { codeDiscountNode: { codeDiscount: { codes: { nodes: [{ code: 'VUELVE7F3K' }] } } }, userErrors: [] } },
  });
  expect(await shop.graphql(mutation, { d })).toMatchObject({ data: { discountCodeBasicCreate: { codeDiscountNode: null, userErrors: [{ code: 'TAKEN' }] } } });

  const buy = async () => {
    const { token } = await shop.control('/checkouts', { discountCode: 'VUELVE7F3K', contact: ana });
    const { order } = (await shop.control(`/checkouts/${String(token)}/complete`)) as { order: Record<string, unknown> };
    return order;
  };
  expect(await buy()).toMatchObject({ total_price: '80999.55', total_discounts: '8999.95', discount_codes: [{ code: 'VUELVE7F3K', amount: '8999.95' }] });
  expect(await buy()).toMatchObject({ total_price: '89999.50', discount_codes: [] });
});

test('subscribes, lists and unsubscribes webhooks, once for each topic and address', async () => {
  const own = await startTestShop({ subscribe: false });
  const create = `mutation S($t: WebhookSubscriptionTopic!, $s: WebhookSubscriptionInput!) { webhookSubscriptionCreate(topic: $t, webhookSubscription: $s) {
    webhookSubscription { id topic uri } userErrors { field message } } }`;
  const variables = { t: 'CHECKOUTS_UPDATE', s: { uri: own.hookUrl, format: 'JSON' } };
  const made = (await own.graphql(create, variables)) as { data: { webhookSubscriptionCreate: { webhookSubscription: { id: string } } } };
  expect(made).toMatchObject({ data: { webhookSubscriptionCreate: { webhookSubscription: { topic: 'CHECKOUTS_UPDATE', uri: own.hookUrl }, userErrors: [] } } });
  expect(await own.graphql(create, variables)).toMatchObject({ data: { webhookSubscriptionCreate: { userErrors: [{ message: /already been taken/ }] } } });
  expect(await own.graphql(create, { ...variables, t: 'CUSTOMERS_REDACT' })).toHaveProperty('errors');
  const { id } = made.data.webhookSubscriptionCreate.webhookSubscription;
  await own.graphql('mutation($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { message } } }', { id });
  expect(await own.graphql('{ webhookSubscriptions(first: 10) { edges { node { id } } } }')).toMatchObject({ data: { webhookSubscriptions: { edges: [] } } });
  await own.close();
});

test('follows an order through parcel, return and refund', async () => {
  const { token } = await shop.control('/checkouts', { contact: ana });
  const { id, gid } = await shop.control(`/checkouts/${String(token)}/complete`);
  await shop.control(`/orders/${String(id)}`, { action: 'fulfill', number: 'AA123' });
  await shop.control(`/orders/${String(id)}`, { action: 'event', status: 'DELIVERED' });
  const view = `query OrderView($id: ID!) { order(id: $id) { name displayFinancialStatus displayFulfillmentStatus
    fulfillments(first: 10) { displayStatus trackingInfo(first: 5) { number url } events(first: 10, reverse: true) { nodes { status } } fulfillmentLineItems(first: 20) { nodes { id quantity } } }
    returns(first: 5) { nodes { status } } refunds { totalRefundedSet { shopMoney { amount } } } } }`;
  const sent = (await shop.graphql(view, { id: gid })) as { data: { order: { fulfillments: { fulfillmentLineItems: { nodes: { id: string }[] } }[] } } };
  expect(sent).toMatchObject({ data: { order: { displayFulfillmentStatus: 'FULFILLED', fulfillments: [{ displayStatus: 'DELIVERED', trackingInfo: [{ number: 'AA123' }] }] } } });
  const fulfillmentLineItemId = sent.data.order.fulfillments[0]?.fulfillmentLineItems.nodes[0]?.id;
  const asked = await shop.graphql('mutation AskReturn($i: ReturnRequestInput!) { returnRequest(input: $i) { return { id name status } userErrors { field code message } } }', {
    i: { orderId: gid, returnLineItems: [{ fulfillmentLineItemId, quantity: 1, customerNote: 'Talle chico' }] },
  });
  expect(asked).toMatchObject({ data: { returnRequest: { return: { status: 'REQUESTED' }, userErrors: [] } } });
  await shop.control(`/orders/${String(id)}`, { action: 'refund' });
  expect(await shop.graphql(view, { id: gid })).toMatchObject({
    data: { order: { displayFinancialStatus: 'REFUNDED', returns: { nodes: [{ status: 'REQUESTED' }] }, refunds: [{ totalRefundedSet: { shopMoney: { amount: '89999.50' } } }] } },
  });
  const topics = await shop.topics();
  for (const topic of ['fulfillments/create', 'fulfillment_events/create', 'orders/fulfilled', 'returns/request', 'refunds/create']) expect(topics).toContain(topic);
});

test('writes a WhatsApp consent back and tells subscribers', async () => {
  const { customerId } = await shop.control('/checkouts', { contact: { firstName: 'Luz', phone: '+5491155550777' } });
  const answer = await shop.graphql(
    `mutation Consent($i: CustomerWhatsAppMarketingConsentUpdateInput!) { customerWhatsAppMarketingConsentUpdate(input: $i) {
      customerPhoneNumber { phoneNumber whatsAppMarketingConsent { state optInLevel } } userErrors { field message } } }`,
    { i: { customerId: `gid://shopify/Customer/${String(customerId)}`, whatsAppMarketingConsent: { state: 'UNSUBSCRIBED', optInLevel: 'SINGLE_OPT_IN' } } },
  );
  expect(answer).toMatchObject({ data: { customerWhatsAppMarketingConsentUpdate: { customerPhoneNumber: { whatsAppMarketingConsent: { state: 'UNSUBSCRIBED' } } } } });
  await shop.topics();
  expect(shop.received.findLast((one) => one.topic === 'customers_whats_app_marketing_consent/update')?.body).toMatchObject({
    phone_number: '+5491155550777', whats_app_marketing_consent: { state: 'unsubscribed' },
  });
});

test('prepares an invoice whose order has no checkout but keeps the tags', async () => {
  const answer = (await shop.graphql(
    'mutation Draft($i: DraftOrderInput!) { draftOrderCreate(input: $i) { draftOrder { id name invoiceUrl status totalPriceSet { shopMoney { amount currencyCode } } } userErrors { field message } } }',
    { i: { lineItems: [{ variantId: 'gid://shopify/ProductVariant/4455', quantity: 2 }], phone: '+5491155550199', tags: ['whatsapp', 'att_9x'], customAttributes: [{ key: '_cc_ref', value: 'att_9x' }] } },
  )) as { data: { draftOrderCreate: { draftOrder: { invoiceUrl: string } } } };
  expect(answer).toMatchObject({ data: { draftOrderCreate: { draftOrder: { status: 'OPEN', totalPriceSet: { shopMoney: { amount: '179999.00', currencyCode: 'ARS' } } } } } });
});
