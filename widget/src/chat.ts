import type { ChatConfig } from '#contract/chat-page';
import type { Line, Saying } from './line.ts';
import { styleOf } from './style.ts';
import { openTalk } from './talk.ts';
import { drawItem, drawPending, element, icon } from './view.ts';
import { chooseLanguage, wordsOf } from './words.ts';

/** The chat itself: a button, a tip and a window that holds the conversation. Gives what opens it and what offers help. */
export function mountChat(line: Line, config: ChatConfig): { offerHelp(): void } {
  const words = wordsOf(chooseLanguage(config.language));
  const host = element('div', { id: 'marchante-chat' });
  const root = host.attachShadow({ mode: 'open' });
  let typingTimer = 0;

  const hideTip = () => {
    tip.hidden = true;
  };
  const badge = element('span', { class: 'badge' });
  const fab = element('button', { class: 'fab', type: 'button', 'aria-label': words.open, 'aria-expanded': 'false', click: () => open() }, [icon('chat'), badge]);
  const list = element('div', { class: 'list', role: 'log', 'aria-live': 'polite', 'aria-label': words.messages, tabindex: '0' });
  const dots = element('div', { class: 'dots', hidden: true }, [words.typing]);
  const note = element('small');
  const input = element('textarea', { rows: '1', maxlength: '4096', placeholder: words.placeholder, 'aria-label': words.placeholder });
  const whatsapp = element('button', { class: 'wa', type: 'button', click: () => void goOn() }, [words.whatsapp]);
  const form = element('form', { class: 'bar' }, [input, element('button', { class: 'send', type: 'submit', 'aria-label': words.send }, [icon('send')])]);
  const box = element('section', { class: 'box', role: 'dialog', 'aria-label': config.title, hidden: true }, [
    element('div', { class: 'head' }, [element('h2', {}, [config.title, note]), element('button', { class: 'icon', type: 'button', 'aria-label': words.close, click: () => close() }, [icon('close')])]),
    list,
    dots,
    config.hasWhatsApp && whatsapp,
    form,
  ]);
  const tip: HTMLElement = element('div', { class: 'tip', role: 'status', hidden: true }, [
    element('p', {}, [words.help]),
    element('div', {}, [element('button', { class: 'act fill', type: 'button', click: () => open() }, [words.open]), element('button', { class: 'act', type: 'button', click: () => hideTip() }, [words.dismiss])]),
  ]);
  root.append(element('style', {}, [styleOf(config.accent)]), fab, tip, box);
  document.body.append(host);

  const draw = () => {
    const isNearEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
    const { items, pending } = talk;
    const last = pending.length === 0 ? items.at(-1) : undefined;
    list.replaceChildren(
      ...(items.length + pending.length === 0 ? [element('div', { class: 'm shop' }, [element('div', { class: 'b' }, [`${words.hello}\n${words.hello2}`])])] : []),
      ...items.map((item) => drawItem(item, words, item === last, ({ id, title }, { sendId }) => say({ type: 'tap', replyId: id, title, inReplyTo: sendId === null ? null : `chat.out.${sendId}` }))),
      ...pending.map((each) => drawPending(each, words, () => void talk.retry(each))),
    );
    if (isNearEnd) list.scrollTop = list.scrollHeight;
    note.textContent = talk.withPerson ? words.person : '';
    badge.textContent = talk.unread > 0 ? String(talk.unread) : '';
    fab.setAttribute('aria-label', talk.unread > 0 ? `${words.open}: ${words.newMessage}` : words.open);
  };

  const showTyping = (isOn: boolean) => {
    clearTimeout(typingTimer);
    dots.hidden = !isOn;
    // An answer that does not come is no reason to pretend for ever.
    if (isOn) typingTimer = window.setTimeout(() => (dots.hidden = true), 12_000);
  };

  const talk = openTalk(line, {
    isSeen: () => !box.hidden,
    onChange: (news) => {
      if (news !== null) showTyping(news === 'stored' && !talk.withPerson);
      draw();
    },
  });

  const say = (said: Saying) => {
    list.scrollTop = list.scrollHeight;
    void talk.say(said);
  };

  const open = () => {
    tip.hidden = true;
    box.hidden = false;
    fab.hidden = true;
    fab.setAttribute('aria-expanded', 'true');
    talk.tellReceipts();
    draw();
    list.scrollTop = list.scrollHeight;
    input.focus();
    talk.listen();
  };

  const close = () => {
    box.hidden = true;
    fab.hidden = false;
    fab.setAttribute('aria-expanded', 'false');
    fab.focus();
  };

  const goOn = async () => {
    // Opened at once: a window that opens after an answer is blocked as a pop-up.
    const target = window.open('about:blank', '_blank');
    const { url } = await line.whatsapp().catch(() => ({ url: '' }));
    if (target && url) target.location.href = url;
    else target?.close();
  };

  const submit = () => {
    const text = input.value.trim();
    if (text === '') return;
    input.value = '';
    say({ type: 'message', text });
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  box.addEventListener('keydown', (event) => event.key === 'Escape' && close());
  // Answers that came while the visitor was on another page of the shop.
  talk.listen();

  return {
    offerHelp: () => {
      if (box.hidden && talk.items.length === 0) tip.hidden = false;
    },
  };
}
