import { sql } from 'kysely';
import type { App } from '#context';
import { AssistantSettings } from '#contract/assistant';
import { syncCatalog } from '#modules/catalog';
import { checkConnection, createConnection, forgetConnection } from '#modules/connections';
import { advisorFirst, createFlow, switchFlow } from '#modules/flows';
import { createPage, publishPage } from '#modules/knowledge';
import { createMember, createWorkspace, writeWorkspaceSetting } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { randomSecret } from '#platform/crypto';
import { inTransaction } from '#platform/database';
import { auroraPages } from './aurora-pages.ts';

interface DemoShop {
  name: string;
  country: string;
  shop: string;
  shopSettings: { clientId: string; clientSecret: string; currency: string };
  whatsapp: { phoneNumberId: string; wabaId: string; appId: string; appSecret: string; accessToken: string };
  stripe: { secretKey: string };
  mercadopago: { accessToken: string; webhookSecret: string };
}

/** The credentials of the pretend accounts: public, and good for nothing but the simulator. */
const demoShop: DemoShop = {
  name: 'Tienda Aurora',
  country: 'AR',
  shop: 'aurora',
  shopSettings: { clientId: 'aurora-marchante-app', clientSecret: 'shpss_aurora_pretend_secret', currency: 'ARS' },
  whatsapp: { phoneNumberId: '200300400500600', wabaId: '100200300400500', appId: '900100000000001', appSecret: 'pretend-app-secret-aurora', accessToken: 'PRETEND-TOKEN-AURORA' },
  stripe: { secretKey: 'sk_test_auroraPretend0001' },
  mercadopago: { accessToken: 'APP_USR-PRETEND-AURORA', webhookSecret: 'pretend-mercadopago-secret-aurora' },
};

// Somebody who tries the demo leaves one cart and waits for one message: nobody is held out.
const demoFlow = { ...advisorFirst, holdoutShare: 0 };

/**
 * Fills an empty installation with the demo: a workspace whose shop and number are pretend ones, connected by the same use cases as real
 * ones, and the first playbook switched on. Later starts only point the connections at where the simulator listens now.
 */
export async function seedDemo(app: App, simulatorUrl: string): Promise<void> {
  const workspaceId = (await findDemoWorkspace(app)) ?? (await makeDemoWorkspace(app, simulatorUrl));
  await pointAtSimulator(app, workspaceId, simulatorUrl);
  const { rows } = await sql<{ id: string }>`select id from connection where workspace_id = ${workspaceId} and state = 'active'`.execute(app.db);
  for (const { id } of rows) await checkConnection(app, workspaceId, id, { subscribe: true });
  // The pictures of the catalogue are the samples that the reviewers of the templates want to see.
  await readCatalog(app, workspaceId);
  await writePages(app, workspaceId);
  await openChat(app, workspaceId, simulatorUrl);
  await forgetTemplates(app, workspaceId);
  await handInFlows(app, workspaceId);
  app.poke('jobs');
}

