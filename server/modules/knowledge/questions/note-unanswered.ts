import type { App } from '#context';
import type { UnansweredReason } from '#contract/knowledge-question';
import type { Language } from '#contract/language';
import type { Tx } from '#platform/database';
import { publishAfterCommit } from '#platform/live';
import { addGroup, addQuestion, readGroupTerms } from './question-queries.ts';
import { hidePersonal, likeness, questionTerms, sameQuestion } from './question-terms.ts';

export interface UnansweredQuestion {
  workspaceId: string;
  /** Null: not asked in a conversation. */
  conversationId: string | null;
  question: string;
  language: Language;
  reason: UnansweredReason;
}

/**
 * Keeps a question that no page answered, with those that ask the same, for the merchant to see. In the transaction of the turn, so that a turn which is
 * taken again does not count twice. Gives the id of its group; null for a text that asks for nothing ("hola").
 */
export async function noteUnanswered(app: App, tx: Tx, { workspaceId, conversationId, question, language, reason }: UnansweredQuestion): Promise<string | null> {
  const terms = questionTerms(question);
  if (terms.length === 0) return null;
  const asked = { id: app.ids.next(), workspaceId, conversationId, question: hidePersonal(question), language, reason, at: app.clock.now() };
  const near = (await readGroupTerms(tx, workspaceId)).map((group) => ({ id: group.id, like: likeness(terms, group.terms) })).toSorted((left, right) => right.like - left.like)[0];
  const groupId = near && near.like >= sameQuestion ? near.id : await addGroup(tx, app.ids.next(), terms, asked);
  await addQuestion(tx, groupId, asked);
  publishAfterCommit(app.live, tx, 'question', [{ workspaceId, id: groupId }]);
  return groupId;
}
