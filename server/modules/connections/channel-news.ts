import { sql } from 'kysely';
import type { EventHandler } from '#context';
import { forgetConnection } from './open-connection.ts';

/**
 * News about a merchant's number or account, kept as facts of the connection. Each fact carries the instant of its news, so that older
 * news never undoes newer.
 */
export const applyChannelNews: EventHandler<'channel.changed'> = async (app, tx, events) => {
  for (const { workspaceId, connectionId, event } of events) {
    const { type: _type, at, ...news } = event;
    const given = Object.entries(news).filter(([, value]) => value !== null && value !== undefined);
    for (const [name, value] of given) {
      await sql`
        update connection set facts = facts || jsonb_build_object(${name}::text, ${JSON.stringify(value)}::jsonb, ${`${name}At`}::text, ${at}::text), updated_at = ${app.clock.now()}
        where workspace_id = ${workspaceId} and id = ${connectionId} and coalesce((facts->>${`${name}At`})::timestamptz, '-infinity') <= ${at}::timestamptz`.execute(tx);
    }
    forgetConnection(app, connectionId);
    app.live.publish({ workspaceId, topic: 'connection', id: connectionId });
  }
};

/** The merchant removed us at the vendor: the connection is closed; connecting again opens it. */
export const closeConnections: EventHandler<'connection.closed'> = async (app, tx, events) => {
  for (const { workspaceId, connectionId, event } of events) {
    await sql`
      update connection set state = 'closed', updated_at = ${app.clock.now()}, health = health || ${JSON.stringify({ closedReason: event.reason, closedAt: event.at })}::jsonb
      where workspace_id = ${workspaceId} and id = ${connectionId} and created_at <= ${event.at}::timestamptz`.execute(tx);
    forgetConnection(app, connectionId);
    app.live.publish({ workspaceId, topic: 'connection', id: connectionId });
  }
};
