import { api, watch } from './api.js';
import { drawChatList } from './chat-list.js';
import { drawChat, drawLog } from './chat-view.js';
import { drawStage } from './stage.js';
import { addressOf, keepMessage, loadChat, loadStage, readAddress, shopper, store } from './store.js';
import { t } from './texts.js';
import { showToast } from './toast.js';

const chats = document.querySelector('#chats');
const chat = document.querySelector('#chat');
let listTimer;

document.title = t('phone');
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && store.business && !document.querySelector('dialog[open]')) location.hash = addressOf(store.key, null);
});
document.addEventListener('visibilitychange', () => void readOpenChat());
addEventListener('hashchange', () => void refresh());

await refresh();
drawStage(document.querySelector('#stage'), refresh);
watch({ onOpen: () => void refresh(), onMessage: showMessage, onChat: showChat, onWorld: () => void refresh() });

/** Reads everything again and draws it. Safe to repeat. */
async function refresh() {
  readAddress();
  await loadStage();
  if (!store.businesses.some(({ id }) => id === store.business)) store.business = null;
  // A wide screen has room for a chat beside the list, so it opens the liveliest one.
  if (!store.business && !location.hash && matchMedia('(min-width: 800px)').matches) store.business = liveliest();
  await loadChat();
  draw();
  await readOpenChat();
}

function liveliest() {
  const [latest] = shopper()?.chats.toSorted((left, right) => right.lastAt - left.lastAt) ?? [];
  return latest?.business ?? store.businesses[0]?.id ?? null;
}

function draw() {
  drawChatList(chats, refresh);
  drawChat(chat, refresh);
  store.tickStage?.();
}

/** The list follows a little later, once for many messages. */
function refreshListSoon() {
  clearTimeout(listTimer);
  listTimer = setTimeout(async () => {
    await loadStage();
    drawChatList(chats, refresh);
  }, 150);
}

function showMessage(news) {
  if (keepMessage(news)) {
    drawChat(chat, refresh);
    void readOpenChat();
  } else if (news.message.from !== 'shopper' && news.message.status === 'delivered') {
    announce(news);
  }
  refreshListSoon();
}

/** A message for somebody else's phone, or another chat: one tap leads there. */
function announce({ shopper: key, business, message }) {
  const person = store.shoppers.find((each) => each.key === key);
  const name = person?.name ?? message.business;
  showToast(t('newMessage', name), () => (location.hash = addressOf(key, business)));
}

async function showChat({ shopper: key, business }) {
  refreshListSoon();
  if (key !== store.key || business !== store.business) return;
  await loadChat();
  drawChat(chat, refresh);
}

/** An open chat on a visible page is a chat being read. */
async function readOpenChat() {
  const hasUnread = store.messages.some(({ from, status }) => from !== 'shopper' && status === 'delivered');
  if (store.business && hasUnread && document.visibilityState === 'visible') await api.read(store.key, store.business);
}

addEventListener('resize', () => {
  const log = chat.querySelector('.log');
  if (log) drawLog(log, false);
});
