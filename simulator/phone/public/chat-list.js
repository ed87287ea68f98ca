import { drawTicks } from './bubble.js';
import { avatar, h, icon, openSheet } from './dom.js';
import { api } from './api.js';
import { addressOf, shopper, store, unreadOf, worldNow } from './store.js';
import { plainText } from './rich-text.js';
import { shortWhen, t } from './texts.js';

/** The phone's first screen: whose phone it is, and their chats with every business. */
export function drawChatList(root, refresh) {
  const owner = shopper();
  if (!owner) return;
  const others = store.shoppers.filter(({ key }) => key !== owner.key).reduce((sum, person) => sum + unreadOf(person), 0);
  root.replaceChildren(
    h(
      'button',
      { className: 'owner', type: 'button', onclick: () => openSwitcher(refresh), title: t('switchPerson'), 'aria-haspopup': 'dialog' },
      avatar(owner.name),
      h('span', { className: 'owner-name' }, h('small', {}, t('phoneOf')), h('strong', {}, owner.name), h('span', {}, numberOf(owner))),
      others > 0 && h('span', { className: 'badge' }, others),
      icon('chevron', 18),
    ),
    h('h1', {}, t('chats')),
    h('nav', { className: 'chat-rows', onkeydown: moveFocus, 'aria-label': t('chats') }, sortedChats(owner).map((row) => drawRow(owner, row))),
    h('p', { className: 'tip' }, t('tip', owner.name.split(' ')[0])),
  );
}

const numberOf = (person) => (person.hidesPhone ? `@${person.username ?? ''} · ${t('hidden')}` : (person.phone ?? ''));

const sortedChats = (owner) =>
  store.businesses
    .map((firm) => ({ firm, chat: owner.chats.find((each) => each.business === firm.id) }))
    .sort((left, right) => (right.chat?.lastAt ?? 0) - (left.chat?.lastAt ?? 0));

function drawRow(owner, { firm, chat }) {
  const isOpen = firm.id === store.business;
  return h(
    'a',
    { className: `chat-row ${isOpen ? 'is-open' : ''}`, href: addressOf(owner.key, firm.id), 'aria-current': isOpen ? 'page' : null },
    avatar(firm.name),
    h(
      'span',
      { className: 'chat-row-text' },
      h('span', { className: 'chat-row-top' }, h('strong', {}, firm.name), chat && h('time', {}, shortWhen(chat.lastAt, worldNow()))),
      h('span', { className: 'chat-row-last' }, drawLast(chat), chat?.unread > 0 && h('span', { className: 'badge', 'aria-label': t('unread', chat.unread) }, chat.unread)),
    ),
  );
}

function drawLast(chat) {
  if (!chat) return h('span', { className: 'faint' }, t('noMessages'));
  const kinds = { image: 1, video: 1, audio: 1, document: 1, sticker: 1, location: 1, contacts: 1 };
  const text = plainText(chat.lastText) || (chat.lastType in kinds ? t(chat.lastType) : '');
  return h('span', { className: 'last' }, chat.lastFrom === 'shopper' && drawTicks(chat.lastStatus), text);
}

function moveFocus(event) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const rows = [...event.currentTarget.querySelectorAll('.chat-row')];
  const next = rows.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
}

function openSwitcher(refresh) {
  const people = store.shoppers.map((person) =>
    h(
      'button',
      { className: 'sheet-row', type: 'button', 'aria-current': person.key === store.key ? 'true' : null, onclick: () => choose(person.key) },
      avatar(person.name),
      h('span', { className: 'sheet-row-text' }, h('strong', {}, person.name), h('span', {}, numberOf(person))),
      unreadOf(person) > 0 && h('span', { className: 'badge' }, unreadOf(person)),
      person.key === store.key && icon('check'),
    ),
  );
  const close = openSheet(t('switchPerson'), t('close'), people, h('button', { className: 'sheet-row accent', type: 'button', onclick: add }, h('span', { className: 'round' }, icon('plus')), t('newPerson')));
  function choose(key) {
    close();
    location.hash = addressOf(key, null);
  }
  function add() {
    close();
    openNewPerson(refresh);
  }
}

function openNewPerson(refresh) {
  const field = (name, label, extra = {}) => h('label', { className: 'field' }, h('span', {}, label), h('input', { name, autocomplete: 'off', ...extra }));
  const form = h(
    'form',
    { className: 'form', onsubmit: submit },
    field('name', t('name'), { required: true, maxLength: 60 }),
    field('phone', t('number'), { inputMode: 'tel', placeholder: '+54 9 11 5555 0123' }),
    field('username', t('username'), { pattern: '[a-z0-9._]{3,35}', placeholder: 'luna.compra' }),
    h('button', { className: 'primary', type: 'submit' }, t('add')),
  );
  const close = openSheet(t('newPerson'), t('close'), form);
  async function submit(event) {
    event.preventDefault();
    const { name, phone, username } = Object.fromEntries(new FormData(form));
    const person = await api.addShopper({ name, phone: phone || null, username: username || null });
    close();
    await refresh();
    location.hash = addressOf(person.key, null);
  }
}
