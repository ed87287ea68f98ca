import { channels, models, payments, storefronts } from '#connectors';
import type { AnyDefinition, App, Connectors, EventHandlers, Receivers, SendOutcome } from '#context';
import type { Config } from '#config';
import { createNodeIo } from '#kit';
import { armTurns, eraseTurns, mergeTurns } from '#modules/assistant';
import { applyChannelNews, closeConnections } from '#modules/connections';
import { eraseCartPeople, repointCartContacts, storeActivity, storeCarts } from '#modules/carts';
import { applyProductChanges, applyStockChanges, endWishes, eraseWishes, mergeWishes, tellRestocked } from '#modules/catalog';
import { applyConsentChanges, applyCustomerConsents, eraseConsents, mergeConsents } from '#modules/consent';
import { applyIdentityChanges, applyPrivacyRequests, eraseContactCodes, mergeCustomers, repointContactCodes, storeCustomers } from '#modules/contacts';
import { applyEchoes, applyEdits, applyImports, applyMessages, eraseConversations, eraseMedia, mergeConversations } from '#modules/conversations';
import { eraseChatDiscounts, noteReplies, onCartsChanged, onOrdersChanged, onSendsSettled, repointChatDiscounts, repointRunContacts } from '#modules/flows';
import { eraseQuestions, repointQuestions } from '#modules/knowledge';
import { mergeAttribution, reattributeSends, recordAttribution } from '#modules/insights';
import { tellMembers } from '#modules/notices';
import { boughtThings, eraseOrderPeople, repointOrderContacts, storeOrders, storeShipments } from '#modules/orders';
import { eraseRatings, onConversationsClosed, repointRatings } from '#modules/ratings';
import { announceRestock, onRestockSettled } from '#modules/restock';
import { closeStaleLinks, erasePaymentPeople, notePaymentNews, repointPaymentContacts } from '#modules/payments';
import { askAgain, awaitCalls, awaitMarketingCalls, eraseSends, repointSendContacts, settleStatuses } from '#modules/sends';
import { applyTemplateChanges } from '#modules/templates';
import { answerMeanwhile, eraseHandoffs, handOff, repointHandoffs, takeTurns, tellPayments } from '#modules/turns';
import type { Clock } from '#platform/clock';
import { makeKeys } from '#platform/crypto';
import type { Database, Tx } from '#platform/database';
import { makeIds } from '#platform/ids';
import { publishAfterCommit } from '#platform/live';
import type { Live } from '#platform/live';
import { makeLog } from '#platform/log';
import type { ChannelDefinition } from '#ports/channel';
import type { ConnectorIo } from '#ports/connector';
import type { ModelDefinition } from '#ports/model';
import type { PaymentDefinition } from '#ports/payment';
import type { StorefrontDefinition } from '#ports/storefront';

/** Everything a process is given from outside; a test replaces the edges here and nowhere else. */
export interface AppEdges {
  config: Config;
  publicUrl: string;
  database: Database;
  clock: Clock;
  live: Live;
  io?: ConnectorIo;
}

/** The composition root: every part is handed to the others here. */
export function makeApp({ config, publicUrl, database, clock, live, io }: AppEdges): App {
  const log = makeLog(config.logLevel);
  const ids = makeIds();
  const app: App = {
    config,
    publicUrl,
    db: database.db,
    clock,
    ids,
    log,
    keys: makeKeys(config.secretKey, config.previousSecretKeys),
    live,
    io: io ?? createNodeIo({ userAgent: 'Marchante/0.1', allowsPrivate: config.allowsPrivateAddresses, now: () => clock.now() }),
    connectors: listConnectors(),
    handlers,
    receivers,
    poke: () => undefined,
  };
  return app;
}

function listConnectors(): Connectors {
  // Settings and clients keep their types inside each connector; outside they pass through its own schema.
  const shops = storefronts as unknown as readonly StorefrontDefinition[];
  const lines = channels as unknown as readonly ChannelDefinition[];
  const tills = payments as unknown as readonly PaymentDefinition[];
  const minds = models as unknown as readonly ModelDefinition[];
  return {
    storefronts: byId(shops),
    channels: byId(lines),
    payments: byId(tills),
    models: byId(minds),
  };
}

const byId = <Definition extends AnyDefinition>(definitions: readonly Definition[]) => new Map(definitions.map((definition) => [definition.id, definition]));

/** Who owns each inbound event: exactly one each, which the type enforces. */
const handlers: EventHandlers = {
  'cart.changed': storeCarts,
  'order.changed': storeOrders,
  'shipment.changed': storeShipments,
  'product.changed': async (app, tx, events) => {
    await applyProductChanges(app, tx, events);
    await tellRestocked(app, tx, events);
  },
  'stock.changed': async (app, tx, events) => {
    await applyStockChanges(app, tx, events);
    await tellRestocked(app, tx, events);
  },
  'customer.changed': async (app, tx, events) => {
    await storeCustomers(app, tx, events);
    await applyCustomerConsents(app, tx, events);
  },
  'customers.merged': mergeCustomers,
  'consent.changed': applyConsentChanges,
  'activity.recorded': storeActivity,
  'message.received': applyMessages,
  'message.edited': applyEdits,
  'message.echoed': applyEchoes,
  'message.imported': applyImports,
  'message.status': settleStatuses,
  'identity.changed': applyIdentityChanges,
  'template.changed': applyTemplateChanges,
  'channel.changed': applyChannelNews,
  'payment.changed': notePaymentNews,
  'connection.closed': closeConnections,
  'privacy.requested': applyPrivacyRequests,
  ignored: async () => undefined,
};

