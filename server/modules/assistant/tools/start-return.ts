import { tagConversation } from '#modules/conversations';
import { findPassages } from '#modules/knowledge';
import { judgeReturn, startReturn } from '#modules/orders';
import type { ReturnWish } from '#modules/orders';
import { defineTool, refuse } from '../define-tool.ts';
import type { ToolTurn } from '../define-tool.ts';
import type { ToolInputs } from '../tool-shapes.ts';
import { onlyAnswers } from './only-answers.ts';
import { toOrderView } from './order-view.ts';
import { keyOf } from './turn-cart.ts';

const questions = {
  es: { return: (what: string) => `¿Inicio la devolución de ${what}?`, exchange: (what: string) => `¿Inicio el cambio de ${what}?`, order: (number: string) => `todo el pedido ${number}` },
  pt: { return: (what: string) => `Posso iniciar a devolução de ${what}?`, exchange: (what: string) => `Posso iniciar a troca de ${what}?`, order: (number: string) => `todo o pedido ${number}` },
  en: { return: (what: string) => `Shall I start the return of ${what}?`, exchange: (what: string) => `Shall I start the exchange of ${what}?`, order: (number: string) => `the whole order ${number}` },
};

/** Asked of the shop's own pages, so that the answer can say how it goes on. */
const policyQuestions = {
  es: { return: '¿Cómo es la política de devoluciones?', exchange: '¿Cómo hago un cambio?' },
  pt: { return: 'Como funciona a devolução?', exchange: 'Como faço uma troca?' },
  en: { return: 'How do returns work?', exchange: 'How do I exchange something?' },
};

export const startReturnTool = defineTool({
  name: 'start_return',
  description:
    'Starts the return or exchange of something the shopper bought, for a person of the shop to decide. Needs the reason in the shopper’s own words; the order’s number and the thing when there are several. It is refused outside of the shop’s period, and for orders that have not left yet: then hand over.',
  effect: 'write',
  confirm: 'ask_first',
  async question(turn, input) {
    const { order, lineNo } = await judgeReturn(turn.app, turn.app.db, wishOf(turn, input));
    const line = order.lines[lineNo];
    const words = questions[turn.language];
    const what = line ? `${line.title}${line.variantTitle ? ` (${line.variantTitle})` : ''}` : words.order(order.number);
    return words[input.kind](what);
  },
  async run(turn, input) {
    const { app, workspaceId, conversationId } = turn;
    const started = await turn.once(keyOf('start_return', input), async (tx) => {
      const { returnId, order, lineTitle, isNew } = await startReturn(app, tx, wishOf(turn, input));
      if (isNew) await tagConversation(app, tx, { workspaceId, conversationId, tags: ['returns'], event: 'conversation.return_requested', details: { returnId, number: order.number, lineTitle } });
      return { returnId, order: toOrderView(order, turn.timeZone) };
    });
    const passages = onlyAnswers(await findPassages(app, workspaceId, { question: policyQuestions[turn.language][input.kind], language: turn.language, limit: 1 }));
    return { ...started, kind: input.kind, passages };
  },
});

function wishOf({ isVerified, workspaceId, contactId, conversationId }: ToolTurn, input: ToolInputs['start_return']): ReturnWish {
  // A visitor of a web page may have typed anybody's e-mail.
  if (!isVerified) throw refuse('order_unknown', 'Orders cannot be looked up from here. A person can help.');
  return { workspaceId, contactId, conversationId, number: input.number?.trim() || null, kind: input.kind, reason: input.reason, lineTitle: input.lineTitle ?? null };
}
