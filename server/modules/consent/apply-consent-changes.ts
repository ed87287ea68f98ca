import type { EventHandler } from '#context';
import { resolveContacts } from '#modules/contacts';
import { recordConsents } from './record-consents.ts';

/** Somebody opted in or out, said by a shop, a channel or a form. People without any identity leave nothing to record. */
export const applyConsentChanges: EventHandler<'consent.changed'> = async (app, tx, events) => {
  const contactIds = await resolveContacts(
    app,
    tx,
    events.map(({ workspaceId, connectionId, event }) => ({ workspaceId, connectionId, person: event.person, at: new Date(event.signal.occurredAt) })),
  );
  const entries = events.flatMap(({ workspaceId, connectionId, event }, place) => {
    const contactId = contactIds[place];
    return contactId ? [{ workspaceId, contactId, connectionId, signal: event.signal, actor: `connection:${connectionId}` }] : [];
  });
  await recordConsents(app, tx, entries);
};

/** A shop's customer record carries the customer's word on each channel: it counts like one told alone. */
export const applyCustomerConsents: EventHandler<'customer.changed'> = (app, tx, events) =>
  applyConsentChanges(
    app,
    tx,
    events.flatMap(({ event, ...arrived }) => event.consents.map((signal) => ({ ...arrived, event: { type: 'consent.changed' as const, person: event.person, signal } }))),
  );
