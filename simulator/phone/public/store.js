import { api } from './api.js';

/** What the page knows. `key` and `business` name the open chat; `offsetMs` is how far the world is ahead of this clock. */
export const store = {
  offsetMs: 0,
  businesses: [],
  shoppers: [],
  key: null,
  business: null,
  messages: [],
  typingUntil: null,
  quoted: null,
  referral: null,
};

export const worldNow = () => Date.now() + store.offsetMs;
export const shopper = () => store.shoppers.find(({ key }) => key === store.key) ?? store.shoppers[0];
export const business = () => store.businesses.find(({ id }) => id === store.business);

export async function loadStage() {
  const state = await api.state();
  store.offsetMs = state.now - Date.now();
  store.businesses = state.businesses;
  // The switcher keeps its order while the page is open, so that nothing jumps under the finger.
  const known = new Map(store.shoppers.map(({ key }, index) => [key, index]));
  store.shoppers = state.shoppers.sort((left, right) => (known.get(left.key) ?? 999) - (known.get(right.key) ?? 999));
  if (!store.shoppers.some(({ key }) => key === store.key)) store.key = chooseShopper();
}

/** The person used last, else the first. */
function chooseShopper() {
  const last = localStorage.getItem('phone.shopper');
  return store.shoppers.find(({ key }) => key === last)?.key ?? store.shoppers[0]?.key ?? null;
}

export async function loadChat() {
  if (!store.business) return;
  const { key, business: opened } = store;
  const chat = await api.chat(key, opened);
  if (key !== store.key || opened !== store.business) return;
  store.messages = chat.messages;
  store.typingUntil = chat.typingUntil;
}

/** True when the message belongs to the open chat. */
export function keepMessage({ shopper: key, business: id, message }) {
  if (key !== store.key || id !== store.business) return false;
  const index = store.messages.findIndex((each) => each.id === message.id);
  if (index < 0) store.messages.push(message);
  else store.messages[index] = message;
  if (message.from !== 'shopper' && message.isVisible) store.typingUntil = null;
  return true;
}

export const unreadOf = (person) => person.chats.reduce((sum, chat) => sum + chat.unread, 0);

/** The address keeps what is open, so that a reload and the back button work. */
export function readAddress() {
  const [key, id] = location.hash.slice(2).split('/').map(decodeURIComponent);
  store.business = id || null;
  if (key) {
    store.key = key;
    localStorage.setItem('phone.shopper', key);
  }
}

export const addressOf = (key, id) => `#/${encodeURIComponent(key)}${id ? `/${id}` : ''}`;
