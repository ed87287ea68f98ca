import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { App } from '#context';
import { hourMs } from '#platform/clock';
import type { Db, Tx } from '#platform/database';
import { chatOf } from './chat-of.ts';
import { keptConversation } from './kept-conversation.ts';
import { areTwoPeople } from './match-people.ts';
import type { KnownIdentity } from './match-people.ts';
import { mergeContacts } from './merge-contacts.ts';

/** Letters that nobody takes for another, read aloud or copied by hand. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codePattern = /(?:^|[\s(])#([A-HJKMNP-Z2-9]{8})(?=$|[\s).,!])/;
const validMs = 24 * hourMs;

/**
 * A code with which this contact can show, over a channel that vouches for people, that they are the same. The last one that is still good is given again.
 * @param visitor the identity that this chat speaks with: the code vouches for it alone.
 */
export async function issueContactCode(
  app: App,
  tx: Tx,
  { workspaceId, contactId, conversationId, visitor }: { workspaceId: string; contactId: string; conversationId: string; visitor: string },
): Promise<string> {
  const now = app.clock.now();
  const { rows } = await sql<{ code: string }>`
    select code from contact_code where workspace_id = ${workspaceId} and contact_id = ${contactId} and visitor = ${visitor} and used_at is null and expires_at > ${new Date(now.getTime() + hourMs)}
    order by created_at desc limit 1`.execute(tx);
  if (rows[0]) return rows[0].code;
  const code = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  await sql`
    insert into contact_code (workspace_id, code, contact_id, conversation_id, visitor, created_at, expires_at)
    values (${workspaceId}, ${code}, ${contactId}, ${conversationId}, ${visitor}, ${now}, ${new Date(now.getTime() + validMs)})`.execute(tx);
  return code;
}

/** The code that a message carries; null: none. */
export const readContactCode = (text: string): string | null => codePattern.exec(text)?.[1] ?? null;

/** Whether the code can still be redeemed. */
export async function isContactCodeGood(app: App, tx: Tx, { workspaceId, code }: { workspaceId: string; code: string }): Promise<boolean> {
  const { rows } = await sql`select from contact_code where workspace_id = ${workspaceId} and code = ${code} and used_at is null and expires_at > ${app.clock.now()}`.execute(tx);
  return rows.length > 0;
}

/**
 * Makes the one who wrote this code and the one who got it one person. The writer is kept: their channel vouches for them. Only upon their own word
 * that it was them: anybody can be talked into sending a code. Where the chat came to somebody who is known by another phone or account, which whoever
 * types that phone in the shop brings about, the chat alone goes over to the writer. `again`: they said so before; `stale`: the code is unknown, old
 * or used.
 */
export async function redeemContactCode(app: App, tx: Tx, { workspaceId, contactId, code }: { workspaceId: string; contactId: string; code: string }): Promise<'joined' | 'again' | 'stale'> {
  const { rows } = await sql<{ contact_id: string; visitor: string | null }>`
    update contact_code set used_at = ${app.clock.now()}
    where workspace_id = ${workspaceId} and code = ${code} and used_at is null and expires_at > ${app.clock.now()} returning contact_id, visitor`.execute(tx);
  const [found] = rows;
  if (!found) {
    const known = await sql`select from contact_code where workspace_id = ${workspaceId} and code = ${code} and contact_id = ${contactId} and used_at is not null`.execute(tx);
    return known.rows.length > 0 ? 'again' : 'stale';
  }
  if (found.contact_id !== contactId) {
    const isOther = await isSomebodyElse(tx, workspaceId, contactId, found.contact_id);
    if (!isOther) await mergeContacts(app, tx, { workspaceId, keptId: contactId, mergedId: found.contact_id });
    else if (!(await takeChat(tx, { workspaceId, contactId, code }))) return 'stale';
  }
  if (found.visitor !== null) await partFromOtherChats(tx, { workspaceId, contactId, visitor: found.visitor });
  return 'joined';
}

