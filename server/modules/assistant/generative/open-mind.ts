import { sql } from 'kysely';
import type { App } from '#context';
import type { OpenConnection } from '#modules/connections';
import type { ModelDefinition } from '#ports/model';
import type { Engine, TurnView } from '../engine.ts';
import { tools } from '../tools/index.ts';
import { turnLimits } from '../turn-limits.ts';
import { makeGenerativeEngine } from './generative-engine.ts';
import type { Pictures } from './write-messages.ts';

/** A larger picture costs more than it tells. */
const largestBytes = 5 * 1024 * 1024;

/** An engine that thinks with the model of this connection. */
export function openMind(app: App, connection: OpenConnection): { engine: Engine; model: string | null } {
  const offered = Object.values(tools).map(({ name, description }) => ({ name, description }));
  const engine = makeGenerativeEngine({
    definition: connection.definition as ModelDefinition,
    client: connection.client(),
    settings: connection.settings,
    tools: offered,
    moveMs: turnLimits.moveMs,
    loadPictures: (view) => loadPictures(app, connection.workspaceId, view),
  });
  return { engine, model: typeof connection.facts['model'] === 'string' ? connection.facts['model'] : connection.name };
}

/** The pictures of this turn that are stored and small enough; others are told as pictures that cannot be seen. */
async function loadPictures(app: App, workspaceId: string, { incoming }: TurnView): Promise<Pictures> {
  const ids = incoming.flatMap(({ media }) => media?.mediaId ?? []);
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; bytes: Buffer; mimeType: string }>`
    select id, bytes, mime_type as "mimeType" from media
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) and state = 'stored' and size_bytes <= ${largestBytes} and mime_type like 'image/%'`.execute(app.db);
  return new Map(rows.map(({ id, bytes, mimeType }) => [id, { bytes, mimeType }]));
}
