import { sql } from 'kysely';
import type { App } from '#context';
import { openConnection } from '#modules/connections';
import { AppError } from '#platform/errors';
import { ChatPageSettings, chatIdentity } from '#ports/chat-page';

/** A chat connection that this page may use. */
export interface OpenChat {
  workspaceId: string;
  connectionId: string;
  settings: ChatPageSettings;
}

/** Throws `not_found` for anything but an active chat, and `forbidden` for a page that is none of the shop's. */
export async function openChat(app: App, connectionId: string, origin: string | undefined): Promise<OpenChat> {
  const connection = await openConnection(app, connectionId);
  if (!connection || connection.state !== 'active' || connection.definition.port !== 'channel' || connection.definition.channel !== 'chat') {
    throw new AppError('not_found', 'chat_unknown', 'There is no chat at this address.');
  }
  const settings = ChatPageSettings.parse(connection.settings);
  const allowed = [settings.shopUrl, ...settings.allowedOrigins].map((url) => (URL.canParse(url) ? new URL(url).origin : url.toLowerCase()));
  if (!origin || !allowed.includes(origin.toLowerCase())) throw new AppError('forbidden', 'chat_elsewhere', 'This page is not one of the shop’s. Add its address to the chat’s connection.');
  return { workspaceId: connection.workspaceId, connectionId, settings };
}

export interface Visit {
  /** The identity that holds this key. */
  visitor: string;
  contactId: string;
  conversationId: string;
  /** Who answers it. */
  handler: string;
}

/** The conversation of the visitor who holds this key; null: they have not said anything yet. */
export async function findVisit(app: App, chat: OpenChat, chatKey: string): Promise<Visit | null> {
  const { rows } = await sql<Visit>`
    select i.value as visitor, i.contact_id as "contactId", v.id as "conversationId", v.handler from contact_identity i
    join conversation v on v.workspace_id = i.workspace_id and v.connection_id = ${chat.connectionId} and v.contact_id = i.contact_id
    where i.workspace_id = ${chat.workspaceId} and i.kind = 'visitor' and i.value = ${`${chat.connectionId}:${chatIdentity(chatKey)}`}`.execute(app.db);
  return rows[0] ?? null;
}