async function isSomebodyElse(tx: Tx, workspaceId: string, contactId: string, otherId: string): Promise<boolean> {
  const { rows } = await sql<KnownIdentity>`
    select kind, value, match_key as "matchKey", contact_id as "contactId" from contact_identity where workspace_id = ${workspaceId} and contact_id in (${contactId}, ${otherId})`.execute(tx);
  const of = (id: string) => rows.filter((identity) => identity.contactId === id);
  // Two chats of one person come together by this very code.
  const isSure = ({ kind }: KnownIdentity) => kind !== 'visitor';
  return areTwoPeople(of(contactId).filter(isSure), of(otherId).filter(isSure));
}

/** The chat that the code was made for is this person's from now on, as is the code. False: an older code, which names no chat. */
async function takeChat(tx: Tx, { workspaceId, contactId, code }: { workspaceId: string; contactId: string; code: string }): Promise<boolean> {
  const { rows } = await sql<{ visitor: string }>`
    update contact_code set contact_id = ${contactId} where workspace_id = ${workspaceId} and code = ${code} and visitor is not null returning visitor`.execute(tx);
  const [taken] = rows;
  if (taken) await sql`update contact_identity set contact_id = ${contactId} where workspace_id = ${workspaceId} and kind = 'visitor' and value = ${taken.visitor}`.execute(tx);
  return taken !== undefined;
}

/**
 * Browsers that came to this person's chat in another way, such as an e-mail that somebody typed, are strangers from now on: they would read what is
 * said there. Who has shown by a code of their own that it is them stays.
 */
async function partFromOtherChats(tx: Tx, { workspaceId, contactId, visitor }: { workspaceId: string; contactId: string; visitor: string }): Promise<void> {
  await sql`
    delete from contact_identity i where i.workspace_id = ${workspaceId} and i.contact_id = ${contactId} and i.kind = 'visitor' and i.value <> ${visitor}
      and starts_with(i.value, ${chatOf(visitor)})
      and not exists (select from contact_code k where k.workspace_id = i.workspace_id and k.contact_id = i.contact_id and k.visitor = i.value and k.used_at is not null)`.execute(tx);
}

/** Whoever sent the code says that it was not them: nobody can redeem it any more. False: it was redeemed or gone before. */
export async function dropContactCode(tx: Tx, { workspaceId, code }: { workspaceId: string; code: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from contact_code where workspace_id = ${workspaceId} and code = ${code} and used_at is null`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/**
 * Whether everybody who writes in the chat of this connection as this person has shown by a code that they are. One browser that came to the contact
 * in another way, such as an e-mail that somebody typed, is enough for a no: what the chat says, all of them can read.
 */
export async function hasShownWho(db: Db | Tx, { workspaceId, contactId, connectionId }: { workspaceId: string; contactId: string; connectionId: string }): Promise<boolean> {
  const { rows } = await sql<{ isShown: boolean | null }>`
    select bool_and(exists (select from contact_code k where k.workspace_id = i.workspace_id and k.contact_id = i.contact_id and k.visitor = i.value and k.used_at is not null)) as "isShown"
    from contact_identity i where i.workspace_id = ${workspaceId} and i.contact_id = ${contactId} and i.kind = 'visitor' and starts_with(i.value, ${`${connectionId}:`})`.execute(db);
  return rows[0]?.isShown ?? false;
}

/** After a merge the codes are the kept contact's. */
export async function repointContactCodes(tx: Tx, merges: { workspaceId: string; keptId: string; mergedId: string }[]): Promise<void> {
  for (const merge of merges) {
    await sql`update contact_code set contact_id = ${merge.keptId}, conversation_id = ${keptConversation(merge)} where workspace_id = ${merge.workspaceId} and contact_id = ${merge.mergedId}`.execute(tx);
  }
}

export async function eraseContactCodes(tx: Tx, people: { workspaceId: string; contactId: string }[]): Promise<void> {
  for (const { workspaceId, contactId } of people) await sql`delete from contact_code where workspace_id = ${workspaceId} and contact_id = ${contactId}`.execute(tx);
}

/** Codes that nobody redeemed in time go at once, the others with the messages of the conversation that they joined. */
export async function forgetContactCodes(db: Db, now: Date, before: Date): Promise<void> {
  await sql`delete from contact_code where (used_at is null and expires_at < ${now}) or used_at < ${before}`.execute(db);
}
