import { sql } from 'kysely';
import { z } from 'zod';
import { PushDevice } from '#contract/notice';
import type { PushDeviceBody, PushDeviceList, PushDevicePatch } from '#contract/notice';
import type { App } from '#context';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { enqueueJob } from '#platform/jobs';
import { readPushKeys } from './push-keys.ts';
import { isPushService } from './push-services.ts';
import { sendPush } from './send-push.ts';

const mostDevices = 10;
const isoOf = (at: Date) => at.toISOString();
const Row = PushDevice.extend({ createdAt: z.date().transform(isoOf), toldAt: z.date().transform(isoOf).nullable() });

/** The reader's own devices, and the key a browser needs to add one. */
export async function listDevices(app: App, actor: Actor): Promise<PushDeviceList> {
  const { publicKey } = await readPushKeys(app);
  const { rows } = await sql`
    select id, label, shows_text as "showsText", kinds, created_at as "createdAt", told_at as "toldAt" from push_device
    where workspace_id = ${actor.workspaceId} and user_id = ${actor.id} order by created_at, id`.execute(app.db);
  return { publicKey, items: Row.array().parse(rows) };
}

/** Adds the browser that asks, or changes what it wants when it is known. */
export async function addDevice(app: App, actor: Actor, body: PushDeviceBody): Promise<PushDeviceList> {
  requireRole(actor, 'agent');
  if (actor.kind !== 'member') throw new AppError('forbidden', 'members_only', 'Notices go to members; a key has no device.');
  if (!isPushService(body.endpoint)) throw new AppError('invalid', 'push_service_unknown', 'This address is not one of a known push service.', { field: 'endpoint' });
  const { workspaceId } = actor;
  const now = app.clock.now();
  const sealed = app.keys.seal(JSON.stringify({ endpoint: body.endpoint, keys: body.keys }));
  await inTransaction(app.db, async (tx) => {
    await sql`
      insert into push_device (workspace_id, id, user_id, address_hash, sealed, label, shows_text, kinds, created_at)
      values (${workspaceId}, ${app.ids.next()}, ${actor.id}, ${app.keys.hash(body.endpoint)}, ${sealed}, ${body.label}, ${body.showsText}, ${body.kinds}, ${now})
      on conflict (workspace_id, user_id, address_hash) do update set sealed = excluded.sealed, label = excluded.label, shows_text = excluded.shows_text, kinds = excluded.kinds, failed_count = 0`.execute(tx);
    // The oldest make room: a browser that was given away is not asked for ever.
    await sql`
      delete from push_device where workspace_id = ${workspaceId} and id in (
        select id from push_device where workspace_id = ${workspaceId} and user_id = ${actor.id} order by coalesce(told_at, created_at) desc offset ${mostDevices})`.execute(tx);
    await writeAudit(app, tx, actor, 'device.added', { kind: 'member', id: actor.id }, { label: body.label });
  });
  return listDevices(app, actor);
}

export async function changeDevice(app: App, actor: Actor, deviceId: string, { showsText, kinds }: PushDevicePatch): Promise<PushDeviceList> {
  requireRole(actor, 'agent');
  const { numAffectedRows = 0n } = await sql`
    update push_device set shows_text = coalesce(${showsText ?? null}, shows_text), kinds = coalesce(${kinds ?? null}::text[], kinds)
    where workspace_id = ${actor.workspaceId} and user_id = ${actor.id} and id = ${deviceId}`.execute(app.db);
  if (numAffectedRows === 0n) throw unknownDevice();
  return listDevices(app, actor);
}

export async function removeDevice(app: App, actor: Actor, deviceId: string): Promise<PushDeviceList> {
  const { numAffectedRows = 0n } = await sql`delete from push_device where workspace_id = ${actor.workspaceId} and user_id = ${actor.id} and id = ${deviceId}`.execute(app.db);
  if (numAffectedRows === 0n) throw unknownDevice();
  return listDevices(app, actor);
}

/** A notice to see that it works. */
export async function testDevice(app: App, actor: Actor, deviceId: string): Promise<PushDeviceList> {
  requireRole(actor, 'agent');
  const list = await listDevices(app, actor);
  if (!list.items.some(({ id }) => id === deviceId)) throw unknownDevice();
  await enqueueJob(app, app.db, sendPush, { workspaceId: actor.workspaceId, input: { deviceId, kind: 'test', conversationId: null }, key: `${deviceId} test` });
  app.poke('jobs');
  return list;
}

const unknownDevice = () => new AppError('not_found', 'device_unknown', 'You have no such device in this workspace.');
