import { h, icon } from './dom.js';
import { plainText, richText } from './rich-text.js';
import { clockTime, t } from './texts.js';

/**
 * One message. `actions` are what a tap can do: `reply(button)`, `openList(view)`, `shareLocation()`, `shareContact()`,
 * `openMenu(message)`, `copy(text)`; `findQuoted(id)` gives the quoted message if it is still known.
 */
export function drawBubble(message, { findQuoted, actions }) {
  const { view } = message;
  const side = message.from === 'shopper' ? 'mine' : 'theirs';
  const isSticker = message.type === 'sticker';
  const bubble = h(
    'div',
    { className: `bubble ${isSticker ? 'bare' : ''} ${view.media && !isSticker ? 'with-media' : ''}` },
    message.referral && drawReferral(message.referral),
    message.from === 'app' && h('div', { className: 'by-hand' }, icon('person', 12), t('fromApp')),
    drawQuote(findQuoted(message.quotedId)),
    view.media && drawMedia(view.media),
    view.header && h('div', { className: 'bubble-header' }, view.header),
    view.location && drawLocation(view.location),
    view.contacts.map(drawContact),
    view.body && h('div', { className: 'bubble-body' }, richText(view.body)),
    view.footer && h('div', { className: 'bubble-footer' }, view.footer),
    h('div', { className: 'bubble-meta' }, h('time', {}, clockTime(message.at)), side === 'mine' && drawTicks(message.status)),
    drawReactions(message.reactions),
    h('button', { className: 'bubble-menu', type: 'button', 'aria-label': t('react'), onclick: () => actions.openMenu(message) }, icon('smile', 16)),
  );
  const choices = drawChoices(message, actions);
  return h(
    'article',
    { className: `message ${side} ${choices.length > 0 ? 'with-choices' : ''}`, 'data-id': message.id },
    h('div', { className: 'stack' }, bubble, choices.length > 0 && h('div', { className: 'choices' }, choices)),
    view.cards.length > 0 && drawCarousel(message, actions),
  );
}

function drawChoices(message, actions) {
  const { view } = message;
  const choices = view.buttons.map((button) => drawButton(message, button, actions));
  if (view.list) choices.push(choiceButton('list', view.list.button, () => actions.openList(message)));
  if (view.asksFor === 'location') choices.push(choiceButton('pin', t('shareLocation'), () => actions.shareLocation(message)));
  if (view.asksFor === 'contact') choices.push(choiceButton('person', t('shareContact'), () => actions.shareContact(message)));
  return choices;
}

const choiceButton = (name, title, onclick) => h('button', { className: 'choice', type: 'button', onclick }, icon(name, 16), h('span', {}, title));

function drawButton(message, button, actions) {
  if (button.kind === 'url' || button.kind === 'phone') {
    const target = button.kind === 'url' ? '_blank' : null;
    const name = button.kind === 'url' ? 'link' : 'phone';
    return h('a', { className: 'choice', href: safeUrl(button.url), target, rel: 'noopener', title: button.url }, icon(name, 16), h('span', {}, button.title));
  }
  if (button.kind === 'copy') return choiceButton('copy', button.title, () => actions.copy(button.id));
  if (button.kind === 'other') return h('button', { className: 'choice', type: 'button', disabled: true }, h('span', {}, button.title));
  return choiceButton('reply', button.title, () => actions.reply(message, button));
}

const safeUrl = (url) => (/^(https?|tel):/.test(url ?? '') ? url : '#');

function drawCarousel(message, actions) {
  const cards = message.view.cards.map((card) =>
    h(
      'div',
      { className: 'card' },
      card.media && drawMedia(card.media),
      card.body && h('div', { className: 'card-body' }, richText(card.body)),
      h('div', { className: 'choices' }, card.buttons.map((button) => drawButton(message, button, actions))),
    ),
  );
  return h('div', { className: 'carousel', tabIndex: 0, role: 'group', 'aria-label': message.view.body }, cards);
}

const sourceOf = (media) => (media.id ? `/sim/whatsapp/media/${media.id}` : safeUrl(media.link));

function drawMedia(media) {
  const source = sourceOf(media);
  switch (media.kind) {
    case 'image':
      return h('a', { className: 'media', href: source, target: '_blank', rel: 'noopener' }, picture(source, t('image')));
    case 'sticker':
      return h('div', { className: 'sticker' }, picture(source, t('sticker')));
    case 'video':
      return h('div', { className: 'media' }, h('video', { src: source, controls: true, preload: 'metadata' }));
    case 'audio':
      return h('div', { className: 'audio' }, h('span', { className: 'audio-mark' }, icon('mic', 18)), h('audio', { src: source, controls: true, preload: 'metadata' }));
    default:
      return h('a', { className: 'document', href: source, target: '_blank', rel: 'noopener' }, icon('file', 26), h('span', {}, media.filename ?? t('document')));
  }
}

/** A picture that cannot be loaded leaves a quiet frame instead of a broken sign. */
function picture(source, alt) {
  const image = h('img', { src: source, alt, loading: 'lazy' });
  image.addEventListener('error', () => image.replaceWith(h('div', { className: 'no-picture' }, icon('image', 30), h('span', {}, alt))));
  return image;
}

const drawLocation = ({ latitude, longitude, name, address }) =>
  h(
    'a',
    { className: 'place', href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}&zoom=15`, target: '_blank', rel: 'noopener' },
    h('div', { className: 'map', 'aria-hidden': 'true' }, icon('pin', 30)),
    h('div', { className: 'place-name' }, name || t('location')),
    h('div', { className: 'place-address' }, address || `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`),
  );

const drawContact = ({ name, phone }) =>
  h('div', { className: 'contact' }, h('span', { className: 'contact-mark' }, icon('person', 18)), h('div', {}, h('strong', {}, name), h('div', {}, phone)));

const drawReferral = (referral) =>
  h('div', { className: 'referral' }, icon('megaphone', 16), h('div', {}, h('strong', {}, referral.headline ?? ''), h('div', {}, referral.body ?? ''), h('small', {}, t('adBadge'))));

function drawQuote(quoted) {
  if (!quoted) return null;
  const text = plainText(quoted.view.body) || quoted.view.header || t(quoted.view.media?.kind ?? quoted.type);
  return h('div', { className: `quote ${quoted.from === 'shopper' ? 'own' : ''}` }, h('span', {}, text.slice(0, 140)));
}

/** One tick: sent. Two: it reached the business. Two in colour: the business read it. */
export function drawTicks(status) {
  const isDouble = status !== 'sent' && status !== 'accepted';
  const isRead = status === 'read' || status === 'played';
  const label = isRead ? t('read') : isDouble ? t('delivered') : t('sent');
  const svg = `<svg viewBox="0 0 20 12" width="18" height="11" aria-hidden="true"><path d="M1.5 6.5l3.5 4 7-9"/>${isDouble ? '<path d="M9.5 9.5l1 1 7-9"/>' : ''}</svg>`;
  const ticks = h('span', { className: `ticks ${isRead ? 'is-read' : ''}`, role: 'img', 'aria-label': label, title: label });
  ticks.innerHTML = svg;
  return ticks;
}

function drawReactions({ business, shopper }) {
  const emojis = [...new Set([business, shopper].filter(Boolean))];
  return emojis.length > 0 && h('span', { className: 'reactions' }, emojis.join(' '));
}
