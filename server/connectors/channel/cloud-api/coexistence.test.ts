import { expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import { addressBook, companionMessage, echo, echoWithdrawn, history, historyDeclined, historyFile } from './fixtures/coexistence.ts';
import { cloudApi } from './index.ts';
import { makeEnvelope, makeHookRequest, sampleNumber, sampleSettings } from './testing.ts';
import { CloudApiSettings } from './settings.ts';
import { translateHook } from './translate-hook.ts';

const settings = CloudApiSettings.parse({ ...sampleSettings, isCoexistence: true });

function translate(change: object) {
  const { events } = translateHook(makeHookRequest(makeEnvelope([change])), settings);
  for (const { event } of events) expect(InboundEvent.parse(event)).toEqual(event);
  return events;
}

test('what a person writes in the app is an echo to the shopper, one event for each message', () => {
  expect(translate(echo)).toMatchObject([
    { key: 'echo:wamid.APP-1', accountKey: sampleNumber.phoneNumberId, event: { type: 'message.echoed', person: { waId: '5491155550177' }, content: { type: 'text', text: 'Te la separo yo' } } },
    { key: 'echo:wamid.APP-2', event: { type: 'message.echoed', person: { waId: '5491155550178' }, content: { type: 'image', media: { mediaId: '991201' } } } },
  ]);
});

test('an echo that was taken back empties the message', () => {
  expect(translate(echoWithdrawn)[0]?.event).toMatchObject({ type: 'message.edited', providerMessageId: 'wamid.APP-1', content: null });
});

test('the address book of the owner makes nobody a contact', () => {
  expect(translate(addressBook).map(({ event }) => event.type)).toEqual(['ignored']);
  expect(JSON.stringify(translate(addressBook))).not.toContain('Mamá');
});

test('old messages are imported with their direction and never taken for new ones', () => {
  const events = translate(history);
  expect(events.map(({ key, event }) => [key, event.type, event.type === 'message.imported' && [event.direction, event.person.waId]])).toEqual([
    ['history:wamid.H-1:text', 'message.imported', ['in', '5491155550177']],
    ['history:wamid.H-2:text', 'message.imported', ['out', '5491155550177']],
    ['history:wamid.H-3:media_placeholder', 'message.imported', ['in', '5491155550177']],
    ['history:wamid.H-4:text', 'message.imported', ['in', '5491155550178']],
  ]);
  expect(events.map(({ event }) => event.type)).not.toContain('message.received');
});

test('the file of an old message comes later under its own key', () => {
  const [file] = translate(historyFile);
  expect(file).toMatchObject({ key: 'history:wamid.H-3:image', event: { type: 'message.imported', direction: 'in', content: { media: { mediaId: '991202' } } } });
});

test('an owner who keeps the history private is only a notice', () => {
  expect(translate(historyDeclined).map(({ event }) => event)).toMatchObject([{ type: 'channel.changed', notice: expect.stringContaining('not shared') }]);
});

test('a message from a device that WhatsApp does not serve keeps its place', () => {
  expect(translate(companionMessage)[0]?.event).toMatchObject({ type: 'message.received', content: { type: 'unsupported', reason: 'unsupported:131060' } });
});

test('a shared number sends at most 20 messages each second, whatever is configured', () => {
  expect(cloudApi.pace(settings).messagesPerSecond).toBe(20);
  expect(cloudApi.pace({ ...settings, messagesPerSecond: 1000 }).messagesPerSecond).toBe(20);
  expect(cloudApi.pace({ ...settings, isCoexistence: false }).messagesPerSecond).toBe(80);
  expect(cloudApi.pace({ ...settings, isCoexistence: false, messagesPerSecond: 1000 }).messagesPerSecond).toBe(1000);
});
