import type { App } from '#context';
import type { ContactDetail, MergePreview } from '#contract/contact';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { findContactIdentities, toContact } from './contact-rows.ts';
import { mergeContacts } from './merge-contacts.ts';
import { readContact, requireContact } from './read-contact.ts';

async function requirePair(app: App, actor: Actor, keptId: string, mergedId: string) {
  if (keptId === mergedId) throw new AppError('invalid', 'same_contact', 'Choose another contact to make one with this.');
  const [kept, merged] = [await requireContact(app, actor.workspaceId, keptId), await requireContact(app, actor.workspaceId, mergedId)];
  if ([kept, merged].some((contact) => contact.erasedAt !== null || contact.mergedInto !== null)) throw new AppError('conflict', 'contact_gone', 'This contact was erased or made one with another.');
  return { kept, merged };
}

/** What the two would become, and the signs that they are two people after all. */
export async function previewMerge(app: App, actor: Actor, keptId: string, mergedId: string): Promise<MergePreview> {
  requireRole(actor, 'agent');
  const { kept, merged } = await requirePair(app, actor, keptId, mergedId);
  const [own, theirs] = await Promise.all([findContactIdentities(app.db, actor.workspaceId, [keptId]), findContactIdentities(app.db, actor.workspaceId, [mergedId])]);
  const exclusive = ['phone', 'shop_customer', 'bsuid'] as const;
  return {
    kept: toContact(kept),
    merged: toContact(merged),
    name: kept.name ?? merged.name,
    tags: [...new Set([...kept.tags, ...merged.tags])].sort(),
    identities: [...own, ...theirs],
    conflicts: exclusive.filter((kind) => own.some((one) => one.kind === kind && theirs.some((other) => other.kind === kind && other.connectionId === one.connectionId))),
  };
}

/** Makes two contacts one by hand. It cannot be undone: identities move and the ledgers of both stand together. */
export async function mergeByMember(app: App, actor: Actor, keptId: string, mergedId: string): Promise<ContactDetail> {
  requireRole(actor, 'admin');
  await requirePair(app, actor, keptId, mergedId);
  const { workspaceId } = actor;
  await inTransaction(app.db, async (tx) => {
    await mergeContacts(app, tx, { workspaceId, keptId, mergedId });
    await writeAudit(app, tx, actor, 'contact.merged', { kind: 'contact', id: keptId }, { mergedId });
  });
  for (const id of [keptId, mergedId]) app.live.publish({ workspaceId, topic: 'contact', id });
  return readContact(app, actor, keptId);
}
