import type { IncomingMessage } from '#context';
import { readReplyId } from '#modules/sends';
import { readKeyword } from '#modules/consent';

/** What a message plainly asks for, before anybody reads it. Null: it needs an answer. */
export type Wish = { kind: 'opt_out'; how: 'button' | 'keyword' } | { kind: 'opt_in' } | { kind: 'person' } | { kind: 'topic'; topic: string } | { kind: 'nothing' };

const personPattern = /\b(humano|persona|asesor(a)?|vendedor(a)?|atendente|pessoa|human|agent|person|representante)\b/i;

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
  return personPattern.test(content.text) ? { kind: 'person' } : null;
}

function readTap(id: string, title: string): Wish | null {
  const tap = readReplyId(id);
  // A forged or foreign id is read like the words on its button.
  if (!tap) return readWish({ content: { type: 'text', text: title } });
  if (tap.action === 'human') return { kind: 'person' };
  if (tap.action === 'opt_out') return { kind: 'opt_out', how: 'button' };
  if (tap.action === 'done') return { kind: 'nothing' };
  return { kind: 'topic', topic: tap.action };
}
