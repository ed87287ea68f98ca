import { replyVariables } from '#contract/saved-reply';
import type { ReplyValues } from '#contract/saved-reply';
import { languageOf } from '#contract/language';
import type { App } from '#context';
import { readOwnConversation } from '#modules/conversations';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { valuesOf } from './freeze-content.ts';
import { findLastOrder, findReplyFacts } from './reply-queries.ts';

/** What a saved reply can say to this person without being told, and in which language they are written to. */
export async function readReplyValues(app: App, actor: Actor, conversationId: string): Promise<ReplyValues> {
  requireRole(actor, 'agent');
  const { db } = app;
  const conversation = await readOwnConversation(db, actor.workspaceId, conversationId);
  const found = await findReplyFacts(db, actor.workspaceId, conversation.contact_id);
  const order = await findLastOrder(db, actor.workspaceId, conversation.contact_id);
  const workspace = (await readWorkspaceFacts(db, [actor.workspaceId])).get(actor.workspaceId);
  const locale = workspace?.locale ?? 'es';
  const language = languageOf(found.locale) ?? languageOf(locale) ?? 'es';
  const facts = { sendId: conversation.id, firstName: found.firstName, shopName: workspace?.name ?? '', locale, cart: found.cart, discountCode: null, linkUrl: '' };
  const known = { ...valuesOf(facts, language), agent_name: actor.name, order_number: order?.number, order_status: order?.status, tracking_url: order?.trackingUrl };
  return { language, values: Object.fromEntries(replyVariables.map((name) => [name, known[name] ?? null])) };
}
