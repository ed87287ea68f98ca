import { askForCode, discountCodeOf, findFlowOffer, findLastGiven, makeShopCode, settleCode, wasUsed } from '#modules/flows';
import { dayMs, minuteMs } from '#platform/clock';
import { refuse } from '../define-tool.ts';
import type { ToolTurn } from '../define-tool.ts';
import { readRecentWords } from '../tools/recent-words.ts';
import { objectsToPrice } from './price-objection.ts';

/** Long enough to decide, short enough to be used. */
const validForMs = 2 * dayMs;
/** Whoever was given one does not get another for asking again. */
const onceInMs = 30 * dayMs;

export interface GivenCode {
  code: string;
  percent: number | null;
  endsAt: Date;
}

/**
 * A single-use code for this shopper: the one that a flow offered, the one that they have, or a new one where the merchant's limit allows it and
 * the price stands in the way. Refuses otherwise.
 */
export async function giveDiscount(turn: ToolTurn, connectionId: string): Promise<GivenCode> {
  const { app, workspaceId } = turn;
  const offered = await findFlowOffer(app.db, turn, turn.now);
  if (offered && !(await wasUsed(app.db, workspaceId, offered.code.toUpperCase()))) return offered;
  const given = await findLastGiven(app.db, turn, new Date(turn.now.getTime() - onceInMs));
  if (given?.state === 'created') {
    if (given.endsAt > turn.now && given.connectionId === connectionId && !(await wasUsed(app.db, workspaceId, given.code.toUpperCase()))) return given;
    throw refuse('already_given', 'This shopper was given a discount not long ago. There is no other.');
  }
  const percent = turn.limits.discountPercent;
  if (percent < 1) throw refuse('no_discounts', 'The merchant gives no discounts in the chat.');
  if (!objectsToPrice(await readRecentWords(turn, 8))) throw refuse('not_objected', 'The shopper has not said that the price is in the way. Find out what is.');
  return makeCode(turn, connectionId, percent);
}

async function makeCode(turn: ToolTurn, connectionId: string, percent: number): Promise<GivenCode> {
  const { app, workspaceId, contactId, conversationId, turnId } = turn;
  // Fixed before the shop is called, so that a turn that is thought again asks for the same code.
  const wish = await turn.once('discount', async (tx) => {
    const id = app.ids.next();
    const now = app.clock.now();
    // A shop whose clock is behind ours must not call it a code of the future.
    const startsAt = new Date(now.getTime() - 5 * minuteMs);
    const endsAt = new Date(now.getTime() + validForMs);
    await askForCode(tx, { workspaceId, contactId, conversationId, id, connectionId, code: discountCodeOf(id, 0), percent, startsAt, endsAt, now });
    return { id, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
  });
  // Nobody else draws this code: if it is taken, it is the one whose answer was lost.
  const answer = await turn.callOnce(`discount_code ${turnId}`, () =>
    makeShopCode(app, { workspaceId, connectionId, id: wish.id, title: turn.shopName, percent, startsAt: new Date(wish.startsAt), endsAt: new Date(wish.endsAt) }, true),
  );
  await turn.once('discount_settled', async (tx) => {
    await settleCode(tx, workspaceId, wish.id, answer.kind === 'created' ? { code: answer.code, discountKey: answer.discountKey, reason: null } : { code: null, discountKey: null, reason: answer.reason });
    return null;
  });
  if (answer.kind === 'refused') throw refuse('shop_makes_no_codes', 'The shop could make no discount code.');
  return { code: answer.code, percent, endsAt: new Date(wish.endsAt) };
}
