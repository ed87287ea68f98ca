import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '#context';
import { languageOf } from '#contract/language';
import { readWorkspaceFacts } from '#modules/workspaces';
import { dayMs, secondMs } from '#platform/clock';
import { storableJson } from '#platform/database';
import { withinParts } from '#platform/partitions';
import type { ModelDefinition } from '#ports/model';
import { openOrNull } from './engines.ts';
import { settingsOf } from './situation.ts';
import type { Situation } from './situation.ts';
import type { TakenTurn } from './turn-queries.ts';

const Voice = z.object({ messageId: z.string(), at: z.date(), state: z.enum(['wanted', 'stored', 'failed']), mimeType: z.string().nullable(), bytes: z.instanceof(Buffer).nullable(), locale: z.string().nullable() });

/** A file that has not come after this is not waited for any longer. */
const patienceMs = 20 * secondMs;
const hearMs = 20 * secondMs;

/**
 * Writes down the words of a turn's voice notes, as far as a model of the merchant can hear. `heard`: there are words that the situation does not
 * have. `wait`: a file is still on its way. What cannot be heard stays a voice note without words, and an engine says so. Repeatable: what was
 * heard is kept with its message.
 */
export async function hearVoices(app: App, { turn, row }: Situation): Promise<'nothing' | 'heard' | 'wait'> {
  if (!row.pieces.some(({ content, transcript }) => content.type === 'audio' && transcript === null)) return 'nothing';
  const voices = await findUnheard(app, turn);
  if (voices.length === 0) return 'nothing';
  const ear = await findEar(app, turn.workspaceId);
  if (ear === null) return 'nothing';
  if (voices.some(({ state }) => state === 'wanted') && app.clock.nowMs() - turn.startedAt.getTime() < patienceMs) return 'wait';
  let hasHeard = false;
  for (const voice of voices) {
    if (voice.bytes === null) continue;
    try {
      const { text } = await ear.transcribe({ bytes: voice.bytes, mimeType: voice.mimeType ?? 'audio/ogg', language: languageOf(voice.locale), timeoutMs: hearMs });
      await keepWords(app, turn, voice, text.trim().slice(0, 4096));
      hasHeard = true;
    } catch (error) {
      app.log.warn({ err: error, turn: turn.id }, 'A voice note could not be heard');
    }
  }
  return hasHeard ? 'heard' : 'nothing';
}

async function findUnheard(app: App, turn: TakenTurn): Promise<z.infer<typeof Voice>[]> {
  const { rows } = await sql`
    select m.id as "messageId", m.at, f.state, f.mime_type as "mimeType", f.bytes, p.locale
    from message m
    join media f on f.workspace_id = m.workspace_id and f.message_id = m.id and f.at = m.at
    join contact p on p.workspace_id = m.workspace_id and p.id = ${turn.contactId}
    where m.workspace_id = ${turn.workspaceId} and m.conversation_id = ${turn.conversationId} and m.at > ${withinParts(new Date(turn.startedAt.getTime() - 7 * dayMs))} and m.id = any(${turn.messageIds}::uuid[]) and m.content->>'type' = 'audio'
      and m.transcript is null and not m.is_revoked`.execute(app.db);
  return Voice.array().parse(rows);
}

/** The model that thinks, if it hears; else another one of the workspace that does. */
async function findEar(app: App, workspaceId: string): Promise<{ transcribe(audio: Parameters<NonNullable<ModelDefinition['transcribe']>>[1]): Promise<{ text: string }> } | null> {
  const workspace = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId);
  if (!workspace) return null;
  const { modelConnectionId, fallbackConnectionId } = settingsOf(workspace);
  const { rows } = await sql<{ id: string }>`
    select id from connection where workspace_id = ${workspaceId} and port = 'model' and state = 'active'
    order by id = ${modelConnectionId}::uuid desc nulls last, id = ${fallbackConnectionId}::uuid desc nulls last, created_at`.execute(app.db);
  for (const { id } of rows) {
    const connection = await openOrNull(app, id);
    if (connection?.definition.port !== 'model') continue;
    const { transcribe } = connection.definition;
    if (transcribe) return { transcribe: (audio) => transcribe(connection.client(), audio) };
  }
  return null;
}

async function keepWords(app: App, turn: TakenTurn, voice: z.infer<typeof Voice>, text: string): Promise<void> {
  const kept = z.string().parse(JSON.parse(storableJson(text)));
  await sql`update message set transcript = ${kept} where workspace_id = ${turn.workspaceId} and at = ${voice.at} and id = ${voice.messageId} and not is_revoked`.execute(app.db);
}
