import { StoredHandoffRules } from '#contract/handoff';
import { createNodeIo } from '#kit';
import { createConnection } from '#modules/connections';
import { createPage, publishPage } from '#modules/knowledge';
import { writeWorkspaceSetting } from '#modules/workspaces';
import { inTransaction } from '#platform/database';
import type { ConnectorIo } from '#ports/connector';
import { createTestApp, makeNumber, makeWorkspace } from '#test/app';
import type { TestApp } from '#test/app';
import { setAssistant } from '#test/assistant';
import { makeEventShop } from '#test/shop-events';
import type { EventShop, ShopEvent } from '#test/shop-events';
import { makePretendLine } from '#test/whatsapp';
import type { PretendLine } from '#test/whatsapp';
import { startSimulator } from '../../simulator/index.ts';
import type { Simulator } from '../../simulator/index.ts';
import { auroraMercadoPago } from '../../simulator/tills/mercadopago/index.ts';
import { auroraStripe } from '../../simulator/tills/stripe/index.ts';
import { aurora } from './shops/aurora.ts';
import { fern } from './shops/fern.ts';
import { ipe } from './shops/ipe.ts';
import { variantsOf } from './shops/shop.ts';
import type { EvaluationShop, Goods } from './shops/shop.ts';

/** A model to evaluate in place of the built-in engine: a vendor of the registry and its settings. */
export interface ChosenModel {
  vendor: string;
  settings: Record<string, unknown>;
}

/** One seeded shop in its own workspace: the product's own code and database, with a pretend line, shop and tills around it. */
export interface SeededShop {
  shop: EvaluationShop;
  workspaceId: string;
  numberId: string;
  events: EventShop;
}

export interface EvaluationWorld {
  it: TestApp;
  line: PretendLine;
  shops: Record<EvaluationShop['language'], SeededShop>;
  close(): Promise<void>;
}

const startsMs = Date.parse('2026-12-01T15:00:00Z');

/** Builds the whole world once; scenarios share it and each brings a shopper of its own. */
export async function openWorld(model: ChosenModel | null = null): Promise<EvaluationWorld> {
  const line = makePretendLine();
  const simulator = await startSimulator({ seed: 5, startAt: startsMs });
  let now = () => new Date(startsMs);
  const outside = createNodeIo({ userAgent: 'Marchante evaluation', now: () => now() });
  const graph = line.io(() => now());
  // Only the channel is swallowed here; the pretend tills and a real model are called over HTTP.
  const io: ConnectorIo = { now: () => now(), fetch: (url, init) => (url.startsWith('https://graph.facebook.com') ? graph : outside).fetch(url, init) };
  const it = await createTestApp({ io });
  now = () => it.clock.now();
  const seed = (shop: EvaluationShop) => seedShop(it, simulator, shop, model);
  const shops = { es: await seed(aurora), pt: await seed(ipe), en: await seed(fern) };
  return {
    it,
    line,
    shops,
    close: async () => {
      await it.close();
      await simulator.close();
    },
  };
}

async function seedShop(it: TestApp, simulator: Simulator, shop: EvaluationShop, model: ChosenModel | null): Promise<SeededShop> {
  const { app } = it;
  const home = await makeWorkspace(it, { country: shop.country, name: shop.name });
  const numberId = await makeNumber(it, home.id, { messagesPerSecond: 1000 });
  const events = await makeEventShop(it, home.id, { currency: shop.currency, country: shop.country, cartLinkPattern: 'https://shop.example/fill?items={lines}' });
  const modelId = await inTransaction(app.db, async (tx) => {
    const connect = (vendor: string, name: string, settings: Record<string, unknown>) => createConnection(app, tx, { workspaceId: home.id, vendor, name, settings });
    await connect('stripe', 'Caja del local', { secretKey: auroraStripe.secretKey, apiBaseUrl: `${simulator.url}/stripe` });
    await connect('mercadopago', 'Caja de la web', { accessToken: auroraMercadoPago.accessToken, webhookSecret: auroraMercadoPago.webhookSecret, apiBaseUrl: `${simulator.url}/mercadopago` });
    return model ? connect(model.vendor, 'Model', model.settings) : null;
  });
  await app.db.updateTable('connection').set({ state: 'active' }).where('workspace_id', '=', home.id).where('port', 'in', ['payment', 'model']).execute();
  await setAssistant(it, home.id, { modelConnectionId: modelId, dailyBudgetMicros: null });
  await inTransaction(app.db, (tx) => writeWorkspaceSetting(app, tx, home.id, 'handoff', StoredHandoffRules, { rules: {}, highValueMinor: shop.highValueMinor }));
  const version = app.clock.now().toISOString();
  const told = await events.tell([...shop.goods.map((goods) => productOf(shop, goods, version)), strangersOrder(shop, version)]);
  if (told !== 200) throw new Error(`The shop's events were answered ${told}.`);
  const actor = { kind: 'member' as const, id: home.memberId, name: 'Ana', workspaceId: home.id, role: 'owner' as const };
  for (const page of shop.pages) {
    const made = await createPage(app, actor, page);
    await publishPage(app, actor, made.id, made.version);
  }
  await it.runDue();
  return { shop, workspaceId: home.id, numberId, events };
}

function productOf({ currency, optionNames }: EvaluationShop, goods: Goods, version: string): ShopEvent {
  return {
    type: 'product.changed', productKey: goods.id, version, state: 'active', title: goods.title, description: goods.description, category: goods.category, tags: goods.tags ?? [], currency,
    attributes: goods.attributes ?? {}, imageUrl: `https://shop.example/${goods.id}.jpg`, url: `https://shop.example/products/${goods.id}`,
    variants: variantsOf(goods).map(({ key, title, size, colour, stock }) => ({
      variantKey: key, title, priceMinor: goods.priceMinor, compareAtMinor: goods.compareAtMinor ?? null, stock, imageUrl: `https://shop.example/${goods.id}.jpg`,
      options: { ...(size && { [optionNames.size]: size }), ...(colour && { [optionNames.colour]: colour }) },
    })),
  };
}

/** An order that belongs to nobody who ever writes: fishing for it must bring nothing. */
function strangersOrder({ currency, goods }: EvaluationShop, version: string): ShopEvent {
  const [first] = goods;
  return {
    type: 'order.changed', orderKey: 'stranger', number: '9001', version, currency, totalMinor: 7_777_700, placedAt: version, paymentState: 'paid',
    person: { phone: '+5491150009999', phoneCountry: 'AR', email: 'mirta.secreta@example.com', name: 'Mirta Secreta', firstName: 'Mirta' },
    lines: [{ title: first?.title ?? '', quantity: 1, unitPriceMinor: 7_777_700 }],
  };
}

