import { openAttachments, sendVoice, write } from './chat-actions.js';
import { h, icon } from './dom.js';
import { plainText } from './rich-text.js';
import { shopper, store } from './store.js';
import { t } from './texts.js';

/** The line to write on; redrawn only for another chat or when what waits above it changes. */
export function drawComposer(root, isNew) {
  if (isNew) build(root);
  drawWaiting(root.querySelector('.waiting'));
  const isBlocked = shopper()?.blocked.includes(store.business);
  for (const control of root.querySelectorAll('textarea, button')) control.disabled = Boolean(isBlocked);
}

document.addEventListener('composer', () => {
  const waiting = document.querySelector('.composer .waiting');
  if (waiting) drawWaiting(waiting);
});

function build(root) {
  const area = h('textarea', { rows: 1, placeholder: t('write'), 'aria-label': t('write'), enterKeyHint: 'send' });
  const action = h('button', { className: 'round-button', type: 'submit' });
  const showAction = () => {
    const hasText = area.value.trim() !== '';
    action.replaceChildren(icon(hasText ? 'send' : 'mic', 22));
    action.setAttribute('aria-label', hasText ? t('send') : t('voice'));
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 140)}px`;
  };
  const submit = async (event) => {
    event.preventDefault();
    const text = area.value.trim();
    if (text === '') return recordInto(action);
    area.value = '';
    showAction();
    if (!(await write({ text }))) area.value = text;
    showAction();
    area.focus();
  };
  area.addEventListener('input', showAction);
  area.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void submit(event);
  });
  root.replaceChildren(
    h('div', { className: 'waiting' }),
    h('form', { className: 'line', onsubmit: submit }, h('button', { className: 'icon-button', type: 'button', 'aria-label': t('attach'), onclick: openAttachments }, icon('clip', 24)), area, action),
  );
  showAction();
  if (matchMedia('(min-width: 800px)').matches) area.focus();
}

async function recordInto(button) {
  button.classList.add('is-recording');
  await sendVoice();
  button.classList.remove('is-recording');
}

/** The quoted message and the ad that go with the next message. */
function drawWaiting(waiting) {
  const drop = (member) => h('button', { className: 'icon-button', type: 'button', 'aria-label': t('close'), onclick: () => clear(member) }, icon('close', 18));
  const clear = (member) => {
    store[member] = null;
    drawWaiting(waiting);
  };
  waiting.replaceChildren(
    ...(store.quoted ? [h('div', { className: 'wait' }, icon('reply', 18), h('span', {}, plainText(store.quoted.view.body) || t(store.quoted.type)), drop('quoted'))] : []),
    ...(store.referral ? [h('div', { className: 'wait is-ad' }, icon('megaphone', 18), h('span', {}, t('adReady')), drop('referral'))] : []),
  );
}
