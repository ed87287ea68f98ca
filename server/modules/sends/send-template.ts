import type { PlannedReply, TemplateReplyBody } from '#contract/send';
import type { App } from '#context';
import { findTemplate, messageLinkBase } from '#modules/templates';
import type { TemplateRow } from '#modules/templates';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import type { Tx } from '#platform/database';
import { AppError } from '#platform/errors';
import { fillChosenTemplate } from './fill-chosen-template.ts';
import { pictureOf, valuesOf } from './freeze-content.ts';
import { linkToken } from './links.ts';
import { isWindowOpen, planReply } from './plan-reply.ts';
import type { AnsweredConversation } from './plan-reply.ts';
import { findReplyFacts } from './reply-queries.ts';

/**
 * A template that a member chose, with their values. Name, shop and cart fill in what they leave out. It may go at any hour of the window;
 * a marketing one still needs consent, which the gate asks.
 */
export function sendTemplate(app: App, actor: Actor, conversationId: string, idempotencyKey: string, body: TemplateReplyBody): Promise<PlannedReply> {
  return planReply(app, actor, { conversationId, idempotencyKey, step: 'template' }, async (tx, conversation, sendId) => {
    const template = await requireTemplate(tx, conversation, body.templateId);
    const { facts, cartId } = await gatherFacts(app, tx, conversation, sendId);
    const linkBase = messageLinkBase(app);
    const content = fillChosenTemplate(template, {
      values: { ...definedOf(valuesOf(facts, templateLanguage(template))), agent_name: actor.name, ...body.values },
      sendId,
      link: cartId === null ? null : { base: linkBase, suffix: linkToken(app.keys, actor.workspaceId, sendId) },
      linkBase,
      mediaUrl: body.mediaUrl ?? pictureOf(facts),
    });
    return {
      purpose: template.category === 'marketing' ? 'marketing' : 'utility',
      intent: { kind: 'content', content, inReplyTo: null, templateId: template.id },
      isReply: isWindowOpen(app, conversation),
      cartId,
    };
  });
}

async function requireTemplate(tx: Tx, conversation: AnsweredConversation, templateId: string): Promise<TemplateRow> {
  const template = await findTemplate(tx, conversation.workspace_id, templateId);
  if (!template || template.connection_id !== conversation.connection_id) throw new AppError('not_found', 'template_unknown', 'There is no such template for the number of this conversation.');
  if (template.status !== 'approved') throw new AppError('conflict', 'template_not_approved', 'This template cannot be sent now: the channel has not approved it or has paused it. Choose another one.');
  if (template.category === 'authentication') throw new AppError('invalid', 'template_not_for_people', 'Templates with sign-in codes are not sent by hand.');
  return template;
}

const templateLanguage = (template: TemplateRow) => (template.language.startsWith('pt') ? 'pt' : template.language.startsWith('en') ? 'en' : 'es');

async function gatherFacts(app: App, tx: Tx, conversation: AnsweredConversation, sendId: string) {
  const found = await findReplyFacts(tx, conversation.workspace_id, conversation.contact_id);
  const workspace = (await readWorkspaceFacts(app.db, [conversation.workspace_id], tx)).get(conversation.workspace_id);
  const facts = { sendId, firstName: found.firstName, shopName: workspace?.name ?? '', locale: workspace?.locale ?? 'es', cart: found.cart, discountCode: null, linkUrl: '' };
  return { facts, cartId: found.cart?.id ?? null };
}

const definedOf = (values: Record<string, string | null | undefined>) => Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])));
