import type { FlowButton, FlowText, FlowValues } from '#contract/flow-message';
import { flowVariables, renderText } from '#contract/flow-message';
import type { CartLine } from '#contract/inbound-event';
import type { Language } from '#contract/language';
import type { MessageButton, OutgoingContent } from '#contract/message-content';
import { formatMoney } from '#contract/money';

/** What a flow message is filled with. */
export interface FreezeFacts {
  sendId: string;
  firstName: string | null;
  shopName: string;
  locale: string;
  cart: { lines: CartLine[]; totalMinor: number; currency: string } | null;
  discountCode: string | null;
  /** Signed short link of this very message. */
  linkUrl: string;
}

/** A reply button's id: what was asked, and the message it was under. */
export const replyId = (action: string, sendId: string) => `${action}:${sendId}`;

/** Reads a tap back; null when the id is none of ours. */
export function readReplyId(id: string): { action: string; sendId: string } | null {
  const match = /^([a-z_]+):([0-9a-f-]{36})$/.exec(id);
  return match?.[1] && match[2] ? { action: match[1], sendId: match[2] } : null;
}

/** The values of this moment. */
export function valuesOf(facts: FreezeFacts, language: Language): FlowValues {
  const { cart } = facts;
  const [first] = cart?.lines ?? [];
  return {
    first_name: facts.firstName,
    shop_name: facts.shopName,
    cart_summary: cart ? summarizeCart(cart.lines, language) : null,
    cart_total: cart ? formatMoney({ amountMinor: cart.totalMinor, currency: cart.currency }, facts.locale) : null,
    item_title: first ? first.title : null,
    discount_code: facts.discountCode,
    item_count: cart ? String(cart.lines.reduce((sum, line) => sum + line.quantity, 0)) : null,
  };
}

const moreItems: Record<Language, (count: number) => string> = {
  es: (count) => `y ${count} más`,
  pt: (count) => `e mais ${count}`,
  en: (count) => `and ${count} more`,
};

/** "Zapatilla Norte (42) × 2, Media Trail y 3 más": two lines by name, the rest counted. */
export function summarizeCart(lines: CartLine[], language: Language): string {
  const named = lines.slice(0, 2).map((line) => {
    const variant = line.variantTitle && line.variantTitle !== 'Default Title' ? ` (${line.variantTitle})` : '';
    return `${line.title.slice(0, 80)}${variant.slice(0, 40)}${line.quantity > 1 ? ` × ${line.quantity}` : ''}`;
  });
  const rest = lines.length - named.length;
  return rest > 0 ? `${named.join(', ')} ${moreItems[language](rest)}` : named.join(', ');
}

/** What this person or cart lacks for a template: variables without a value, and "image" when there is no picture. */
export function missingOf(facts: FreezeFacts, values: FlowValues): Set<string> {
  const missing = flowVariables.filter((name) => !values[name]?.trim());
  return new Set([...missing, ...(pictureOf(facts) === null ? ['image'] : [])]);
}

/** The picture of the first thing in the cart that has one. */
export function pictureOf(facts: FreezeFacts): string | null {
  return facts.cart?.lines.find((line) => line.imageUrl?.startsWith('http'))?.imageUrl ?? null;
}

/** The same message without a template, for an open window: replies as buttons, the link in the text (no channel mixes both). */
export function freezeFree(text: FlowText, facts: FreezeFacts, language: Language): OutgoingContent {
  const { body, footer } = renderText(text, valuesOf(facts, language));
  const link = text.buttons.find((button) => button.kind === 'link');
  const replies = text.buttons.filter((button) => button.kind === 'reply').slice(0, 3);
  if (replies.length === 0 && link) return { type: 'buttons', header: null, text: body, footer, buttons: [toButton(link, facts)] };
  const full = link ? `${body}\n\n${link.title}: ${facts.linkUrl}` : body;
  if (replies.length === 0 || full.length > 1024) return { type: 'text', text: full, previewUrl: false };
  return { type: 'buttons', header: null, text: full, footer, buttons: replies.map((button) => toButton(button, facts)) };
}

function toButton(button: FlowButton, facts: FreezeFacts): MessageButton {
  return button.kind === 'link' ? { kind: 'link', title: button.title, url: facts.linkUrl } : { kind: 'reply', title: button.title, id: replyId(button.action, facts.sendId) };
}
