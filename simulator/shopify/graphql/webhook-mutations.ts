import { z } from 'zod';
import { nowIn, type ShopContext } from '../shop-context.ts';
import { takeId } from '../shop-state.ts';
import { subscribableTopics } from '../webhook-topics.ts';
import { topicEnum } from './query-root.ts';
import { readInput, type UserError } from './read-input.ts';
import { gid, idOf, leaf, object, type Args, type Schema } from './schema-kit.ts';

const SubscriptionInput = z.strictObject({
  uri: z.string().optional(),
  callbackUrl: z.string().optional(),
  format: z.enum(['JSON']).optional(),
  filter: z.string().optional(),
  includeFields: z.array(z.string()).optional(),
  metafieldNamespaces: z.array(z.string()).optional(),
});

const Topic = z.enum(subscribableTopics.map(topicEnum));

function subscribe(context: ShopContext, args: Args) {
  const { shop } = context;
  const input = readInput(SubscriptionInput, args.webhookSubscription, 'WebhookSubscriptionInput!');
  const wanted = readInput(Topic, args.topic, 'WebhookSubscriptionTopic!');
  const topic = subscribableTopics.find((one) => topicEnum(one) === wanted) ?? '';
  const uri = input.uri ?? input.callbackUrl ?? '';
  const refuse = (message: string, field = 'uri') => ({ webhookSubscription: null, userErrors: [{ field: ['webhookSubscription', field], message }] });
  if (!isReachable(uri)) return refuse('Address is not a valid https address');
  if (input.filter) return refuse('The pretend shop has no filters', 'filter');
  for (const one of shop.subscriptions.values()) {
    if (one.topic === topic && one.uri === uri) return refuse('Address for this topic has already been taken');
  }
  const subscription = { id: takeId(shop), topic, uri, filter: '', includeFields: input.includeFields ?? [], createdAt: nowIn(context) };
  shop.subscriptions.set(subscription.id, subscription);
  return { webhookSubscription: subscription, userErrors: [] };
}

/** The platform wants https; a pretend one also reaches the machine that it runs on. */
function isReachable(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

function unsubscribe({ shop }: ShopContext, { id }: Args) {
  const number = idOf('WebhookSubscription', id);
  if (number === null || !shop.subscriptions.delete(number)) {
    return { deletedId: null, userErrors: [{ field: ['id'], message: 'Webhook subscription does not exist' }] };
  }
  return { deletedId: gid('WebhookSubscription', number), userErrors: [] };
}

interface Payload {
  webhookSubscription: unknown;
  userErrors: UserError[];
}

export const webhookMutations: Schema = {
  Mutation: {
    webhookSubscriptionCreate: object<null>('WebhookSubscriptionCreatePayload', (_root, args, context) => subscribe(context, args), ['topic', 'webhookSubscription']),
    webhookSubscriptionDelete: object<null>('WebhookSubscriptionDeletePayload', (_root, args, context) => unsubscribe(context, args), ['id']),
  },
  WebhookSubscriptionCreatePayload: {
    webhookSubscription: object<Payload>('WebhookSubscription', (payload) => payload.webhookSubscription),
    userErrors: object<Payload>('UserError', (payload) => payload.userErrors),
  },
  WebhookSubscriptionDeletePayload: {
    deletedWebhookSubscriptionId: leaf<{ deletedId: string | null }>((payload) => payload.deletedId),
    userErrors: object<{ userErrors: UserError[] }>('UserError', (payload) => payload.userErrors),
  },
};
