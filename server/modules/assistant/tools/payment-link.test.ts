import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stopSharedServer } from '#test/app';
import { openTillStage } from '#test/till-stage';
import type { LeftCart, TillStage } from '#test/till-stage';
import type { ToolTurn } from '../define-tool.ts';
import { tools } from './index.ts';
import { callTool, makeToolTurn } from './testing.ts';

let stage: TillStage;
let cart: LeftCart;

beforeAll(async () => {
  stage = await openTillStage();
  cart = await stage.leaveCart();
});
afterAll(async () => {
  await stage?.close();
  await stopSharedServer();
});

async function turnOf(more: Partial<ToolTurn> = {}): Promise<ToolTurn> {
  const [conversation] = await stage.read(sql<{ id: string; connectionId: string }>`
    select id, connection_id as "connectionId" from conversation where workspace_id = ${stage.home.id} and contact_id = ${cart.contactId}`);
  if (!conversation) throw new Error('The shopper has not written.');
  return makeToolTurn(stage.it.app, { workspaceId: stage.home.id, contactId: cart.contactId, conversationId: conversation.id, connectionId: conversation.connectionId, ...more });
}

const call = (turn: ToolTurn, vendor: string | null = null) => callTool(tools, turn, 'payment_link', { vendor }, true);

test('PAY-04: charges exactly the cart, names the other tills, and makes one link however often the turn is thought', async () => {
  const turn = await turnOf();
  const made = await call(turn);
  const [stored] = await stage.read(sql<{ total: number }>`select total_minor as total from cart where workspace_id = ${stage.home.id} and id = ${cart.cartId}`);
  expect(made).toMatchObject({ kind: 'done', output: { totalMinor: stored?.total, currency: 'ARS', others: [expect.objectContaining({ vendor: expect.any(String) })] } });
  expect(await call(turn)).toEqual(made);
  expect(await stage.read(sql`select id from payment_link where workspace_id = ${stage.home.id} and cart_id = ${cart.cartId}`)).toHaveLength(1);
});

test('above the merchant’s limit, or in a try-out, nothing is charged', async () => {
  expect(await call(await turnOf({ limits: { discountPercent: 0, orderMinor: 1 } }))).toMatchObject({ kind: 'refused', code: 'over_limit' });
  expect(await call(await turnOf({ isTryOut: true }))).toMatchObject({ kind: 'refused', code: 'try_out' });
});

test('without a till it says so, and the shop’s own checkout remains', async () => {
  await sql`update connection set state = 'paused' where workspace_id = ${stage.home.id} and port = 'payment'`.execute(stage.it.app.db);
  expect(await call(await turnOf())).toMatchObject({ kind: 'refused', code: 'no_till' });
  expect(await callTool(tools, await turnOf(), 'checkout_link', {}, true)).toMatchObject({ kind: 'done' });
});
