import { findPassages, noteUnanswered } from '#modules/knowledge';
import { defineTool } from '../define-tool.ts';
import { onlyAnswers } from './only-answers.ts';
import { keyOf } from './turn-cart.ts';

export const findPolicy = defineTool({
  name: 'find_policy',
  description:
    'Finds what the shop says of itself: returns, exchanges, shipping, payment, warranty, hours, who they are. Ask with the shopper’s question as it was put. Answer only with what the passages say; when there are none the shop has not said it: do not guess, offer a person.',
  effect: 'read',
  confirm: 'asked',
  async run(turn, { question, kind }) {
    const { app, workspaceId, conversationId, language } = turn;
    const near = await findPassages(app, workspaceId, { question, kind, language });
    const passages = onlyAnswers(near);
    if (passages.length === 0) {
      const reason = near.length === 0 ? 'no_answer' : 'weak_answer';
      await turn.once(keyOf('find_policy', question), (tx) => noteUnanswered(app, tx, { workspaceId, conversationId, question, language, reason }));
    }
    return { passages };
  },
});
