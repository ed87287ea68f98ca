import { sql } from 'kysely';
import webPush from 'web-push';
import { z } from 'zod';
import { ConcernKind } from '#contract/notice';
import type { PushPayload } from '#contract/notice';
import { languageOf } from '#contract/language';
import type { App } from '#context';
import { defineJob } from '#platform/jobs';
import { readPushKeys } from './push-keys.ts';
import { isPushService } from './push-services.ts';
import { writeNotice } from './write-notice.ts';

const Subscription = z.object({ endpoint: z.string(), keys: z.object({ p256dh: z.string(), auth: z.string() }) });
const Input = z.object({ deviceId: z.uuid(), kind: ConcernKind.or(z.literal('test')), conversationId: z.uuid().nullable() });

/** A notice that nobody needs any more after this long is not worth waking a phone. */
const keepSeconds = 4 * 3600;
/** A device that failed so often in a row is forgotten. */
const mostFailures = 20;

interface Device {
  sealed: Buffer;
  showsText: boolean;
  locale: string | null;
  shop: string;
  shopLocale: string;
  contactName: string | null;
  preview: string | null;
  unreadCount: number | null;
}

/** Tells one device of one thing. A repeat shows nothing twice: the newer notice takes the place of the older. */
export const sendPush = defineJob<App, z.infer<typeof Input>>({
  name: 'notices.push',
  input: Input,
  maxAttempts: 4,
  async run(app, { workspaceId, input: { deviceId, kind, conversationId } }) {
    const device = await findDevice(app, workspaceId, deviceId, conversationId);
    // Gone, or read meanwhile in an open console.
    if (!device || (kind === 'written' && device.unreadCount === 0)) return;
    const language = languageOf(device.locale) ?? languageOf(device.shopLocale) ?? 'en';
    const payload: PushPayload = {
      kind,
      ...writeNotice(kind, language, { shop: device.shop, ...(device.showsText && { contactName: device.contactName, preview: device.preview }) }),
      path: `/w/${workspaceId}/conversations${conversationId ? `/${conversationId}` : ''}`,
      tag: conversationId ?? kind,
    };
    await deliver(app, workspaceId, deviceId, Subscription.parse(JSON.parse(app.keys.open(device.sealed))), payload);
  },
});

async function findDevice(app: App, workspaceId: string, deviceId: string, conversationId: string | null): Promise<Device | undefined> {
  const { rows } = await sql<Device>`
    select d.sealed, d.shows_text as "showsText", u.locale, w.name as shop, w.locale as "shopLocale", p.name as "contactName", v.last_preview as preview, v.unread_count as "unreadCount"
    from push_device d join auth_user u on u.id = d.user_id join workspace w on w.id = d.workspace_id
    left join conversation v on v.workspace_id = d.workspace_id and v.id = ${conversationId}
    left join contact p on p.workspace_id = v.workspace_id and p.id = v.contact_id
    where d.workspace_id = ${workspaceId} and d.id = ${deviceId}`.execute(app.db);
  return rows[0];
}

async function deliver(app: App, workspaceId: string, deviceId: string, subscription: z.infer<typeof Subscription>, payload: PushPayload): Promise<void> {
  if (!isPushService(subscription.endpoint)) return forget(app, workspaceId, deviceId);
  const keys = await readPushKeys(app);
  const subject = app.publicUrl.startsWith('https:') ? app.publicUrl : 'mailto:operator@localhost.invalid';
  const request = webPush.generateRequestDetails(subscription, JSON.stringify(payload), { vapidDetails: { subject, ...keys }, TTL: keepSeconds, urgency: 'high', topic: topicOf(payload.tag) });
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  // The length is told by whoever sends it.
  delete headers['content-length'];
  const reply = await app.io.fetch(request.endpoint, { method: 'POST', headers, body: request.body ?? Buffer.alloc(0), timeoutMs: 10_000, maxBytes: 64_000 });
  if (reply.status === 404 || reply.status === 410) return forget(app, workspaceId, deviceId);
  const isTold = reply.status >= 200 && reply.status < 300;
  await sql`
    update push_device set told_at = case when ${isTold} then ${app.clock.now()}::timestamptz else told_at end, failed_count = case when ${isTold} then 0 else failed_count + 1 end
    where workspace_id = ${workspaceId} and id = ${deviceId}`.execute(app.db);
  await sql`delete from push_device where workspace_id = ${workspaceId} and id = ${deviceId} and failed_count >= ${mostFailures}`.execute(app.db);
  if (reply.status === 429 || reply.status >= 500) throw new Error(`The push service answered ${reply.status}.`);
}

/** The browser gave the subscription up, or the address is none of a push service. */
async function forget(app: App, workspaceId: string, deviceId: string): Promise<void> {
  await sql`delete from push_device where workspace_id = ${workspaceId} and id = ${deviceId}`.execute(app.db);
}

/** RFC 8030 §5.4: at most 32 characters of the URL-safe alphabet. */
const topicOf = (tag: string) => tag.replaceAll('-', '').slice(0, 32);
