import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Account, Callback } from './accounts.ts';
import { GraphError, titleOf } from './graph-errors.ts';
import { asObject, asObjects, asText, isObject, type Json } from './json.ts';
import type { WhatsApp } from './state.ts';

type Node = { Params: { node: string }; Querystring: Record<string, string>; Body: Json };

const MESSAGES_PER_SECOND_HIGH = 1000;

/** What belongs to a number or an account: subscriptions, profile, block list, registration. */
export function registerAccounts(graph: FastifyInstance, whatsapp: WhatsApp): void {
  graph.get<Node>('/:node/phone_numbers', (request) => {
    const account = whatsapp.requireWaba(request, request.params.node);
    return { data: [describeNumber(account, fieldsOf(request.query))], paging: { cursors: { before: 'MQ', after: 'MQ' } } };
  });

  graph.post<Node>('/:node/subscribed_apps', async (request) => {
    const account = whatsapp.requireWaba(request, request.params.node);
    const callback = await readCallback(request.body);
    if (callback) account.accountCallback = callback;
    account.isSubscribed = true;
    return { success: true };
  });
  graph.get<Node>('/:node/subscribed_apps', (request) => {
    const account = whatsapp.requireWaba(request, request.params.node);
    const override = account.accountCallback && { override_callback_uri: account.accountCallback.uri };
    const app = { whatsapp_business_api_data: { id: account.appId, name: 'Marchante', link: 'https://example.com/' }, ...override };
    return { data: account.isSubscribed ? [app] : [] };
  });
  graph.delete<Node>('/:node/subscribed_apps', (request) => {
    const account = whatsapp.requireWaba(request, request.params.node);
    account.isSubscribed = false;
    account.accountCallback = null;
    return { success: true };
  });

  registerProfile(graph, whatsapp);
  registerBlockList(graph, whatsapp);
  for (const edge of ['register', 'deregister', 'smb_app_data', 'conversational_automation']) {
    graph.post<Node>(`/:node/${edge}`, (request) => {
      whatsapp.requireNumber(request, request.params.node);
      return edge === 'smb_app_data' ? { messaging_product: 'whatsapp', request_id: whatsapp.world.random.text(16) } : { success: true };
    });
  }
}

function registerProfile(graph: FastifyInstance, whatsapp: WhatsApp): void {
  graph.get<Node>('/:node/whatsapp_business_profile', (request) => ({
    data: [whatsapp.requireNumber(request, request.params.node).profile],
  }));
  graph.post<Node>('/:node/whatsapp_business_profile', (request) => {
    const account = whatsapp.requireNumber(request, request.params.node);
    const limits: Record<string, number> = { about: 139, address: 256, description: 512, email: 128 };
    for (const [field, limit] of Object.entries(limits)) {
      if (asText(request.body[field]).length > limit) throw new GraphError(100, `${field} has more than ${limit} characters`);
    }
    Object.assign(account.profile, request.body);
    return { success: true };
  });
}

function registerBlockList(graph: FastifyInstance, whatsapp: WhatsApp): void {
  const change = (account: Account, body: Json, edit: (key: string) => void) => {
    const users = asObjects(body.block_users).map(({ user }) => ({ input: asText(user), shopper: whatsapp.shoppers.find(asText(user)) }));
    for (const { shopper } of users) if (shopper) edit(shopper.key);
    return users.map(({ input, shopper }) => ({ input, wa_id: shopper?.waId ?? input }));
  };
  graph.post<Node>('/:node/block_users', (request) => {
    const account = whatsapp.requireNumber(request, request.params.node);
    const added = change(account, request.body, (key) => account.blockedUsers.add(key));
    return { messaging_product: 'whatsapp', block_users: { added_users: added } };
  });
  graph.delete<Node>('/:node/block_users', (request) => {
    const account = whatsapp.requireNumber(request, request.params.node);
    const removed = change(account, asObject(request.body), (key) => account.blockedUsers.delete(key));
    return { messaging_product: 'whatsapp', block_users: { removed_users: removed } };
  });
  graph.get<Node>('/:node/block_users', (request) => {
    const account = whatsapp.requireNumber(request, request.params.node);
    const data = [...account.blockedUsers].map((key) => ({ messaging_product: 'whatsapp', wa_id: whatsapp.shoppers.find(key)?.waId }));
    return { data };
  });
}

export const fieldsOf = (query: Record<string, string>): string[] => query.fields?.split(',').map((field) => field.trim()) ?? [];

/** Fields of a number, `id` always. */
export function describeNumber(account: Account, fields: string[]): Json {
  const level = account.messagesPerSecond >= MESSAGES_PER_SECOND_HIGH ? 'HIGH' : 'STANDARD';
  return choose(account.phoneNumberId, fields, ['verified_name', 'display_phone_number', 'quality_rating', 'platform_type', 'throughput'], {
    display_phone_number: account.displayNumber,
    verified_name: account.name,
    quality_rating: account.quality,
    code_verification_status: 'VERIFIED',
    name_status: 'APPROVED',
    status: 'CONNECTED',
    account_mode: 'LIVE',
    platform_type: 'CLOUD_API',
    is_on_biz_app: account.isOnBizApp,
    throughput: { level },
    whatsapp_business_manager_messaging_limit: account.tier,
    messaging_limit_tier: account.tier,
    webhook_configuration: {
      ...(account.numberCallback && { phone_number: account.numberCallback.uri }),
      ...(account.accountCallback && { whatsapp_business_account: account.accountCallback.uri }),
      ...(account.appCallback && { application: account.appCallback.uri }),
    },
    health_status: describeHealth(account),
  });
}

