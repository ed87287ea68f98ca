import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import { MediaReason } from '#contract/media';
import { rowsOf } from '#platform/database';
import type { Db, Tx } from '#platform/database';

/** One file of one workspace. `at` names its part of the table. */
export interface MediaKey {
  workspaceId: string;
  at: Date;
  id: string;
}

const here = ({ workspaceId, at, id }: MediaKey): RawBuilder<unknown> => sql`workspace_id = ${workspaceId} and at = ${at} and id = ${id}`;

export interface WantedMedia {
  workspaceId: string;
  /** ISO instant. */
  at: string;
  id: string;
  conversationId: string;
  messageId: string;
  channelMediaId: string;
  announcedSha256: string | null;
  fileName: string | null;
}

/** Writes down that files are to be fetched. */
export async function insertWanted(tx: Tx, wanted: WantedMedia[], now: Date): Promise<void> {
  await sql`
    insert into media (workspace_id, at, id, conversation_id, message_id, channel_media_id, announced_sha256, file_name, wanted_at, state)
    select r."workspaceId", r.at, r.id, r."conversationId", r."messageId", r."channelMediaId", r."announcedSha256", r."fileName", ${now}, 'wanted'
    from jsonb_to_recordset(${rowsOf(wanted)}) as r("workspaceId" uuid, at timestamptz, id uuid, "conversationId" uuid, "messageId" uuid,
      "channelMediaId" text, "announcedSha256" text, "fileName" text)`.execute(tx);
}

const WantedRow = z.object({ at: z.date(), connectionId: z.string(), conversationId: z.string(), channelMediaId: z.string(), announcedSha256: z.string().nullable(), wantedAt: z.date() });

/** A file that is still to be fetched; null: it was stored, given up, taken back, erased or dropped meanwhile. */
export async function findWanted(db: Db, workspaceId: string, id: string): Promise<z.infer<typeof WantedRow> | null> {
  const { rows } = await sql`
    select f.at, v.connection_id as "connectionId", f.conversation_id as "conversationId", f.channel_media_id as "channelMediaId",
      f.announced_sha256 as "announcedSha256", f.wanted_at as "wantedAt"
    from media f
    join conversation v on v.workspace_id = f.workspace_id and v.id = f.conversation_id
    where f.workspace_id = ${workspaceId} and f.id = ${id} and f.state = 'wanted'`.execute(db);
  return rows[0] === undefined ? null : WantedRow.parse(rows[0]);
}

export interface StoredBytes {
  bytes: Buffer;
  mimeType: string;
  /** Hexadecimal. */
  sha256: string;
}

/** The same file stored twice is stored once; one that was erased in the meantime stays erased. */
export async function storeFetched(db: Db, key: MediaKey, { bytes, mimeType, sha256 }: StoredBytes): Promise<void> {
  await sql`
    update media set state = 'stored', bytes = ${bytes}, mime_type = ${mimeType}, size_bytes = ${bytes.length}, sha256 = ${sha256}
    where ${here(key)} and state = 'wanted'`.execute(db);
}

export async function giveUp(db: Db, key: MediaKey, reason: MediaReason): Promise<void> {
  await sql`update media set state = 'failed', reason = ${reason} where ${here(key)} and state = 'wanted'`.execute(db);
}

export async function insertUpload(tx: Tx, key: MediaKey, conversationId: string, fileName: string, { bytes, mimeType, sha256 }: StoredBytes): Promise<void> {
  await sql`
    insert into media (workspace_id, at, id, conversation_id, wanted_at, state, mime_type, file_name, size_bytes, sha256, bytes)
    values (${key.workspaceId}, ${key.at}, ${key.id}, ${conversationId}, ${key.at}, 'stored', ${mimeType}, ${fileName}, ${bytes.length}, ${sha256}, ${bytes})`.execute(tx);
}

const MediaRow = z.object({
  at: z.date(),
  state: z.enum(['wanted', 'stored', 'failed']),
  reason: MediaReason.nullable(),
  mimeType: z.string().nullable(),
  fileName: z.string().nullable(),
  sizeBytes: z.int().nullable(),
  sha256: z.string().nullable(),
});
export type MediaRow = z.infer<typeof MediaRow>;

/** A file without its bytes; null when there is none, or its author took the message back. */
export async function findMedia(db: Db, workspaceId: string, id: string): Promise<MediaRow | null> {
  const { rows } = await sql`
    select f.at, f.state, f.reason, f.mime_type as "mimeType", f.file_name as "fileName", f.size_bytes as "sizeBytes", f.sha256
    from media f
    where f.workspace_id = ${workspaceId} and f.id = ${id} and not exists (
      select from message m where m.workspace_id = f.workspace_id and m.at = f.at and m.id = f.message_id and m.is_revoked)`.execute(db);
  return rows[0] === undefined ? null : MediaRow.parse(rows[0]);
}

const partBytes = 1024 * 1024;

/** The bytes `from` to `to`, a part at a time, so that a large file is never in memory whole. */
export async function* readParts(db: Db, key: MediaKey, from: number, to: number): AsyncGenerator<Buffer> {
  for (let start = from; start <= to; start += partBytes) {
    const length = Math.min(partBytes, to - start + 1);
    const { rows } = await sql<{ part: Buffer | null }>`select substring(bytes from ${start + 1}::int for ${length}::int) as part from media where ${here(key)}`.execute(db);
    const part = rows[0]?.part;
    if (part?.length !== length) throw new Error('The file was removed while it was being read.');
    yield part;
  }
}

const UploadRow = z.object({
  at: z.date(),
  connectionId: z.string(),
  mimeType: z.string(),
  fileName: z.string(),
  channelMediaId: z.string().nullable(),
  placedAt: z.date().nullable(),
  bytes: z.instanceof(Buffer),
});

/** What a member uploaded to this conversation; null: nothing by that id. */
export async function findUpload(db: Db, workspaceId: string, conversationId: string, id: string): Promise<z.infer<typeof UploadRow> | null> {
  const { rows } = await sql`
    select f.at, v.connection_id as "connectionId", f.mime_type as "mimeType", f.file_name as "fileName", f.channel_media_id as "channelMediaId", f.placed_at as "placedAt", f.bytes
    from media f
    join conversation v on v.workspace_id = f.workspace_id and v.id = f.conversation_id
    where f.workspace_id = ${workspaceId} and f.conversation_id = ${conversationId} and f.id = ${id} and f.message_id is null and f.state = 'stored'`.execute(db);
  return rows[0] === undefined ? null : UploadRow.parse(rows[0]);
}

export async function notePlaced(db: Db, key: MediaKey, channelMediaId: string, now: Date): Promise<void> {
  await sql`update media set channel_media_id = ${channelMediaId}, placed_at = ${now} where ${here(key)}`.execute(db);
}
