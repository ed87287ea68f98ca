import type { OutgoingContent } from '#contract/message-content';
import { buildMediaObject } from './media-object.ts';

type ContentOf<Type extends OutgoingContent['type']> = Extract<OutgoingContent, { type: Type }>;
export type InteractiveContent = ContentOf<'buttons' | 'list' | 'cards' | 'products' | 'ask_location' | 'ask_phone'>;
type Buttons = ContentOf<'buttons'>;

const interactiveTypes: ReadonlySet<OutgoingContent['type']> = new Set(['buttons', 'list', 'cards', 'products', 'ask_location', 'ask_phone']);

export function isInteractive(content: OutgoingContent): content is InteractiveContent {
  return interactiveTypes.has(content.type);
}

/** The `interactive` object; each kind is allowed only inside the service window. */
export function buildInteractive(content: InteractiveContent): Record<string, unknown> {
  switch (content.type) {
    case 'buttons':
      return { ...buildHeader(content.header), ...frame(content.text, content.footer), ...buildButtons(content.buttons) };
    case 'list':
      return { type: 'list', ...frame(content.text, content.footer), action: buildListAction(content) };
    case 'cards':
      return { type: 'carousel', ...frame(content.text), action: { cards: content.cards.map(buildCard) } };
    case 'products':
      return {
        type: 'product_list',
        header: { type: 'text', text: content.header },
        ...frame(content.text),
        action: { catalog_id: content.catalogId, sections: content.sections.map(buildProductSection) },
      };
    case 'ask_location':
      return { type: 'location_request_message', ...frame(content.text), action: { name: 'send_location' } };
    case 'ask_phone':
      return { type: 'request_contact_info', ...frame(content.text), action: { name: 'request_contact_info' } };
  }
}

function frame(text: string, footer: string | null = null) {
  return { body: { text }, ...(footer === null ? {} : { footer: { text: footer } }) };
}

function buildHeader(header: Buttons['header']): Record<string, unknown> {
  if (header === null) return {};
  if (header.kind === 'text') return { header: { type: 'text', text: header.text } };
  return { header: { type: header.kind, [header.kind]: buildMediaObject(header.kind, header.media) } };
}

/** One link becomes a link message; replies become reply buttons. They cannot be mixed. */
function buildButtons(buttons: Buttons['buttons']): Record<string, unknown> {
  const link = buttons.find((button) => button.kind === 'link');
  if (link) return { type: 'cta_url', action: buildLinkAction(link.title, link.url) };
  const replies = buttons.filter((button) => button.kind === 'reply');
  return { type: 'button', action: { buttons: replies.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) } };
}

function buildLinkAction(title: string, url: string) {
  return { name: 'cta_url', parameters: { display_text: title, url } };
}

function buildListAction(list: ContentOf<'list'>) {
  const sections = list.sections.map(({ title, rows }) => ({
    ...(title === '' ? {} : { title }),
    rows: rows.map((row) => ({ id: row.id, title: row.title, ...(row.description ? { description: row.description } : {}) })),
  }));
  return { button: list.buttonTitle, sections };
}

function buildCard(card: ContentOf<'cards'>['cards'][number], index: number) {
  return {
    card_index: index,
    // The platform calls it so whatever its button is:
    // https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-media-carousel-messages/
    type: 'cta_url',
    header: { type: 'image', image: { link: card.imageUrl } },
    ...(card.text === '' ? {} : { body: { text: card.text } }),
    action: card.button.kind === 'link' ? buildLinkAction(card.button.title, card.button.url) : { buttons: [{ type: 'quick_reply', quick_reply: { id: card.button.id, title: card.button.title } }] },
  };
}

function buildProductSection({ title, variantKeys }: ContentOf<'products'>['sections'][number]) {
  return {
    ...(title === '' ? {} : { title }),
    product_items: variantKeys.map((key) => ({ product_retailer_id: key })),
  };
}
