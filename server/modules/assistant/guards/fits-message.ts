import type { Guard } from './guard.ts';

/** Above it nobody reads on a phone, and with buttons no channel carries more. */
export const longestAnswer = 1000;
/** A model that splits its answer would be billed for each part. */
const parts = /(?:^|\n)\s*(?:---+|\*\*\*+|===+|\[?(?:mensaje|mensagem|message)\s*\d+(?:\s*\/\s*\d+)?\]?:?)\s*(?:\n|$)/iu;
const markup = /(?:^|\n)#{1,6} |\|\s*-{3,}\s*\||<\/?(?:b|i|p|br|div|a|ul|li|strong)\b/i;

/** One message, short, in words that a chat can show. */
export const fitsMessage: Guard = {
  name: 'fits_message',
  object: ({ draft }) => {
    const length = [...draft.text].length;
    if (draft.text.trim() === '' && draft.link === null) return 'The text is empty.';
    if (length > longestAnswer) return `The text has ${length} characters. Say it in at most ${longestAnswer}, better in half.`;
    if (parts.test(draft.text)) return 'The text is cut into several messages. Write one.';
    return markup.test(draft.text) ? 'The text has headings, tables or HTML in it. A chat shows plain sentences.' : null;
  },
};
