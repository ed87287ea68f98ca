import type { App } from '#context';
import { AppError } from '#platform/errors';
import { isDatabaseAway } from '#platform/database';
import type { HookRequest, KeyedEvent } from '#ports/connector';
import { describeProblem } from './inbound-problems.ts';
import type { InboundProblem } from './inbound-problems.ts';
import { openConnection } from './open-connection.ts';
import type { OpenConnection } from './open-connection.ts';
import { routeEvents } from './route-events.ts';

/** A webhook that proved genuine, on its way into the store. */
export interface Delivery {
  id: string;
  workspaceId: string;
  connectionId: string;
  receivedAt: Date;
  method: string;
  headers: Record<string, string>;
  body: Buffer;
  events: (KeyedEvent & { connectionId: string })[];
  /** Set when the body as a whole, or events of unknown accounts, could not be read. */
  problems: InboundProblem[];
}

export type HookReply = { status: 200; body: string | null };

// Enough to verify and read the body again; never cookies or authorisation.
const keptHeader = /^(content-type|x-shopify-|shopify-|x-hub-|x-twilio-|x-360dialog-|marchante-|webhook-|stripe-signature$|x-signature$|x-request-id$|user-agent|origin$)/;

/**
 * Receives one webhook: verified over its raw bytes, stored under its events' keys, applied, and only then answered (P1).
 * Throws `unauthenticated` for a forged one and `unavailable` when it could not be stored, so that the vendor sends it again.
 */
export async function receiveHook(app: App, store: (delivery: Delivery) => Promise<void>, connectionId: string, request: HookRequest): Promise<HookReply> {
  const connection = await openConnection(app, connectionId).catch((error: unknown) => {
    if (isDatabaseAway(error)) throw new AppError('unavailable', 'store_away', 'The store cannot be reached. Send this again later.');
    throw error;
  });
  if (!connection || connection.state === 'closed') throw new AppError('not_found', 'connection_unknown', 'There is no connection at this address.');
  const { hooks } = connection.definition;
  const challenge = hooks.challenge?.(request, connection.settings) ?? null;
  if (challenge === 'refused') throw new AppError('forbidden', 'verify_token_wrong', 'The verification token is not the one set here.');
  if (challenge) return { status: 200, body: challenge.body };
  if (request.method !== 'POST') throw new AppError('not_found', 'hook_unknown', 'This address takes webhooks only.');
  requireGenuine(connection, request);
  const delivery = await translate(app, connection, request);
  try {
    await store(delivery);
  } catch (error) {
    if (isDatabaseAway(error)) throw new AppError('unavailable', 'store_away', 'The store cannot be reached. Send this again later.');
    throw error;
  }
  return { status: 200, body: null };
}

function requireGenuine(connection: OpenConnection, request: HookRequest) {
  const verdict = connection.definition.hooks.verify(request, connection.settings);
  if (verdict === 'genuine') return;
  if (verdict === 'no_secret') throw new AppError('unauthenticated', 'no_secret', `The connection "${connection.name}" has no secret yet, so nothing it receives can be trusted. Set it in the console.`);
  throw new AppError('unauthenticated', 'signature_wrong', 'The signature does not match. Is the secret in the console the vendor\'s current one?');
}

async function translate(app: App, connection: OpenConnection, request: HookRequest): Promise<Delivery> {
  const delivery: Delivery = {
    id: app.ids.next(),
    workspaceId: connection.workspaceId,
    connectionId: connection.id,
    receivedAt: app.clock.now(),
    method: request.method,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => keptHeader.test(name))),
    body: request.body,
    events: [],
    problems: [],
  };
  await readBody(app, connection, request, delivery);
  return delivery;
}

/** Fills in a delivery what its body says; a body of another shape is a problem of it, never a failure. */
export async function readBody(app: App, connection: OpenConnection, request: HookRequest, delivery: Pick<Delivery, 'workspaceId' | 'receivedAt' | 'events' | 'problems'>): Promise<void> {
  try {
    const { events } = connection.definition.hooks.translate(request, connection.settings);
    await routeEvents(app, connection, events, delivery);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const { workspaceId, receivedAt } = delivery;
    delivery.problems.push({ ...describeProblem(app, error), workspaceId, connectionId: connection.id, receivedAt, key: null, event: null });
  }
}