export function describeWaba(account: Account, fields: string[]): Json {
  return choose(account.wabaId, fields, ['name', 'timezone_id', 'currency', 'message_template_namespace'], {
    name: account.name,
    currency: account.currency,
    timezone_id: account.country === 'BR' ? '25' : '10',
    country: account.country,
    message_template_namespace: `pretend_${account.wabaId}`,
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    status: 'ACTIVE',
    owner_business_info: { id: account.portfolioId, name: account.name },
    whatsapp_business_manager_messaging_limit: account.tier,
    marketing_messages_onboarding_status: 'ELIGIBLE',
    health_status: describeHealth(account),
  });
}

function describeHealth(account: Account): Json {
  const problem = account.refuseWith ?? account.failWith;
  const state = problem === null ? 'AVAILABLE' : 'BLOCKED';
  const errors = problem === null ? {} : { errors: [{ error_code: problem, error_description: titleOf(problem), possible_solution: '' }] };
  return {
    can_send_message: state,
    entities: [
      { entity_type: 'PHONE_NUMBER', id: account.phoneNumberId, can_send_message: state, ...errors },
      { entity_type: 'WABA', id: account.wabaId, can_send_message: 'AVAILABLE' },
      { entity_type: 'BUSINESS', id: account.portfolioId, can_send_message: 'AVAILABLE' },
      { entity_type: 'APP', id: account.appId, can_send_message: 'AVAILABLE' },
    ],
  };
}

function choose(id: string, fields: string[], usual: string[], all: Json): Json {
  const wanted = fields.length > 0 ? fields : usual;
  for (const field of wanted) {
    // Ranges such as `pricing_analytics.start(…)` are not fields of ours; they are left out rather than refused.
    if (field !== 'id' && !(field in all) && /^[a-z_]+$/.test(field)) throw new GraphError(100, `Tried accessing nonexisting field (${field})`);
  }
  return { ...Object.fromEntries(wanted.filter((field) => field in all).map((field) => [field, all[field]])), id };
}

/** What a token may do. */
export function describeToken(whatsapp: WhatsApp, token: string): Json {
  const account = whatsapp.accounts.byToken(token);
  if (!account) return { data: { is_valid: false, error: { code: 190, message: 'The access token is not valid' }, scopes: [] } };
  const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];
  return {
    data: {
      app_id: account.appId,
      type: 'SYSTEM_USER',
      application: 'Marchante',
      is_valid: true,
      expires_at: 0,
      data_access_expires_at: 0,
      scopes,
      granular_scopes: scopes.map((scope) => ({ scope, target_ids: [account.wabaId] })),
      user_id: `77${account.appId.slice(2)}`,
    },
  };
}

/** `POST /{PNID}`: its own webhook address; an empty one goes back to the account's. */
export async function configureNumber(account: Account, body: Json): Promise<Json> {
  const configuration = body.webhook_configuration;
  if (!isObject(configuration)) throw new GraphError(100, 'The parameter webhook_configuration is required.');
  account.numberCallback = asText(configuration.override_callback_uri) === '' ? null : await readCallback(configuration);
  return { success: true };
}

/** The address of a subscription, proved by a real verification request; null when none is given. */
async function readCallback(body: unknown): Promise<Callback | null> {
  const uri = asText(asObject(body).override_callback_uri);
  if (uri === '') return null;
  const verifyToken = asText(asObject(body).verify_token);
  if (uri.length > 200) throw new GraphError(100, 'override_callback_uri has more than 200 characters');
  await verifyCallback(uri, verifyToken);
  return { uri, verifyToken };
}

/** Asks the address to repeat a challenge; throws when it does not. */
export async function verifyCallback(uri: string, verifyToken: string): Promise<void> {
  const challenge = String(randomInt(1_000_000_000));
  const answer = await askChallenge(uri, verifyToken, challenge);
  if (answer?.status === 200 && answer.text.trim() === challenge) return;
  const seen = answer ? `HTTP ${answer.status}` : 'no answer';
  throw new GraphError(100, `Callback verification failed with the following errors: ${seen}; challenge not repeated.`, { subcode: 2200 });
}

async function askChallenge(uri: string, verifyToken: string, challenge: string) {
  try {
    const url = new URL(uri);
    url.searchParams.set('hub.mode', 'subscribe');
    url.searchParams.set('hub.challenge', challenge);
    url.searchParams.set('hub.verify_token', verifyToken);
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return { status: answer.status, text: await answer.text() };
  } catch {
    // Unreachable or not an address at all: the caller reports both as a failed verification.
    return null;
  }
}