async function findDemoWorkspace(app: App): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from workspace where is_demo order by created_at limit 1`.execute(app.db);
  return rows[0]?.id ?? null;
}

function makeDemoWorkspace(app: App, simulatorUrl: string): Promise<string> {
  return inTransaction(app.db, async (tx) => {
    const workspace = await createWorkspace(app, tx, { name: demoShop.name, country: demoShop.country, isDemo: true });
    await createMember(app, tx, { workspaceId: workspace.id, name: 'Ana Demo', email: 'demo@marchante.example', role: 'owner' });
    const { shopSettings, shop, whatsapp, stripe, mercadopago } = demoShop;
    const links = linksOf(simulatorUrl);
    await createConnection(app, tx, { workspaceId: workspace.id, vendor: 'shopify', name: `${demoShop.name} (Shopify)`, settings: { ...shopSettings, shop, ...links.shopify } });
    await createConnection(app, tx, { workspaceId: workspace.id, vendor: 'cloud-api', name: `${demoShop.name} (WhatsApp)`, settings: { ...whatsapp, verifyToken: randomSecret(), ...links['cloud-api'] } });
    await createConnection(app, tx, { workspaceId: workspace.id, vendor: 'mercadopago', name: `${demoShop.name} (Mercado Pago)`, settings: { ...mercadopago, ...links.mercadopago } });
    await createConnection(app, tx, { workspaceId: workspace.id, vendor: 'stripe', name: `${demoShop.name} (Stripe)`, settings: { ...stripe, ...links.stripe } });
    await writeWorkspaceSetting(app, tx, workspace.id, 'assistant', AssistantSettings, { isOn: true });
    await createFlow(app, tx, { workspaceId: workspace.id, name: 'Rescate con ayuda primero', playbook: 'advisor-first', lane: 'cart_rescue', priority: 0, definition: demoFlow, author: 'Marchante' });
    return workspace.id;
  });
}

const linksOf = (simulatorUrl: string): Record<'shopify' | 'cloud-api' | 'stripe' | 'mercadopago', Record<string, string>> => ({
  shopify: { adminBaseUrl: `${simulatorUrl}/shopify/${demoShop.shop}`, storefrontUrl: `${simulatorUrl}/shop/${demoShop.shop}` },
  'cloud-api': { apiBaseUrl: `${simulatorUrl}/graph` },
  stripe: { apiBaseUrl: `${simulatorUrl}/stripe` },
  mercadopago: { apiBaseUrl: `${simulatorUrl}/mercadopago` },
});

/** The chat on the pretend shop's pages: made once, and pasted in again at every start, since the shop keeps nothing and may be elsewhere. */
async function openChat(app: App, workspaceId: string, simulatorUrl: string) {
  const shopUrl = `${simulatorUrl}/shop/${demoShop.shop}`;
  const found = await sql<{ id: string; settings: { publicKey: string } }>`select id, settings from connection where workspace_id = ${workspaceId} and vendor = 'web-chat' and state = 'active'`.execute(app.db);
  const publicKey = found.rows[0]?.settings.publicKey ?? `pk_${randomSecret()}`;
  const shop = await sql<{ id: string }>`select id from connection where workspace_id = ${workspaceId} and port = 'storefront' order by created_at limit 1`.execute(app.db);
  const settings = { publicKey, shopUrl, title: demoShop.name, shopConnectionId: shop.rows[0]?.id ?? null };
  const id = found.rows[0]?.id ?? (await inTransaction(app.db, (tx) => createConnection(app, tx, { workspaceId, vendor: 'web-chat', name: `${demoShop.name} (chat)`, settings })));
  await sql`update connection set settings = settings || ${JSON.stringify(settings)}::jsonb where id = ${id} and workspace_id = ${workspaceId}`.execute(app.db);
  forgetConnection(app, id);
  await app.io.fetch(`${simulatorUrl}/sim/shopify/${demoShop.shop}/scripts`, { method: 'DELETE' });
  const src = `${app.publicUrl}/chat.js?c=${id}&k=${publicKey}`;
  await app.io.fetch(`${simulatorUrl}/sim/shopify/${demoShop.shop}/scripts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ src }) });
  await checkConnection(app, workspaceId, id, { subscribe: false });
}

/** The simulator may listen elsewhere than the last time. Connections that were replaced by real ones are left alone. */
async function pointAtSimulator(app: App, workspaceId: string, simulatorUrl: string) {
  for (const [vendor, links] of Object.entries(linksOf(simulatorUrl))) {
    const { rows } = await sql<{ id: string }>`
      update connection set settings = settings || ${JSON.stringify(links)}::jsonb
      where workspace_id = ${workspaceId} and vendor = ${vendor} and coalesce(settings->>'adminBaseUrl', settings->>'apiBaseUrl') like 'http://127.0.0.1:%'
      returning id`.execute(app.db);
    // What fell due meanwhile may have opened it at the old address.
    for (const { id } of rows) forgetConnection(app, id);
  }
}

/** The simulator keeps nothing over a restart, so what it had approved must be handed in again. */
async function forgetTemplates(app: App, workspaceId: string) {
  await sql`
    delete from template t using connection c where t.workspace_id = ${workspaceId} and c.workspace_id = t.workspace_id and c.id = t.connection_id
      and c.settings->>'apiBaseUrl' like 'http://127.0.0.1:%'`.execute(app.db);
}

/** The first playbook is switched on at the first start; later it is the merchant's choice, and what is on hands in its texts. */
async function handInFlows(app: App, workspaceId: string) {
  await inTransaction(app.db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from flow where workspace_id = ${workspaceId} and (is_on or (activated_at is null and playbook = 'advisor-first'))`.execute(tx);
    for (const { id } of rows) await switchFlow(app, tx, { workspaceId, flowId: id, isOn: true });
  });
}

/** What the shop says of itself; once, and not when somebody wrote pages already. */
export async function writePages(app: App, workspaceId: string) {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from knowledge_page where workspace_id = ${workspaceId}`.execute(app.db);
  if (rows[0]?.count) return;
  const actor: Actor = { kind: 'system', id: 'demo', name: 'Marchante', workspaceId, role: 'owner' };
  for (const content of auroraPages) {
    const { id, version } = await createPage(app, actor, content);
    await publishPage(app, actor, id, version);
  }
}

async function readCatalog(app: App, workspaceId: string) {
  const { rows } = await sql<{ id: string }>`select id from connection where workspace_id = ${workspaceId} and port = 'storefront' and state = 'active'`.execute(app.db);
  for (const { id } of rows) await syncCatalog(app, workspaceId, id, async () => undefined);
}
