import { z } from 'zod';
import { ConnectorError, type CheckResult, type CheckStep } from '#ports/connector';
import { readDailyLimit } from './daily-limit.ts';
import type { GraphApi } from './graph-api.ts';
import { messagesPerSecond } from './settings.ts';
import { findSubscription } from './subscribe.ts';

/** What Meta says about the number. Anything may be missing: a field that is not granted is left out of the answer. */
const NumberReply = z.object({
  display_phone_number: z.string().nullish(),
  verified_name: z.string().nullish(),
  quality_rating: z.string().nullish(),
  throughput: z.object({ level: z.string().nullish() }).nullish(),
  name_status: z.string().nullish(),
  is_on_biz_app: z.boolean().nullish(),
  platform_type: z.string().nullish(),
});
type NumberReply = z.infer<typeof NumberReply>;

const numberFields = 'display_phone_number,verified_name,quality_rating,throughput,name_status,is_on_biz_app,platform_type';

/** `expires_at` in Unix seconds; 0 for a token that does not expire. */
const TokenReply = z.object({ data: z.object({ scopes: z.array(z.string()).nullish(), expires_at: z.number().nullish() }) });
type TokenReply = z.infer<typeof TokenReply>;

const WabaReply = z.object({ whatsapp_business_manager_messaging_limit: z.union([z.string(), z.number()]).nullish() });

const HealthReply = z.object({
  health_status: z
    .object({
      can_send_message: z.string().nullish(),
      entities: z
        .array(z.object({ errors: z.array(z.object({ error_description: z.string().nullish() })).nullish() }))
        .nullish(),
    })
    .nullish(),
});

/** Looks at token, number, account, webhooks and health in turn. A refusal of Meta is a failed step, never thrown. */
export async function checkAccount(api: GraphApi, hookUrl: string): Promise<CheckResult> {
  const number = await attempt(api.http.call({ path: api.numberPath, query: { fields: numberFields } }, NumberReply));
  if ('error' in number) return describeUnreachable(number.error);
  const [token, waba, health, webhooks] = await Promise.all([
    attempt(api.http.call({ path: '/debug_token', query: { input_token: api.settings.accessToken } }, TokenReply)),
    attempt(api.http.call({ path: api.wabaPath, query: { fields: 'whatsapp_business_manager_messaging_limit' } }, WabaReply)),
    attempt(api.http.call({ path: api.numberPath, query: { fields: 'health_status' } }, HealthReply)),
    attempt(findSubscription(api, hookUrl)),
  ]);
  const dailyLimit = 'value' in waba ? waba.value.whatsapp_business_manager_messaging_limit : null;
  return {
    steps: [
      describeToken(token, api.io.now()),
      'error' in waba ? failed('permissions', waba.error) : describePermissions(token),
      describeNumber(number.value),
      describeName(number.value),
      'error' in webhooks ? failed('webhooks', webhooks.error) : describeWebhooks(webhooks.value),
      'error' in health ? { ...failed('health', health.error), state: 'warning' } : describeHealth(health.value),
      describeCoexistence(number.value, api.settings.isCoexistence),
    ],
    accountName: number.value.display_phone_number ?? null,
    accountKey: api.settings.phoneNumberId,
    facts: {
      displayNumber: number.value.display_phone_number ?? null,
      // Some news names a number by its digits only, or the account alone.
      numberKey: number.value.display_phone_number?.replaceAll(/\D/g, '') || null,
      groupKey: api.settings.wabaId,
      portfolioKey: api.settings.businessPortfolioId || api.settings.wabaId,
      messagesPerSecond: readPace(number.value, api.settings),
      verifiedName: number.value.verified_name ?? null,
      quality: number.value.quality_rating?.toLowerCase() ?? null,
      throughput: number.value.throughput?.level?.toLowerCase() ?? null,
      nameStatus: number.value.name_status ?? null,
      isOnBusinessApp: number.value.is_on_biz_app ?? null,
      messagingLimit: dailyLimit === null || dailyLimit === undefined ? null : String(dailyLimit),
      dailyLimit: readDailyLimit(dailyLimit),
    },
  };
}

/** Meta raises some numbers to 1,000 messages a second by itself; a figure in the settings, and sharing with the app, come first. */
function readPace(number: NumberReply, settings: GraphApi['settings']): number {
  const isRaised = number.throughput?.level?.toUpperCase() === 'HIGH' && settings.messagesPerSecond === null && !settings.isCoexistence;
  return isRaised ? 1000 : messagesPerSecond(settings);
}

