import type { Language } from '#contract/language';
import type { SavedReply } from '#contract/saved-reply';
import { fold } from '../../ui/fold.ts';

/** Replies in which every typed word is found; those in the shopper's language first, then those whose name fits, then the most used. */
export function findReplies(replies: readonly SavedReply[], typed: string, language: Language): SavedReply[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const rank = (reply: SavedReply) => (reply.language === language ? 0 : 2) + (words.every((word) => fold(reply.title).includes(word)) ? 0 : 1);
  return replies
    .filter((reply) => {
      const text = fold([reply.title, reply.folder, ...reply.tags, reply.text].join(' '));
      return words.every((word) => text.includes(word));
    })
    .toSorted((one, two) => rank(one) - rank(two) || two.useCount - one.useCount || one.title.localeCompare(two.title));
}
