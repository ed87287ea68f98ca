import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { fillReply } from '#contract/saved-reply';
import type { SavedReply } from '#contract/saved-reply';
import { findReplies } from './find-replies.ts';
import { useReplyValues, useSavedReplies } from './saved-reply-requests.ts';

interface PickedReply {
  text: string;
  savedReplyId: string;
}

/** The picker that a slash at the beginning of the field opens. `typed` after it narrows the list. */
export function useReplyPicker(conversationId: string, text: string, onPick: (picked: PickedReply) => void) {
  const id = useId();
  const [place, setPlace] = useState(0);
  const [left, setLeft] = useState<string | null>(null);
  const isOpen = /^\/[^\n/]{0,60}$/.test(text) && left !== text;
  const values = useReplyValues(conversationId, isOpen).data;
  const all = useSavedReplies().data?.items ?? [];
  const replies = isOpen ? findReplies(all, text.slice(1), values?.language ?? 'es') : [];
  const active = Math.min(place, Math.max(0, Math.min(replies.length, 30) - 1));
  const choose = (reply: SavedReply) => {
    setPlace(0);
    onPick({ text: fillReply(reply.text, values?.values ?? {}).text, savedReplyId: reply.id });
  };
  /** True when the key was the picker's. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false;
    const chosen = replies[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setPlace((active + (event.key === 'ArrowDown' ? 1 : -1) + replies.length) % Math.max(1, replies.length));
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen);
    else if (event.key === 'Escape') setLeft(text);
    else return false;
    event.preventDefault();
    return true;
  };
  return { id, isOpen, replies, active, choose, point: setPlace, onKey };
}