type Attempt<Value> = { value: Value } | { error: ConnectorError };

async function attempt<Value>(call: Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await call };
  } catch (error) {
    if (error instanceof ConnectorError) return { error };
    throw error;
  }
}

function failed(step: string, error: ConnectorError): CheckStep {
  return { step, state: 'failed', detail: error.message };
}

/** A token that ends is a connection that will break: system users can have one without end. */
function describeToken(token: Attempt<TokenReply>, now: Date): CheckStep {
  const expiresAt = 'value' in token ? (token.value.data.expires_at ?? 0) * 1000 : 0;
  if (expiresAt === 0) return { step: 'credentials', state: 'ok', detail: null };
  const days = Math.floor((expiresAt - now.getTime()) / 86_400_000);
  return { step: 'credentials', state: 'warning', detail: `The access token ends in ${days} days. Make one without end.` };
}

const neededScopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];

/** Meta may decline to describe a token; the account could be read, so nothing is known against it. */
function describePermissions(token: Attempt<TokenReply>): CheckStep {
  const scopes = 'value' in token ? token.value.data.scopes : null;
  const missing = scopes ? neededScopes.filter((scope) => !scopes.includes(scope)) : [];
  if (missing.length === 0) return { step: 'permissions', state: 'ok', detail: null };
  return { step: 'permissions', state: 'failed', detail: `The access token lacks ${missing.join(' and ')}.` };
}

/** Without the number nothing else can be judged: either the token is wrong, or it may not see this number. */
function describeUnreachable(error: ConnectorError): CheckResult {
  const steps: CheckStep[] =
    error.kind === 'rejected'
      ? [{ step: 'credentials', state: 'ok', detail: null }, failed('number', error)]
      : [failed('credentials', error)];
  return { steps, accountName: null, accountKey: null, facts: {} };
}

function describeNumber(number: NumberReply): CheckStep {
  const quality = number.quality_rating?.toUpperCase() ?? 'UNKNOWN';
  if (number.platform_type && number.platform_type !== 'CLOUD_API') {
    return { step: 'number', state: 'failed', detail: `The number is not on the Cloud API yet (${number.platform_type}): register it first.` };
  }
  if (quality === 'RED') return { step: 'number', state: 'warning', detail: 'Shoppers rate the messages of this number badly: slow down.' };
  return { step: 'number', state: 'ok', detail: [number.display_phone_number, number.verified_name].filter(Boolean).join(', ') || null };
}

const goodNames: ReadonlySet<string> = new Set(['APPROVED', 'AVAILABLE_WITHOUT_REVIEW']);

function describeName({ name_status: status }: NumberReply): CheckStep {
  if (!status || goodNames.has(status)) return { step: 'name', state: 'ok', detail: null };
  const state = status === 'DECLINED' || status === 'EXPIRED' ? 'failed' : 'warning';
  return { step: 'name', state, detail: `Meta has not approved the display name (${status}).` };
}

function describeWebhooks(subscription: 'ours' | 'elsewhere' | 'none'): CheckStep {
  if (subscription === 'ours') return { step: 'webhooks', state: 'ok', detail: null };
  if (subscription === 'none') return { step: 'webhooks', state: 'failed', detail: 'The application is not subscribed to the account.' };
  // The app's own address may still be ours: Meta tells only addresses that override it.
  return { step: 'webhooks', state: 'warning', detail: 'Meta sends webhooks to the address set in the app, not to one set for this account.' };
}

/** Also tells a missing payment method, without which no charged message goes out. */
function describeHealth({ health_status: health }: z.infer<typeof HealthReply>): CheckStep {
  const words = (health?.entities ?? []).flatMap(({ errors }) => (errors ?? []).flatMap((error) => error.error_description ?? []));
  const detail = words.length === 0 ? null : [...new Set(words)].join(' ');
  if (health?.can_send_message === 'BLOCKED') return { step: 'health', state: 'failed', detail };
  return { step: 'health', state: health?.can_send_message === 'LIMITED' ? 'warning' : 'ok', detail };
}

function describeCoexistence({ is_on_biz_app: isOnApp }: NumberReply, isExpected: boolean): CheckStep {
  if (isOnApp === true && !isExpected) {
    return { step: 'coexistence', state: 'warning', detail: 'The number is also used in the WhatsApp Business app: say so in the settings, since it may send only 20 messages each second.' };
  }
  if (isOnApp === false && isExpected) return { step: 'coexistence', state: 'warning', detail: 'The number is not used in the WhatsApp Business app.' };
  return { step: 'coexistence', state: 'ok', detail: null };
}
