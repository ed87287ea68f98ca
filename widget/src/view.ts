import type { ChatItem } from '#contract/chat-page';
import type { Saying } from './line.ts';
import type { Pending } from './talk.ts';
import type { Words } from './words.ts';

type Child = Node | string | null | false;

/** One element with its attributes and children; text is always text, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Record<string, string | boolean | (() => void)> = {}, children: Child[] = []): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return made;
}

const paths = {
  chat: 'M4 5h16v11H9l-5 4z',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12l16-8-6 16-3-6z',
};

export function icon(name: keyof typeof paths): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', width: '24', height: '24', fill: 'none', stroke: 'currentColor', 'stroke-width': '2', 'stroke-linejoin': 'round', 'stroke-linecap': 'round', 'aria-hidden': 'true' })) svg.setAttribute(key, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

/** Only addresses that a page may open: whatever a message names, nothing of it runs. */
const safeUrl = (url: string | null) => (url !== null && /^https?:\/\//i.test(url) ? url : null);

export function drawItem(item: ChatItem, words: Words, isLast: boolean, onTap: (button: { id: string; title: string }, item: ChatItem) => void): HTMLElement {
  const picture = safeUrl(item.imageUrl);
  const names = { you: words.you, assistant: words.assistant, person: item.name ?? words.shop, shop: words.shop };
  const act = (button: ChatItem['buttons'][number]) => {
    if (button.kind === 'link') {
      const url = safeUrl(button.url);
      return url && element('a', { class: 'act fill', href: url, target: '_blank', rel: 'noopener' }, [button.title]);
    }
    // What was asked further up is answered by now: its buttons stay readable but do nothing.
    return element('button', { class: 'act', type: 'button', ...(isLast ? { click: () => onTap(button, item) } : { disabled: true }) }, [button.title, button.description !== null && element('small', {}, [button.description])]);
  };
  return element('div', { class: `m ${item.from}` }, [
    item.from !== 'you' && element('div', { class: 'who' }, [names[item.from]]),
    (item.text !== '' || picture !== null) && element('div', { class: 'b' }, [picture !== null && element('img', { src: picture, alt: '', loading: 'lazy' }), item.text]),
    item.cards.length > 0 &&
      element('div', { class: 'cards' }, item.cards.map((card) => element('div', { class: 'card' }, [safeUrl(card.imageUrl) !== null && element('img', { src: card.imageUrl ?? '', alt: '', loading: 'lazy' }), element('p', {}, [card.text]), act(card.button)]))),
    item.buttons.length > 0 && element('div', { class: 'acts' }, item.buttons.map(act)),
    item.footer !== null && element('div', { class: 'foot' }, [item.footer]),
  ]);
}

/** The words of what the visitor said, whichever way. */
export const textOf = (said: Saying): string => (said.type === 'tap' ? said.title : said.text);

export function drawPending(pending: Pending, words: Words, onRetry: () => void): HTMLElement {
  return element('div', { class: 'm you' }, [element('div', { class: 'b' }, [textOf(pending.said)]), pending.hasFailed && element('button', { class: 'failed', type: 'button', click: onRetry }, [words.failed])]);
}
