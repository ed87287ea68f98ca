import { sql } from 'kysely';
import webPush from 'web-push';
import type { App } from '#context';

export interface PushKeys {
  publicKey: string;
  privateKey: string;
}

interface StoredKeys {
  publicKey: string;
  sealed: Buffer;
}

const find = async (app: App) => (await sql<StoredKeys>`select public_key as "publicKey", sealed_private_key as sealed from push_key`.execute(app.db)).rows[0];

/** The keys of this installation, made at the first need. Of two processes that make them at once, one's stand. */
export async function readPushKeys(app: App): Promise<PushKeys> {
  let stored = await find(app);
  if (!stored) {
    const made = webPush.generateVAPIDKeys();
    await sql`insert into push_key (public_key, sealed_private_key, created_at) values (${made.publicKey}, ${app.keys.seal(made.privateKey)}, ${app.clock.now()}) on conflict do nothing`.execute(app.db);
    stored = await find(app);
  }
  if (!stored) throw new Error('The keys for push notices could not be kept.');
  return { publicKey: stored.publicKey, privateKey: app.keys.open(stored.sealed) };
}
