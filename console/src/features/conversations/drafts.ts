import { useState } from 'react';

/** What was begun in each conversation, kept while the console is open: going elsewhere to look something up loses nothing. */
const drafts = new Map<string, string>();

export function useDraft(conversationId: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(conversationId) ?? '');
  return [
    text,
    (next) => {
      if (next === '') drafts.delete(conversationId);
      else drafts.set(conversationId, next);
      setText(next);
    },
  ];
}
