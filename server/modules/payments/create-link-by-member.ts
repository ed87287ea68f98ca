import { sql } from 'kysely';
import type { z } from 'zod';
import type { App } from '#context';
import { languageOf } from '#contract/language';
import type { CreatedLink, NewPaymentLink } from '#contract/payment';
import { readWorkspaceFacts, writeAudit } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { readCart } from './cart-to-pay.ts';
import { createPaymentLink } from './create-payment-link.ts';
import { listTills } from './tills.ts';

/** A link that a member makes for a shopper's cart, in the shopper's language. */
export async function createLinkByMember(app: App, actor: Actor, idempotencyKey: string, body: NewPaymentLink): Promise<z.infer<typeof CreatedLink>> {
  requireRole(actor, 'agent');
  const { workspaceId } = actor;
  const cart = await readCart(app.db, workspaceId, body.cartId);
  const language = await readLanguage(app, workspaceId, cart?.contactId ?? null);
  const made = await createPaymentLink(app, { workspaceId, cartId: body.cartId, contactId: cart?.contactId ?? null, conversationId: body.conversationId, vendor: body.vendor, language, idempotencyKey });
  await inTransaction(app.db, (tx) => writeAudit(app, tx, actor, 'payment_link.made', { kind: 'payment_link', id: made.linkId }, { amountMinor: made.amountMinor, currency: made.currency, vendor: made.vendor }));
  return { id: made.linkId, url: made.url, amountMinor: made.amountMinor, currency: made.currency, vendor: made.vendor, vendorName: made.vendorName, expiresAt: made.expiresAt.toISOString() };
}

async function readLanguage(app: App, workspaceId: string, contactId: string | null): Promise<string> {
  const { rows } = await sql<{ locale: string | null }>`select locale from contact where workspace_id = ${workspaceId} and id = ${contactId}`.execute(app.db);
  const workspace = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId);
  return languageOf(rows[0]?.locale) ?? languageOf(workspace?.locale) ?? 'en';
}

export async function listTillsByMember(app: App, actor: Actor) {
  requireRole(actor, 'agent');
  return { items: (await listTills(app, actor.workspaceId)).map((till) => ({ ...till, currencies: [...till.currencies] })) };
}
