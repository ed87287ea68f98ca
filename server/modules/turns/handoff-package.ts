import { sql } from 'kysely';
import type { App } from '#context';
import { HandoffPackage } from '#contract/handoff';
import type { HandoffTrigger } from '#contract/handoff';
import { languageOf } from '#contract/language';
import { findOpenCart } from '#modules/carts';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Tx } from '#platform/database';
import { nextStepFor } from './handoff-words.ts';
import { readTranscript } from './transcript.ts';
import { viewedProduct } from './viewed-product.ts';

const transcriptLines = 20;
const ordersShown = 5;

/** Gathers what a person needs to see, as it is now (HND-13). */
export async function packHandoff(app: App, tx: Tx, about: { workspaceId: string; conversationId: string; contactId: string; trigger: HandoffTrigger }): Promise<HandoffPackage> {
  const { workspaceId, conversationId, contactId, trigger } = about;
  const now = app.clock.now();
  const workspace = (await readWorkspaceFacts(app.db, [workspaceId], tx)).get(workspaceId);
  const transcript = await readTranscript(tx, workspaceId, conversationId, transcriptLines);
  const cart = await findOpenCart(tx, about, null, now);
  const viewed = await viewedProduct(about, now).execute(tx);
  const { rows } = await sql<{ profile: unknown; orders: unknown }>`
    select jsonb_build_object('name', p.name, 'phone', (select i.value from contact_identity i where i.workspace_id = p.workspace_id and i.contact_id = p.id and i.kind = 'phone' limit 1),
        'email', (select i.value from contact_identity i where i.workspace_id = p.workspace_id and i.contact_id = p.id and i.kind = 'email' limit 1), 'language', p.locale, 'tags', p.tags,
        'orderCount', coalesce(p.order_count, (select count(*) from shop_order o where o.workspace_id = p.workspace_id and o.contact_id = p.id)),
        'spentMinor', p.spent_minor, 'spentCurrency', p.spent_currency, 'attributes', p.attributes) as profile,
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'totalMinor', o.total_minor, 'currency', o.currency, 'state', o.state, 'paymentState', o.payment_state,
          'fulfilmentState', o.fulfilment_state, 'placedAt', to_char(o.placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by o.placed_at desc), '[]')
        from (select * from shop_order o where o.workspace_id = p.workspace_id and o.contact_id = p.id order by o.placed_at desc limit ${ordersShown}) o) as orders
    from contact p where p.workspace_id = ${workspaceId} and p.id = ${contactId}`.execute(tx);
  return HandoffPackage.parse({
    transcript: transcript.map(({ at, ...line }) => ({ ...line, at: at.toISOString() })),
    profile: rows[0]?.profile,
    orders: rows[0]?.orders,
    cart: cart && cart.itemCount > 0 ? { id: cart.id, totalMinor: cart.totalMinor, currency: cart.currency, itemCount: cart.itemCount, lines: cart.lines.map(({ title, variantTitle, quantity, unitPriceMinor }) => ({ title, variantTitle: variantTitle ?? null, quantity, unitPriceMinor })) } : null,
    viewed: viewed.rows[0] ?? null,
    nextStep: nextStepFor(trigger, languageOf(workspace?.locale) ?? 'en'),
  });
}
