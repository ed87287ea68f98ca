/** A call of the simulator's control API; throws with the message of a refusal. */
async function call(method, path, body) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error?.message ?? answer.statusText);
  return json;
}

const user = (key) => `/sim/whatsapp/users/${encodeURIComponent(key)}`;

export const api = {
  state: () => call('GET', '/sim/phone/state'),
  chat: (key, to) => call('GET', `${user(key)}/chat?to=${to}`),
  write: (key, to, act) => call('POST', `${user(key)}/messages`, { to, ...act }),
  read: (key, to) => call('POST', `${user(key)}/read`, { to }),
  block: (key, to, blocked) => call('POST', `${user(key)}/block`, { to, blocked }),
  marketing: (key, to, marketing) => call('POST', `${user(key)}/preferences`, { to, marketing }),
  addShopper: (shopper) => call('POST', '/sim/whatsapp/users', shopper),
  advance: (advanceMs) => call('POST', '/sim/clock', { advanceMs }),
};

/** Follows the live stream; reconnecting is the browser's affair, and `onOpen` lets the page catch up. */
export function watch({ onOpen, onMessage, onChat, onWorld }) {
  const events = new EventSource('/sim/phone/events');
  events.addEventListener('open', onOpen);
  events.addEventListener('message', (event) => onMessage(JSON.parse(event.data)));
  events.addEventListener('chat', (event) => onChat(JSON.parse(event.data)));
  events.addEventListener('world', onWorld);
}
