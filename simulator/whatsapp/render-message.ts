import type { ChatMessage } from './chats.ts';
import { asObject, asObjects, asText, isObject, type Json } from './json.ts';
import { fillVariables, findComponent, valuesOf } from './template-shape.ts';
import type { Template } from './templates.ts';

/** A picture, film, sound or file as the phone draws it: something uploaded (`id`) or an address (`link`). */
export interface MediaView {
  kind: string;
  id: string | null;
  link: string | null;
  filename: string | null;
  isVoice: boolean;
}

export interface ButtonView {
  /** `reply` answers with `id`, `url` opens `url`, `copy` copies `id`; the others are only shown. */
  kind: 'reply' | 'template_reply' | 'url' | 'phone' | 'copy' | 'other';
  id: string;
  title: string;
  url: string | null;
}

export interface CardView {
  media: MediaView | null;
  body: string;
  buttons: ButtonView[];
}

/** A message as a person sees it. */
export interface MessageView {
  header: string | null;
  media: MediaView | null;
  body: string;
  footer: string | null;
  buttons: ButtonView[];
  cards: CardView[];
  /** Opens as a sheet; null when the message is no list. */
  list: { button: string; sections: { title: string; rows: { id: string; title: string; description: string }[] }[] } | null;
  location: { latitude: number; longitude: number; name: string; address: string } | null;
  contacts: { name: string; phone: string }[];
  /** Asks the person for their place or their number. */
  asksFor: 'location' | 'contact' | null;
}

const emptyView = (): MessageView => ({
  header: null, media: null, body: '', footer: null, buttons: [], cards: [], list: null, location: null, contacts: [], asksFor: null,
});

const MEDIA_TYPES = new Set(['image', 'video', 'audio', 'document', 'sticker']);

/** Works for both directions, because inbound webhooks and sends name their parts alike. */
export function renderMessage(message: Pick<ChatMessage, 'type' | 'payload'>, template: Template | null): MessageView {
  const { type, payload } = message;
  const part = payload[type];
  if (type === 'template') return template ? renderTemplate(template, asObjects(asObject(part).components)) : emptyView();
  if (type === 'interactive') return renderInteractive(asObject(part));
  if (type === 'contacts') return { ...emptyView(), contacts: contactsOf(part) };
  if (MEDIA_TYPES.has(type)) return { ...emptyView(), media: mediaOf(type, asObject(part)), body: asText(asObject(part).caption) };
  if (type === 'location') return { ...emptyView(), location: locationOf(asObject(part)) };
  if (type === 'button') return { ...emptyView(), body: asText(asObject(part).text) };
  return { ...emptyView(), body: asText(asObject(part).body) };
}

/** The words alone, for the ledger and the list of chats. */
export function textOf(payload: Json, template: Template | null): string {
  const type = asText(payload.type) || 'text';
  if (type === 'template' && template) {
    const sent = asObjects(asObject(payload.template).components);
    const body = sent.find((component) => asText(component.type).toLowerCase() === 'body');
    return fillVariables(asText(findComponent(template.components, 'BODY')?.text), valuesOf(asObjects(body?.parameters)));
  }
  const part = asObject(payload[type]);
  if (type === 'interactive') {
    const reply = asObject(part.button_reply ?? part.list_reply);
    return asText(asObject(part.body).text) || asText(reply.title);
  }
  return asText(part.body) || asText(part.caption) || asText(part.text) || asText(part.emoji) || asText(part.name);
}

export function mediaOf(kind: string, media: Json): MediaView {
  return {
    kind,
    id: asText(media.id) || null,
    link: asText(media.link) || null,
    filename: asText(media.filename) || null,
    isVoice: media.voice === true,
  };
}

const locationOf = (location: Json) => ({
  latitude: Number(location.latitude),
  longitude: Number(location.longitude),
  name: asText(location.name),
  address: asText(location.address),
});

const contactsOf = (contacts: unknown) =>
  asObjects(contacts).map((contact) => ({
    name: asText(asObject(contact.name).formatted_name),
    phone: asText(asObjects(contact.phones)[0]?.phone),
  }));

function renderTemplate(template: Template, sent: Json[]): MessageView {
  const view = emptyView();
  const parts = template.components;
  const sentPart = (type: string) => asObjects(sent.find((part) => asText(part.type).toLowerCase() === type)?.parameters);
  const header = findComponent(parts, 'HEADER');
  const media = mediaParameter(sentPart('header')[0]);
  if (media) view.media = media;
  else if (asText(header?.format).toUpperCase() === 'TEXT') {
    view.header = fillVariables(asText(header?.text), valuesOf(sentPart('header')));
  }
  view.body = fillVariables(asText(findComponent(parts, 'BODY')?.text), valuesOf(sentPart('body')));
  view.footer = asText(findComponent(parts, 'FOOTER')?.text) || null;
  view.buttons = templateButtons(parts, sent);
  const cards = asObjects(sent.find((part) => asText(part.type).toLowerCase() === 'carousel')?.cards);
  const approved = asObjects(findComponent(parts, 'CAROUSEL')?.cards);
  view.cards = cards.map((card, index) => renderCard(asObjects((approved[index] ?? approved[0])?.components), asObjects(card.components)));
  return view;
}

