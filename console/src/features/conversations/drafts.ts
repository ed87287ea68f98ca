import { useEffect, useState } from 'react';
import { keepDeviceText, readDeviceText } from '../../ui/device-texts.ts';

const nameOf = (conversationId: string) => `draft.${conversationId}`;
const offered = new EventTarget();

interface AnswerDraft {
  text: string;
  set(text: string): void;
  /** Takes out what was sent; what was typed meanwhile stays. */
  drop(sent: string): void;
}

/** What was begun in a conversation, kept on this device: going elsewhere or closing the browser loses nothing. */
export function useDraft(conversationId: string): AnswerDraft {
  const name = nameOf(conversationId);
  const [text, setText] = useState(() => readDeviceText(name));
  useEffect(() => {
    const take = () => setText(readDeviceText(name));
    offered.addEventListener(name, take);
    return () => offered.removeEventListener(name, take);
  }, [name]);
  return {
    text,
    set: (next) => {
      keepDeviceText(name, next);
      setText(next);
    },
    drop: (sent) => {
      // On the device too: the field may be gone by now.
      keepDeviceText(name, restOf(readDeviceText(name), sent));
      setText((now) => restOf(now, sent));
    },
  };
}

const restOf = (text: string, sent: string) => (text.startsWith(sent) ? text.slice(sent.length).trimStart() : text);

/** Adds words to what is being written in a conversation; a person still sends them. */
export function addToDraft(conversationId: string, words: string): void {
  const name = nameOf(conversationId);
  const before = readDeviceText(name).trimEnd();
  keepDeviceText(name, before === '' ? words : `${before}\n${words}`);
  offered.dispatchEvent(new Event(name));
}