/** Who is told what by the modules below them. Where several must know, their order is written out. */
const receivers: Receivers = {
  cartsChanged: async (app, tx, changes) => {
    await awaitCalls(app, tx, changes.filter((cart) => cart.state === 'completed'));
    await onCartsChanged(app, tx, changes);
    await closeStaleLinks(app, tx, changes);
    publishAfterCommit(app.live, tx, 'cart', changes.map(({ workspaceId, cartId }) => ({ workspaceId, id: cartId })));
  },
  ordersChanged: async (app, tx, changes) => {
    await awaitCalls(app, tx, changes.flatMap(({ workspaceId, cartIds }) => cartIds.map((cartId) => ({ workspaceId, cartId }))));
    await onOrdersChanged(app, tx, changes);
    await recordAttribution(app, tx, changes);
    await endWishes(app, tx, await boughtThings(tx, changes), 'bought');
    await closeStaleLinks(app, tx, changes.flatMap(({ workspaceId, cartIds }) => cartIds.map((cartId) => ({ workspaceId, cartId }))));
    publishAfterCommit(app.live, tx, 'order', changes.map(({ workspaceId, orderId }) => ({ workspaceId, id: orderId })));
  },
  messagesReceived: takeTurns,
  assistantAsked: armTurns,
  handedBack: answerMeanwhile,
  personNeeded: async (app, tx, asks) => {
    for (const ask of asks) await handOff(app, tx, ask);
  },
  personTookOver: (app, tx, people) => noteReplies(app, tx, people.map((person) => ({ ...person, at: app.clock.now() }))),
  conversationsClosed: onConversationsClosed,
  membersConcerned: tellMembers,
  marketingWithdrawn: async (app, tx, people) => {
    await awaitMarketingCalls(tx, people);
    await endWishes(app, tx, people.map((person) => ({ ...person, variantKeys: null })), 'opted_out');
    await askAgain(app, tx, people);
    publishAfterCommit(app.live, tx, 'contact', people.map(({ workspaceId, contactId }) => ({ workspaceId, id: contactId })));
  },
  sendsSettled: async (app, tx, outcomes) => {
    await onSendsSettled(app, tx, outcomes);
    await onRestockSettled(app, tx, outcomes);
    await reattributeSends(app, tx, outcomes);
    tellOfSends(app, tx, outcomes);
  },
  stockReturned: announceRestock,
  paymentsAwaited: awaitCalls,
  paymentsSettled: tellPayments,
  contactsMerged: async (app, tx, merges) => {
    await mergeWishes(tx, merges);
    await mergeConsents(tx, merges);
    await repointContactCodes(tx, merges);
    await repointCartContacts(tx, merges);
    await repointOrderContacts(tx, merges);
    await repointQuestions(tx, merges);
    await mergeTurns(tx, merges, app.clock.now());
    await repointHandoffs(tx, merges);
    await repointRatings(tx, merges);
    await repointRunContacts(tx, merges);
    await repointChatDiscounts(tx, merges);
    await repointSendContacts(tx, merges);
    await repointPaymentContacts(tx, merges);
    await mergeAttribution(tx, merges);
    // The others ask which conversation is joined into which.
    await mergeConversations(tx, merges);
  },
  contactsErased: async (app, tx, people) => {
    await eraseWishes(tx, people);
    await eraseChatDiscounts(tx, people);
    await eraseContactCodes(tx, people);
    await eraseConsents(tx, people);
    await eraseCartPeople(tx, people);
    await eraseOrderPeople(tx, people);
    await erasePaymentPeople(tx, people);
    await eraseMedia(tx, people);
    await eraseQuestions(tx, people);
    await eraseConversations(tx, people);
    await eraseTurns(tx, people, app.clock.now());
    await eraseHandoffs(tx, people);
    await eraseRatings(tx, people);
    await eraseSends(tx, people);
  },
};

/** A message that went or did not go changes the ledger, its cart's story and its conversation. */
function tellOfSends(app: App, tx: Tx, outcomes: SendOutcome[]): void {
  publishAfterCommit(app.live, tx, 'send', outcomes.map(({ workspaceId, sendId }) => ({ workspaceId, id: sendId })));
  publishAfterCommit(app.live, tx, 'cart', outcomes.flatMap(({ workspaceId, cartId }) => (cartId ? [{ workspaceId, id: cartId }] : [])));
  const hasRefusals = (workspaceId: string) => outcomes.some((outcome) => outcome.workspaceId === workspaceId && outcome.kind === 'refused');
  const refusing = [...new Set(outcomes.map(({ workspaceId }) => workspaceId))].filter(hasRefusals);
  // A refused message has no conversation yet that could be named.
  publishAfterCommit(app.live, tx, 'conversation', refusing.map((workspaceId) => ({ workspaceId, id: null })));
}
