import { splitWords } from '../split-words.ts';
import type { Guard } from './guard.ts';

/** An answer that was given so often already brings nobody further. */
const most = 2;

/** The same answer again and again: the shopper asks for something else (AGT-30). */
export const noRepeat: Guard = {
  name: 'no_repeat',
  object: ({ draft, view }) => {
    const own = view.history.filter(({ from }) => from === 'assistant').slice(-6);
    const same = own.filter(({ text }) => text.endsWith(draft.text) || likeness(text, draft.text) > 0.9).length;
    return same >= most ? 'The same was said twice already and did not help. Say something else, or hand over.' : null;
  },
};

/** Share of words that two texts have in common, 0 to 1. */
export function likeness(left: string, right: string): number {
  const [a, b] = [new Set(splitWords(left)), new Set(splitWords(right))];
  if (a.size === 0 || b.size === 0) return a.size === b.size ? 1 : 0;
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common);
}
