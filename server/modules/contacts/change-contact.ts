import type { App } from '#context';
import type { ContactDetail, ContactPatch } from '#contract/contact';
import { writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { lockLivingContact } from './lock-living-contact.ts';
import { readContact, requireContact } from './read-contact.ts';

const mostAttributes = 100;

/** What a member knows better than the shop: name, language, tags and attributes. A name written here is newer than any the shop told. */
export async function changeContact(app: App, actor: Actor, contactId: string, patch: ContactPatch): Promise<ContactDetail> {
  requireRole(actor, 'agent');
  const { workspaceId } = actor;
  await requireContact(app, workspaceId, contactId);
  await inTransaction(app.db, async (tx) => {
    const known = await lockLivingContact(tx, workspaceId, contactId);
    const attributes = Object.fromEntries(Object.entries({ ...known.attributes, ...patch.attributes }).filter(([, value]) => value !== null));
    if (Object.keys(attributes).length > mostAttributes) throw new AppError('invalid', 'too_many_attributes', `A contact has at most ${mostAttributes} attributes.`);
    const now = app.clock.now();
    await tx
      .updateTable('contact')
      .set({
        updated_at: now,
        attributes: JSON.stringify(attributes),
        ...(patch.name !== undefined && { name: patch.name, name_at: now }),
        ...(patch.firstName !== undefined && { first_name: patch.firstName }),
        ...(patch.locale !== undefined && { locale: patch.locale }),
        ...(patch.tags !== undefined && { tags: [...new Set(patch.tags)].sort() }),
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', contactId)
      .execute();
    await writeAudit(app, tx, actor, 'contact.changed', { kind: 'contact', id: contactId }, { fields: Object.keys(patch) });
  });
  app.live.publish({ workspaceId, topic: 'contact', id: contactId });
  return readContact(app, actor, contactId);
}
