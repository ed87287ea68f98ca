import type { IncomingMessage } from '#context';
import { ReplyAction } from '#contract/flow-message';
import { readReplyId } from '#modules/sends';
import { readKeyword } from '#modules/consent';
import { asksForPerson } from './asks-for-person.ts';

/** What a message plainly asks for, before anybody reads it. Null: it needs an answer. */
export type Wish = { kind: 'opt_out'; how: 'button' | 'keyword' } | { kind: 'opt_in' } | { kind: 'person'; /** It asks for nothing else. */ isPlain: boolean } | { kind: 'topic'; topic: string } | { kind: 'nothing' };

const longestRequest = 8;

/** A few words, of those that ask for a person, and about nothing else that a shop is asked. */
function isPlainRequest(text: string): boolean {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.length <= longestRequest && !/\b(regalo|talle|talla|precio|env[ií]o|para (?:una?|mi)|presente|tamanho|pre[cç]o|gift|size|price|for (?:a|my))\b/iu.test(text);
}

/** Reads buttons, opt-out words and requests for a person. Pure. */
export function readWish(message: Pick<IncomingMessage, 'content'>): Wish | null {
  const { content } = message;
  if (content.type === 'reaction') return { kind: 'nothing' };
  if (content.type === 'reply') return readTap(content.id, content.title);
  if (content.type !== 'text') return null;
  const keyword = readKeyword(content.text);
  if (keyword?.kind === 'opt_out') return { kind: 'opt_out', how: 'keyword' };
  // A plain yes opts in only as the answer to that very question; there is none here.
  if (keyword?.kind === 'opt_in' && !keyword.needsQuestion) return { kind: 'opt_in' };
  return asksForPerson(content.text) ? { kind: 'person', isPlain: isPlainRequest(content.text) } : null;
}

function readTap(id: string, title: string): Wish | null {
  const tap = readReplyId(id);
  const action = ReplyAction.safeParse(tap?.action).data;
  // A forged or foreign id is read like the words on its button.
  if (!action) return readWish({ content: { type: 'text', text: title } });
  if (action === 'human') return { kind: 'person', isPlain: true };
  if (action === 'opt_out') return { kind: 'opt_out', how: 'button' };
  return action === 'done' ? { kind: 'nothing' } : { kind: 'topic', topic: action };
}
