import { z } from 'zod';
import type { GraphApi } from './graph-api.ts';
import { understoodFields } from './translate-hook.ts';

const Done = z.object({ success: z.boolean().nullish() });

/**
 * Points the webhooks of the account at `hookUrl`; a repeat overwrites the same setting. Which fields are sent is chosen
 * in the app's own page at Meta (README), so all that we understand are given back.
 */
export async function subscribeWebhooks(api: GraphApi, hookUrl: string): Promise<{ topics: string[] }> {
  const json = { override_callback_uri: hookUrl, verify_token: api.settings.verifyToken };
  // Meta asks `hookUrl` its challenge before it answers.
  await api.http.call({ path: `${api.wabaPath}/subscribed_apps`, json, timeoutMs: 30_000 }, Done);
  return { topics: [...understoodFields] };
}

/** Leaves the account alone when its webhooks go to another address: another connection lives there. */
export async function unsubscribeWebhooks(api: GraphApi, hookUrl: string): Promise<void> {
  if ((await findSubscription(api, hookUrl)) !== 'ours') return;
  await api.http.call({ method: 'DELETE', path: `${api.wabaPath}/subscribed_apps` }, Done);
}

const SubscribedApps = z.object({
  data: z.array(
    z.object({
      whatsapp_business_api_data: z.object({ id: z.union([z.string(), z.number()]).nullish() }).nullish(),
      override_callback_uri: z.string().nullish(),
    }),
  ),
});

/** Whether Meta sends this account's webhooks to `hookUrl`, to the app's own address, or not at all to this app. */
export async function findSubscription(api: GraphApi, hookUrl: string): Promise<'ours' | 'elsewhere' | 'none'> {
  const { data } = await api.http.call({ path: `${api.wabaPath}/subscribed_apps` }, SubscribedApps);
  const own = data.filter((entry) => String(entry.whatsapp_business_api_data?.id ?? api.settings.appId) === api.settings.appId);
  if (own.length === 0) return 'none';
  return own.some((entry) => entry.override_callback_uri === hookUrl) ? 'ours' : 'elsewhere';
}
