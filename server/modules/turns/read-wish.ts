import type { IncomingMessage } from '#context';
import { ReplyAction } from '#contract/flow-message';
import { readReplyId } from '#modules/sends';
import { readKeyword } from '#modules/consent';

/** What a message plainly asks for, before anybody reads it. Null: it needs an answer. */
export type Wish = { kind: 'opt_out'; how: 'button' | 'keyword' } | { kind: 'opt_in' } | { kind: 'person' } | { kind: 'topic'; topic: string } | { kind: 'nothing' };

const personPattern =
  /\b(human[oa]s?|personas?|asesor(a|es)?|vendedor(a|es)?|agentes?|operador(a)?|representantes?|ejecutiv[oa]|alguien|pessoas?|atendentes?|alguém|human|real person|person|someone|agent|representative)\b/iu;

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
  const action = ReplyAction.safeParse(tap?.action).data;
  // A forged or foreign id is read like the words on its button.
  if (!action) return readWish({ content: { type: 'text', text: title } });
  if (action === 'human') return { kind: 'person' };
  if (action === 'opt_out') return { kind: 'opt_out', how: 'button' };
  return action === 'done' ? { kind: 'nothing' } : { kind: 'topic', topic: action };
}