function renderCard(parts: Json[], sent: Json[]): CardView {
  const sentPart = (type: string) => asObjects(sent.find((part) => asText(part.type).toLowerCase() === type)?.parameters);
  return {
    media: mediaParameter(sentPart('header')[0]),
    body: fillVariables(asText(findComponent(parts, 'BODY')?.text), valuesOf(sentPart('body'))),
    buttons: templateButtons(parts, sent),
  };
}

function mediaParameter(parameter: Json | undefined): MediaView | null {
  const kind = asText(parameter?.type).toLowerCase();
  const media = parameter?.[kind];
  return ['image', 'video', 'document'].includes(kind) && isObject(media) ? mediaOf(kind, media) : null;
}

function templateButtons(parts: Json[], sent: Json[]): ButtonView[] {
  return asObjects(findComponent(parts, 'BUTTONS')?.buttons).map((button, index) => {
    const title = asText(button.text);
    const value = asObjects(
      sent.find((part) => asText(part.type).toLowerCase() === 'button' && Number(asText(part.index)) === index)?.parameters,
    )[0];
    switch (asText(button.type).toUpperCase()) {
      case 'QUICK_REPLY':
        return { kind: 'template_reply', id: asText(value?.payload) || title, title, url: null };
      case 'URL':
        return { kind: 'url', id: '', title, url: fillVariables(asText(button.url), { 1: asText(value?.text) }) };
      case 'PHONE_NUMBER':
        return { kind: 'phone', id: asText(button.phone_number), title, url: `tel:${asText(button.phone_number)}` };
      case 'COPY_CODE':
        return { kind: 'copy', id: asText(value?.coupon_code), title: asText(value?.coupon_code), url: null };
      default:
        return { kind: 'other', id: '', title, url: null };
    }
  });
}

function renderInteractive(interactive: Json): MessageView {
  const view = emptyView();
  const reply = interactive.button_reply ?? interactive.list_reply;
  if (isObject(reply)) return { ...view, body: asText(reply.title), footer: asText(reply.description) || null };
  const header = asObject(interactive.header);
  const kind = asText(header.type);
  if (kind === 'text') view.header = asText(header.text);
  else if (isObject(header[kind])) view.media = mediaOf(kind, header[kind]);
  view.body = asText(asObject(interactive.body).text);
  view.footer = asText(asObject(interactive.footer).text) || null;
  addAction(view, asText(interactive.type), asObject(interactive.action));
  return view;
}

function addAction(view: MessageView, type: string, action: Json): void {
  const parameters = asObject(action.parameters);
  if (type === 'button') view.buttons = replyButtons(action);
  else if (type === 'cta_url') view.buttons = [urlButton(parameters)];
  else if (type === 'list') view.list = { button: asText(action.button), sections: listSections(action) };
  else if (type === 'location_request_message') view.asksFor = 'location';
  else if (type === 'request_contact_info') view.asksFor = 'contact';
  else if (type === 'carousel') view.cards = asObjects(action.cards).map(interactiveCard);
  else if (type === 'order_details') view.buttons = paymentButtons(parameters);
  else if (type === 'flow') view.buttons = [{ kind: 'other', id: '', title: asText(parameters.flow_cta), url: null }];
}

const urlButton = (parameters: Json): ButtonView => ({
  kind: 'url', id: '', title: asText(parameters.display_text), url: asText(parameters.url),
});

const replyButtons = (action: Json): ButtonView[] =>
  asObjects(action.buttons).map(({ reply, quick_reply: quick }) => ({ kind: 'reply', id: asText(asObject(reply ?? quick).id), title: asText(asObject(reply ?? quick).title), url: null }));

const listSections = (action: Json) =>
  asObjects(action.sections).map((section) => ({
    title: asText(section.title),
    rows: asObjects(section.rows).map((row) => ({ id: asText(row.id), title: asText(row.title), description: asText(row.description) })),
  }));

function interactiveCard(card: Json): CardView {
  const header = asObject(card.header);
  const kind = asText(header.type);
  const action = asObject(card.action);
  const product = asText(action.product_retailer_id);
  const replies = replyButtons(action);
  return {
    media: isObject(header[kind]) ? mediaOf(kind, header[kind]) : null,
    body: asText(asObject(card.body).text) || product,
    buttons: replies.length > 0 ? replies : product ? [] : [urlButton(asObject(action.parameters))],
  };
}

const paymentButtons = (parameters: Json): ButtonView[] =>
  asObjects(parameters.payment_settings).map((setting) => {
    const link = asText(asObject(setting.payment_link).uri);
    const code = asText(asObject(setting.pix_dynamic_code).code) || asText(asObject(setting.boleto).digitable_line);
    return link ? { kind: 'url', id: '', title: 'Pagar', url: link } : { kind: 'copy', id: code, title: 'Copiar código', url: null };
  });
