import type { PaymentSettings } from '#contract/payment';
import { PaymentSettingsSchema } from '#contract/payment';
import type { App } from '#context';
import { readWorkspaceSetting, writeAudit, writeWorkspaceSetting } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import type { Db, Tx } from '#platform/database';

export const readPaymentSettings = (db: Db | Tx, workspaceId: string): Promise<PaymentSettings> => readWorkspaceSetting(db, workspaceId, 'payments', PaymentSettingsSchema);

export async function readPaymentSettingsByMember(app: App, actor: Actor): Promise<PaymentSettings> {
  requireRole(actor, 'agent');
  return readPaymentSettings(app.db, actor.workspaceId);
}

export async function changePaymentSettings(app: App, actor: Actor, settings: PaymentSettings): Promise<PaymentSettings> {
  requireRole(actor, 'admin');
  return inTransaction(app.db, async (tx) => {
    const written = await writeWorkspaceSetting(app, tx, actor.workspaceId, 'payments', PaymentSettingsSchema, settings);
    await writeAudit(app, tx, actor, 'payment_settings.changed', null, { ...written });
    return written;
  });
}
