import { describe, expect, test } from 'vitest';
import { chatIdentity } from '#ports/chat-page';
import { webChat } from './index.ts';
import { chatKey, fromPage, said, settings, tapped } from './testing.ts';

const { verify, translate } = webChat.hooks;

describe('what a page says', () => {
  test('comes from a visitor who is known by the hash of their secret, and by the shop’s own script', () => {
    const { events } = translate(fromPage([said, tapped], { visitorKey: 'visitor-0001' }), settings);
    const person = { visitorKey: chatIdentity(chatKey), locale: 'es-AR', shopVisitor: { connectionId: settings.shopConnectionId, visitorKey: 'visitor-0001' } };
    expect(events.map(({ event }) => event)).toMatchObject([
      { type: 'message.received', providerMessageId: 'chat.message-0001', person, content: { type: 'text', text: '¿Tienen talle 42?' } },
      { type: 'message.received', content: { type: 'reply', id: tapped.replyId, title: 'Hablar con alguien' } },
    ]);
    expect(JSON.stringify(events)).not.toContain(chatKey);
  });

  test.each(['2027-01-01T00:00:00Z', '2020-01-01T00:00:00Z', 'no time at all'])('brings what they look at, and counts from when it arrived, whatever the clock of the browser says (%s)', (at) => {
    const { events } = translate(fromPage([{ ...said, at }], { productKey: '31' }), settings);
    expect(events.map(({ event }) => event)).toMatchObject([{ type: 'activity.recorded', kind: 'product_viewed', productKey: '31' }, { type: 'message.received', at: '2026-11-18T12:00:00.000Z' }]);
  });

  test('tells that a message of ours arrived or was read', () => {
    const sendId = '0198c0de-0000-7000-8000-000000000005';
    const { events } = translate(fromPage([{ id: `read-${sendId}`, at: said.at, type: 'receipt', sendId, status: 'read' }]), settings);
    expect(events.map(({ event }) => event)).toMatchObject([{ type: 'message.status', sendId, providerMessageId: `chat.out.${sendId}`, status: 'read' }]);
  });

  test.each([
    ['a message without words', { ...said, text: ' ' }],
    ['one that is too long', { ...said, text: 'a'.repeat(4097) }],
    ['another kind', { ...said, type: 'order' }],
  ])('%s is remembered as refused, and its neighbours count', (_what, bad) => {
    const { events } = translate(fromPage([bad, { ...said, id: 'message-0002' }]), settings);
    expect(events.map(({ event }) => event.type)).toEqual(['ignored', 'message.received']);
  });

  test('counts only from the shop’s pages, with the shop’s key', () => {
    expect(verify(fromPage([said]), settings)).toBe('genuine');
    expect(verify(fromPage([said], {}, { origin: 'https://elsewhere.example' }), settings)).toBe('forged');
    expect(verify(fromPage([said], { key: 'pk_wrong_000' }), settings)).toBe('forged');
    expect(verify(fromPage([said], {}, {}), settings)).toBe('forged');
  });
});
