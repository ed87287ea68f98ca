import { sql } from 'kysely';
import type { App } from '#context';
import { languageOf } from '#contract/language';
import type { Language } from '#contract/language';
import { issueContactCode } from '#modules/contacts';
import { readWorkspaceFacts } from '#modules/workspaces';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import type { OpenChat, Visit } from './open-chat.ts';

const words: Record<Language, (code: string) => string> = {
  es: (code) => `Hola, sigo aquí la conversación del sitio. #${code}`,
  pt: (code) => `Olá, continuo aqui a conversa do site. #${code}`,
  en: (code) => `Hello, I would like to go on from the site here. #${code}`,
};

/** The number that the shop is reached at on WhatsApp, digits only; null: none is connected. */
export async function findWhatsApp(app: App, workspaceId: string): Promise<string | null> {
  const vendors = [...app.connectors.channels.values()].filter(({ channel }) => channel === 'whatsapp').map(({ id }) => id);
  const { rows } = await sql<{ name: string | null }>`
    select coalesce(facts->>'numberKey', facts->>'accountName') as name from connection
    where workspace_id = ${workspaceId} and port = 'channel' and vendor = any(${vendors}) and state = 'active' order by created_at limit 1`.execute(app.db);
  const digits = rows[0]?.name?.replaceAll(/\D/g, '') ?? '';
  return digits.length >= 8 ? digits : null;
}

/**
 * A link that opens WhatsApp with a code in the message: once it is sent, both conversations belong to one person, and nobody repeats
 * themselves. Repeatable: the code stays good for a day.
 */
export async function goOnWhatsApp(app: App, chat: OpenChat, visit: Visit | null): Promise<{ url: string }> {
  const number = await findWhatsApp(app, chat.workspaceId);
  if (!number) throw new AppError('conflict', 'whatsapp_absent', 'The shop has no WhatsApp number connected.');
  if (!visit) return { url: `https://wa.me/${number}` };
  const facts = (await readWorkspaceFacts(app.db, [chat.workspaceId])).get(chat.workspaceId);
  const code = await inTransaction(app.db, (tx) => issueContactCode(app, tx, { workspaceId: chat.workspaceId, ...visit }));
  return { url: `https://wa.me/${number}?text=${encodeURIComponent(words[languageOf(facts?.locale) ?? 'en'](code))}` };
}
