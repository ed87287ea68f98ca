import type { ConsentChannel, InboundEventOf } from '#contract/inbound-event';
import type { Arrived, EventHandler } from '#context';
import { findChannels } from '#modules/connections';
import { publishAfterCommit } from '#platform/live';
import { eraseRevokedMedia } from './erase-media.ts';
import { storeEdits } from './message-queries.ts';
import { storeMessages } from './store-messages.ts';
import type { MessageArrival } from './store-messages.ts';

type Spoken = 'message.received' | 'message.echoed' | 'message.imported';

function readArrival({ workspaceId, connectionId, receivedAt, event }: Arrived<InboundEventOf<Spoken>>) {
  const { providerMessageId, person, at, content } = event;
  return { workspaceId, connectionId, receivedAt, providerMessageId, person, at, content, inReplyTo: null, isStandby: false, referral: null };
}

/** What people wrote to us. Who answers is told upwards with every message that is new, reactions and standby ones included. */
export const applyMessages: EventHandler<'message.received'> = async (app, tx, events) => {
  const arrivals = events.map((arrived): MessageArrival => {
    const { inReplyTo, isStandby, referral } = arrived.event;
    return { ...readArrival(arrived), direction: 'in', author: 'contact', inReplyTo: inReplyTo ?? null, isStandby, referral: referral ?? null };
  });
  const fresh = await storeMessages(app, tx, arrivals);
  if (fresh.length === 0) return;
  const channels = await findChannels(app, fresh.map(({ connectionId }) => connectionId));
  await app.receivers.messagesReceived(app, tx, fresh.map((message) => ({ ...message, channel: channels.get(message.connectionId) as ConsentChannel, messageId: message.id, at: new Date(message.at) })));
};

/** A person of the merchant answered from the vendor's own app: the conversation is theirs until they hand it back. */
export const applyEchoes: EventHandler<'message.echoed'> = async (app, tx, events) => {
  const fresh = await storeMessages(app, tx, events.map((arrived): MessageArrival => ({ ...readArrival(arrived), direction: 'out', author: 'app' })));
  const people = new Map(fresh.map(({ workspaceId, contactId }) => [contactId, { workspaceId, contactId }]));
  if (people.size > 0) await app.receivers.personTookOver(app, tx, [...people.values()]);
};

/** History handed over at onboarding: shown, never acted upon. */
export const applyImports: EventHandler<'message.imported'> = async (app, tx, events) => {
  await storeMessages(
    app,
    tx,
    events.map((arrived): MessageArrival => ({ ...readArrival(arrived), direction: arrived.event.direction, author: 'history', inReplyTo: arrived.event.inReplyTo ?? null })),
  );
};

/** A message changed or taken back by its author, also before the message itself came. */
export const applyEdits: EventHandler<'message.edited'> = async (app, tx, events) => {
  if (events.length === 0) return;
  const edits = events.map(({ workspaceId, connectionId, event }) => ({ workspaceId, connectionId, providerMessageId: event.providerMessageId, at: event.at, content: event.content }));
  await storeEdits(tx, edits);
  await eraseRevokedMedia(tx, edits);
  publishAfterCommit(app.live, tx, 'conversation', events.map(({ workspaceId }) => ({ workspaceId, id: null })));
};
