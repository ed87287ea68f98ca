import { useEffect, useState } from 'react';
import { keepDeviceText, readDeviceText } from '../../ui/device-texts.ts';

const nameOf = (conversationId: string) => `draft.${conversationId}`;
const offered = new EventTarget();

/** What was begun in a conversation, kept on this device: going elsewhere or closing the browser loses nothing. */
export function useDraft(conversationId: string): [string, (text: string) => void] {
  const name = nameOf(conversationId);
  const [text, setText] = useState(() => readDeviceText(name));
  useEffect(() => {
    const take = () => setText(readDeviceText(name));
    offered.addEventListener(name, take);
    return () => offered.removeEventListener(name, take);
  }, [name]);
  return [
    text,
    (next) => {
      keepDeviceText(name, next);
      setText(next);
    },
  ];
}

/** Adds words to what is being written in a conversation; a person still sends them. */
export function addToDraft(conversationId: string, words: string): void {
  const name = nameOf(conversationId);
  const before = readDeviceText(name).trimEnd();
  keepDeviceText(name, before === '' ? words : `${before}\n${words}`);
  offered.dispatchEvent(new Event(name));
}
