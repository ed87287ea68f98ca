import { z } from 'zod';
import { ConnectorError } from '#ports/connector';
import type { ShopifyApi } from './shopify-api.ts';
import { refuseUserErrors, UserError } from './shopify-api.ts';
import { subscribedTopics } from './webhooks.ts';

const Listed = z.object({
  webhookSubscriptions: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    nodes: z.array(z.object({ id: z.string(), topic: z.string(), uri: z.string().nullish() })),
  }),
});
type Subscription = z.infer<typeof Listed>['webhookSubscriptions']['nodes'][number];

const listDocument = `query Subscriptions($after: String) {
  webhookSubscriptions(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id topic uri } }
}`;

const createDocument = `mutation Subscribe($t: WebhookSubscriptionTopic!, $s: WebhookSubscriptionInput!) {
  made: webhookSubscriptionCreate(topic: $t, webhookSubscription: $s) { userErrors { field message } }
}`;

const deleteDocument = `mutation Unsubscribe($id: ID!) {
  made: webhookSubscriptionDelete(id: $id) { userErrors { field message } }
}`;

const Made = z.object({ made: z.object({ userErrors: z.array(UserError) }) });

/** The topics this API version knows, as the API spells them. */
export function wantedTopics({ settings }: ShopifyApi): Map<string, string> {
  const known = subscribedTopics.filter((topic) => settings.apiVersion >= '2026-07' || !topic.startsWith('customers_whats_app'));
  return new Map(known.map((topic) => [topic.toUpperCase().replace('/', '_'), topic]));
}

/** Our subscriptions at this address. */
export async function listSubscriptions(api: ShopifyApi, hookUrl: string): Promise<Subscription[]> {
  const all: Subscription[] = [];
  let after: string | null = null;
  do {
    const { webhookSubscriptions: page }: z.infer<typeof Listed> = await api.query(listDocument, { after }, Listed);
    all.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return all.filter(({ uri }) => uri === hookUrl);
}

/**
 * Creates what is missing. A topic that the shop refuses (a scope or an approval is missing) is left out of the answer;
 * only when all are refused does the refusal become ours.
 */
export async function subscribe(api: ShopifyApi, hookUrl: string): Promise<{ topics: string[] }> {
  const present = new Set((await listSubscriptions(api, hookUrl)).map(({ topic }) => topic));
  const topics: string[] = [];
  let refusal: ConnectorError | null = null;
  for (const [name, topic] of wantedTopics(api)) {
    try {
      if (!present.has(name)) await createSubscription(api, name, hookUrl);
      topics.push(topic);
    } catch (error) {
      refusal = readRefusal(error);
    }
  }
  if (topics.length === 0 && refusal) throw refusal;
  return { topics };
}

export async function unsubscribe(api: ShopifyApi, hookUrl: string): Promise<void> {
  for (const { id } of await listSubscriptions(api, hookUrl)) await api.query(deleteDocument, { id }, Made);
}

async function createSubscription(api: ShopifyApi, topic: string, uri: string): Promise<void> {
  const { made } = await api.query(createDocument, { t: topic, s: { uri, format: 'JSON' } }, Made);
  const isThereAlready = made.userErrors.some(({ message }) => /already been taken/i.test(message));
  if (!isThereAlready) refuseUserErrors(made.userErrors);
}

function readRefusal(error: unknown): ConnectorError {
  if (error instanceof ConnectorError && (error.kind === 'rejected' || error.kind === 'credentials') && error.status !== 401) return error;
  throw error;
}
