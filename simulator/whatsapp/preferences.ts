import type { Account } from './accounts.ts';
import { messagingValue, postChange, secondsOf } from './hooks.ts';
import type { Json } from './json.ts';
import type { Shopper } from './shoppers.ts';
import type { WhatsApp } from './state.ts';

/** The person stops or resumes a business's marketing in the app; the business is told. Safe to repeat. */
export function setMarketingPreference(whatsapp: WhatsApp, account: Account, shopper: Shopper, value: 'stop' | 'resume'): void {
  const { world, shoppers, live } = whatsapp;
  if (value === 'stop') shopper.stoppedMarketing.add(account.portfolioId);
  else shopper.stoppedMarketing.delete(account.portfolioId);
  const identity = {
    ...(!shopper.hidesPhone && { wa_id: shopper.waId }),
    user_id: shoppers.scopedIdOf(shopper, account),
  };
  const detail = `User requested to ${value} marketing messages`;
  const timestamp = Math.floor(world.now() / 1000);
  postChange(
    world,
    account,
    'user_preferences',
    {
      ...messagingValue(account),
      contacts: [identity],
      user_preferences: [{ ...identity, detail, category: 'marketing_messages', value, timestamp }],
    },
    { recipient: shopper.waId },
  );
  live.worldChanged();
}

/** Blocks or unblocks a business; a block is silent, the business only sees that nothing is delivered any more. */
export function setBlocked({ live }: WhatsApp, account: Account, shopper: Shopper, isBlocked: boolean): void {
  if (isBlocked) shopper.blocked.add(account.phoneNumberId);
  else shopper.blocked.delete(account.phoneNumberId);
  live.worldChanged();
}

/** Gives the person another number, which also gives them another scoped id, and tells every business they talked to. */
export function changeNumber(whatsapp: WhatsApp, account: Account, shopper: Shopper, phone: string): void {
  const { shoppers } = whatsapp;
  const previousId = shoppers.scopedIdOf(shopper, account);
  const oldWaId = shoppers.changeNumber(shopper, phone);
  const userId = shoppers.scopedIdOf(shopper, account);
  const ids = { user_id: userId, previous_user_id: previousId };
  tellSystem(whatsapp, account, oldWaId, previousId, {
    body: `User ${shopper.name} changed from ${oldWaId} to ${shopper.waId}`,
    wa_id: shopper.waId,
    type: 'user_changed_number',
    ...ids,
  });
  tellSystem(whatsapp, account, shopper.waId, userId, {
    body: `User ${shopper.name} has a new id`,
    type: 'user_changed_user_id',
    ...ids,
  });
}

/** A `system` message: it has no `contacts`. */
function tellSystem(whatsapp: WhatsApp, account: Account, from: string, scopedId: string, system: Json): void {
  const message = {
    from,
    from_user_id: scopedId,
    id: whatsapp.nextMessageId(),
    timestamp: secondsOf(whatsapp.world.now()),
    type: 'system',
    system,
  };
  postChange(whatsapp.world, account, 'messages', { ...messagingValue(account), messages: [message] }, { recipient: from });
}
