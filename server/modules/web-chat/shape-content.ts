import type { ChatItem } from '#contract/chat-page';
import type { MessageButton, OutgoingContent } from '#contract/message-content';
import { summarizeContent } from '#contract/message-content';

type Shape = Pick<ChatItem, 'text' | 'imageUrl' | 'footer' | 'buttons' | 'cards'>;
const plain = (text: string): Shape => ({ text, imageUrl: null, footer: null, buttons: [], cards: [] });

/** What a message looks like in the chat of a page. Pure. */
export function shapeContent(content: OutgoingContent): Shape {
  switch (content.type) {
    case 'image':
      return { ...plain(content.media.caption ?? ''), imageUrl: content.media.url };
    case 'buttons':
      return { ...plain(content.text), imageUrl: content.header?.kind === 'image' ? content.header.media.url : null, footer: content.footer, buttons: content.buttons.map(toButton) };
    case 'list':
      return { ...plain(content.text), footer: content.footer, buttons: content.sections.flatMap(({ rows }) => rows.map(({ id, title, description }) => ({ kind: 'reply' as const, id, title, description }))) };
    case 'cards':
      return { ...plain(content.text), cards: content.cards.map(({ imageUrl, text, button }) => ({ imageUrl, text, button: toButton(button) })) };
    case 'template':
      return { ...plain(content.preview.text), imageUrl: content.preview.imageUrl, footer: content.preview.footer, buttons: content.preview.buttons.map(toButton) };
    default:
      return plain(summarizeContent(content));
  }
}

const toButton = (button: MessageButton): ChatItem['buttons'][number] =>
  button.kind === 'reply' ? { kind: 'reply', id: button.id, title: button.title, description: null } : { kind: 'link', title: button.title, url: button.url };
