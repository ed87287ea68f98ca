import { checkGoods, keepRestockWish } from '#modules/catalog';
import { readConsentFacts } from '#modules/consent';
import { ensureRestockTemplates } from '#modules/restock';
import { findNumbers, vendorsOf } from '#modules/sends';
import { inTransaction } from '#platform/database';
import { defineTool, refuse } from '../define-tool.ts';
import type { ToolTurn } from '../define-tool.ts';
import { readRecentWords } from './recent-words.ts';
import { keyOf } from './turn-cart.ts';

export const subscribeRestock = defineTool({
  name: 'subscribe_restock',
  description: 'Notes that the shopper wants one message when this variant can be bought again. Use it when what they want is sold out and they say yes to being told. It is refused while it is in stock: offer it instead.',
  effect: 'write',
  confirm: 'asked',
  async run(turn, { connectionId, variantKey }) {
    const { app, workspaceId, contactId, conversationId, language } = turn;
    const found = (await checkGoods(app, workspaceId, connectionId, [variantKey])).get(variantKey);
    if (!found) throw refuse('variant_unknown', 'The shop does not sell this.');
    if (found.isAvailable && found.stock !== 0) throw refuse('in_stock', `${found.title} can be bought now.`);
    const channelConnectionId = await requireNumber(turn);
    await requireReachable(turn);
    const [wording] = await readRecentWords(turn, 1);
    const isNew = await turn.once(keyOf('subscribe_restock', { connectionId, variantKey }), async (tx) => {
      await ensureRestockTemplates(app, tx, { workspaceId, connectionId: channelConnectionId });
      return keepRestockWish(app, tx, { workspaceId, contactId, conversationId, connectionId, variantKey, channelConnectionId, language, wording: wording ?? null });
    });
    return { title: found.title, variantTitle: found.variantTitle, isNew };
  },
});

/** The number that will tell them: theirs here, or the one that knows them when they write elsewhere. */
async function requireNumber({ app, workspaceId, contactId, channel, connectionId }: ToolTurn): Promise<string> {
  if (channel === 'whatsapp') return connectionId;
  const number = (await findNumbers(app.db, vendorsOf(app, 'whatsapp'), [{ workspaceId, contactId }])).get(`${workspaceId} ${contactId}`);
  if (!number) throw refuse('no_number', 'This shopper cannot be written to later from here.');
  return number;
}

/** Whoever said stop is not promised a message that would not be sent. */
async function requireReachable({ app, workspaceId, contactId }: ToolTurn): Promise<void> {
  const [facts] = await inTransaction(app.db, (tx) => readConsentFacts(app, tx, [{ workspaceId, contactId, channel: 'whatsapp', purpose: 'marketing' }]));
  if (facts?.isSuppressed || facts?.consent === 'withdrawn') throw refuse('opted_out', 'This shopper asked for no more messages. They would have to allow them again first.');
}
