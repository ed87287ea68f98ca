import { drawBubble } from './bubble.js';
import { chatActions, openChatMenu } from './chat-actions.js';
import { drawComposer } from './composer.js';
import { avatar, h, icon } from './dom.js';
import { addressOf, business, shopper, store, worldNow } from './store.js';
import { dayName, t } from './texts.js';

let typingTimer;

/** The open chat, or a friendly empty pane on a wide screen. The composer keeps what was being typed. */
export function drawChat(root, refresh) {
  const firm = business();
  document.body.classList.toggle('has-chat', Boolean(firm));
  if (!firm) {
    delete root.dataset.open;
    root.replaceChildren(h('div', { className: 'nothing' }, h('div', { className: 'nothing-mark' }, icon('smile', 40)), t('pick')));
    return;
  }
  const isNew = root.dataset.open !== `${store.key}/${firm.id}`;
  root.dataset.open = `${store.key}/${firm.id}`;
  if (isNew) {
    store.quoted = null;
    store.referral = null;
    root.replaceChildren(h('header', { className: 'chat-head' }), h('div', { className: 'log', role: 'log', 'aria-live': 'polite', tabIndex: 0 }), h('footer', { className: 'composer' }));
  }
  drawHead(root.querySelector('.chat-head'), firm, refresh);
  drawLog(root.querySelector('.log'), isNew);
  drawComposer(root.querySelector('.composer'), isNew);
}

function drawHead(head, firm, refresh) {
  head.replaceChildren(
    h('a', { className: 'icon-button back', href: addressOf(store.key, null), 'aria-label': t('back') }, icon('back', 24)),
    avatar(firm.name),
    h('div', { className: 'chat-title' }, h('h1', {}, firm.name), h('span', { className: 'presence' }, isTyping() ? t('typing') : `${t('business')} · ${firm.displayNumber}`)),
    h('button', { className: 'icon-button', type: 'button', 'aria-label': t('more'), onclick: () => openChatMenu(refresh) }, icon('more', 24)),
  );
}

const isTyping = () => store.typingUntil !== null && store.typingUntil > worldNow();

export function drawLog(log, jump) {
  const nearEnd = jump || log.scrollHeight - log.scrollTop - log.clientHeight < 160;
  const visible = store.messages.filter(({ isVisible }) => isVisible);
  const findQuoted = (id) => (id ? store.messages.find((message) => message.id === id) : null);
  const nodes = [];
  let day = '';
  for (const message of visible) {
    const name = dayName(message.at, worldNow());
    if (name !== day) nodes.push(h('div', { className: 'day' }, h('span', {}, name)));
    day = name;
    nodes.push(drawBubble(message, { findQuoted, actions: chatActions }));
  }
  if (isTyping()) nodes.push(h('div', { className: 'message theirs' }, h('div', { className: 'bubble typing', role: 'img', 'aria-label': t('typing') }, h('i'), h('i'), h('i'))));
  if (shopper()?.stoppedMarketing.includes(store.business)) nodes.push(notice(t('stopped')));
  if (shopper()?.blocked.includes(store.business)) nodes.push(notice(t('blocked')));
  keepImages(log, nodes);
  if (nearEnd) log.scrollTop = log.scrollHeight;
  watchTyping(log);
}

const notice = (text) => h('div', { className: 'day' }, h('span', {}, text));

/** Bubbles that did not change stay in place, so that pictures, players and the focus are not lost at every tick. */
function keepImages(log, nodes) {
  const old = new Map([...log.children].filter((node) => node.dataset.id).map((node) => [node.dataset.id, node]));
  const kept = nodes.map((node) => {
    const before = node.dataset.id ? old.get(node.dataset.id) : undefined;
    return before && before.innerHTML === node.innerHTML ? before : node;
  });
  const isSame = kept.length === log.children.length && kept.every((node, index) => node === log.children[index]);
  if (!isSame) log.replaceChildren(...kept);
  for (const image of log.querySelectorAll('img')) image.addEventListener('load', () => stayAtEnd(log), { once: true });
}

/** A picture that arrives late must not push the newest message out of sight. */
function stayAtEnd(log) {
  if (log.scrollHeight - log.scrollTop - log.clientHeight < 420) log.scrollTop = log.scrollHeight;
}

function watchTyping(log) {
  clearTimeout(typingTimer);
  if (isTyping()) typingTimer = setTimeout(() => drawLog(log, false), store.typingUntil - worldNow() + 50);
}
