import { findPassages } from '#modules/knowledge';
import { defineTool } from '../define-tool.ts';
import { onlyAnswers } from './only-answers.ts';

export const findPolicy = defineTool({
  name: 'find_policy',
  description:
    'Finds what the shop says of itself: returns, exchanges, shipping, payment, warranty, hours, who they are. Ask with the shopper’s question as it was put. Answer only with what the passages say; when there are none the shop has not said it: do not guess, offer a person.',
  effect: 'read',
  confirm: 'asked',
  async run(turn, { question, kind }) {
    const near = await findPassages(turn.app, turn.workspaceId, { question, kind, language: turn.language });
    return { passages: onlyAnswers(near), isNear: near.length > 0 };
  },
});
