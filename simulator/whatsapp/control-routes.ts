import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { verifyCallback } from './account-routes.ts';
import { createAccount, type Account } from './accounts.ts';
import type { Json } from './json.ts';
import { Settings } from './settings.ts';
import type { WhatsApp } from './state.ts';

const id = z.string().regex(/^\d{5,}$/);
const AccountChange = z.object({
  name: z.string(),
  appSecret: z.string(),
  token: z.string(),
  country: z.string().length(2),
  currency: z.string().length(3),
  language: z.string(),
  tier: z.enum(['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
  messagesPerSecond: z.number().positive(),
  isOnBizApp: z.boolean(),
  refuseWith: z.int().nullable(),
  failWith: z.int().nullable(),
  /** App-level webhook address, as set in the app's dashboard; verified only when `verifyToken` is given. */
  webhookUrl: z.url().nullable(),
  verifyToken: z.string(),
});
const NewAccount = AccountChange.partial().extend({
  wabaId: id,
  phoneNumberId: id,
  portfolioId: id.optional(),
  appId: id.optional(),
  displayNumber: z.string().optional(),
  token: z.string(),
  appSecret: z.string(),
});
const ReviewChange = z.object({
  delayMs: z.number().nonnegative(),
  decision: z.enum(['auto', 'approve', 'reject', 'recategorise', 'hold']),
  reason: z.string(),
}).partial();
const TemplateChange = z.object({
  status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'ARCHIVED', 'LIMIT_EXCEEDED']).optional(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']).optional(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  reason: z.string().optional(),
  /** `other_info` of the webhook, such as `{title: FIRST_PAUSE}`. */
  otherInfo: z.record(z.string(), z.unknown()).optional(),
});
const LedgerQuery = z.object({
  to: z.string().optional(),
  callbackData: z.string().optional(),
  wamid: z.string().optional(),
  type: z.string().optional(),
  template: z.string().optional(),
  phoneNumberId: z.string().optional(),
  /** Skip this many of the matching messages, oldest first. */
  offset: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().positive().max(200_000).default(1000),
});

type ById = { Params: { id: string } };

/** `/sim/whatsapp`: what tests read and turn, apart from the people. */
export function registerControls(app: FastifyInstance, whatsapp: WhatsApp): void {
  const { ledger, settings, accounts, templates, shoppers } = whatsapp;

  app.get('/sim/whatsapp/messages', (request) => {
    const query = LedgerQuery.parse(request.query);
    const key = query.to === undefined ? undefined : shoppers.find(query.to)?.key;
    const matching = ledger.entries().filter(
      (entry) =>
        (query.to === undefined || entry.to === query.to || entry.shopper === key) &&
        (query.callbackData === undefined || entry.callbackData === query.callbackData) &&
        (query.wamid === undefined || entry.wamid === query.wamid) &&
        (query.type === undefined || entry.type === query.type) &&
        (query.template === undefined || entry.template?.split('/')[0] === query.template) &&
        (query.phoneNumberId === undefined || entry.phoneNumberId === query.phoneNumberId),
    );
    return { total: matching.length, messages: matching.slice(query.offset, query.offset + query.limit) };
  });
  app.get('/sim/whatsapp/stats', () => ledger.stats());

  app.get('/sim/whatsapp/settings', () => settings);
  app.patch('/sim/whatsapp/settings', (request) => {
    const change = z.record(z.string(), z.unknown()).parse(request.body);
    return Object.assign(settings, Settings.strict().parse({ ...settings, ...change }));
  });

  app.get('/sim/whatsapp/accounts', () => ({ accounts: accounts.all().map(showAccount) }));
  app.post('/sim/whatsapp/accounts', async (request, reply) => {
    const { webhookUrl, verifyToken, ...description } = withoutAbsent(NewAccount.parse(request.body));
    const account = createAccount(description);
    await setAppCallback(account, webhookUrl, verifyToken);
    accounts.add(account);
    whatsapp.live.worldChanged();
    return reply.code(201).send(showAccount(account));
  });
  app.patch<ById>('/sim/whatsapp/accounts/:id', async (request, reply) => {
    const account = accounts.byNumberId(request.params.id);
    if (!account) return reply.code(404).send(unknown('account'));
    const { webhookUrl, verifyToken, ...change } = withoutAbsent(AccountChange.partial().parse(request.body));
    await setAppCallback(account, webhookUrl, verifyToken);
    Object.assign(account, change);
    return showAccount(account);
  });

  app.get('/sim/whatsapp/templates', () => ({ templates: accounts.all().flatMap(({ wabaId }) => templates.of(wabaId)), review: templates.review }));
  app.patch('/sim/whatsapp/templates/review', (request) => Object.assign(templates.review, withoutAbsent(ReviewChange.parse(request.body))));
  app.patch<ById>('/sim/whatsapp/templates/:id', (request, reply) => {
    const change = TemplateChange.parse(request.body);
    const { id: key } = request.params;
    const found = templates.byId(key) ?? accounts.all().flatMap(({ wabaId }) => templates.of(wabaId)).find(({ name }) => name === key);
    if (!found) return reply.code(404).send(unknown('template'));
    if (change.category) templates.setCategory(found, change.category);
    if (change.quality) templates.setQuality(found, change.quality);
    if (change.status) templates.setStatus(found, change.status, change.reason, change.otherInfo);
    return found;
  });
}

export const unknown = (what: string) => ({ error: { code: 'not_found', message: `There is no such ${what}.` } });

/** An address set here counts as subscribed; null takes it away. */
async function setAppCallback(account: Account, uri: string | null | undefined, verifyToken: string | undefined): Promise<void> {
  if (uri === undefined) return;
  if (uri !== null && verifyToken !== undefined) await verifyCallback(uri, verifyToken);
  account.appCallback = uri === null ? null : { uri, verifyToken: verifyToken ?? '' };
  account.isSubscribed = uri !== null || account.accountCallback !== null;
}

const showAccount = (account: Account): Json => ({ ...account, blockedUsers: [...account.blockedUsers] });

/** Drops members that are undefined, so that they do not overwrite what is there. */
function withoutAbsent<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
