import { describe, expect, test } from 'vitest';
import { InboundEvent } from '#contract/inbound-event';
import { inboundMessages } from './fixtures/inbound-messages.ts';
import { makeEnvelope, makeHookRequest, makeNumberChange, sampleNumber, sampleSettings } from './testing.ts';
import { CloudApiSettings } from './settings.ts';
import { translateHook } from './translate-hook.ts';

const settings = CloudApiSettings.parse(sampleSettings);
const contacts = [{ profile: { name: 'Lucía', username: 'lu.bota' }, wa_id: '5491155550177', user_id: 'AR.9pKd27XwQm4Tz1' }];

function translate(body: object | string) {
  const { events } = translateHook(makeHookRequest(body), settings);
  // Whatever is translated must be storable as it is.
  for (const { event } of events) expect(InboundEvent.parse(event)).toEqual(event);
  return events;
}

function translateMessage(message: object) {
  const [first] = translate(makeEnvelope([makeNumberChange('messages', { contacts, messages: [message] })]));
  return first;
}

function contentOf(message: object) {
  const event = translateMessage(message)?.event;
  return event?.type === 'message.received' ? event.content : event;
}

describe('inbound messages', () => {
  test('a text comes with its person, time and the number it was sent to', () => {
    expect(translateMessage(inboundMessages.text)).toEqual({
      key: 'msg:wamid.IN-TEXT',
      accountKey: sampleNumber.phoneNumberId,
      event: {
        type: 'message.received',
        providerMessageId: 'wamid.IN-TEXT',
        person: { waId: '5491155550177', phone: '+5491155550177', bsuid: 'AR.9pKd27XwQm4Tz1', name: 'Lucía', username: 'lu.bota' },
        at: '2026-11-25T10:03:21.000Z',
        content: { type: 'text', text: '¿Tienen el número 38? 👟' },
        inReplyTo: null,
        isForwarded: false,
        referral: null,
        isStandby: false,
      },
    });
  });

  test('a tap on a template button gives its payload and the message it belongs to', () => {
    expect(translateMessage(inboundMessages.templateButton)?.event).toMatchObject({
      content: { type: 'reply', id: 'cart:77c:resume', title: 'Ver mi carrito', description: null },
      inReplyTo: 'wamid.OUT-1',
    });
  });

  test('replies to buttons and lists give id, title and description', () => {
    expect(contentOf(inboundMessages.buttonReply)).toEqual({ type: 'reply', id: 'human', title: 'Hablar con alguien', description: null });
    expect(contentOf(inboundMessages.listReply)).toEqual({ type: 'reply', id: 'ship:exp', title: 'Express', description: 'Mañana · $7.500' });
  });

  test('a form gives its answers as values', () => {
    expect(contentOf(inboundMessages.form)).toEqual({ type: 'form', name: 'flow', values: { flow_token: 'ft_7', street: 'Salta 940' } });
    expect(contentOf(inboundMessages.paymentMethod)).toMatchObject({ type: 'form', name: 'payment_method', values: { reference_id: 'ipe-1' } });
  });

  test('an unreadable answer of a form is kept as text', () => {
    const nfm = { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json: '{"cut' } };
    expect(contentOf({ ...inboundMessages.form, interactive: nfm })).toEqual({ type: 'form', name: 'flow', values: { response: '{"cut' } });
  });

  test('an order keeps its prices exact, each in the minor units of its currency', () => {
    expect(contentOf(inboundMessages.order)).toEqual({
      type: 'order',
      catalogId: '660077008811',
      text: '¿Llega el viernes?',
      items: [
        { variantKey: 'BOTA-38', quantity: 2, priceMinor: 7_499_950, currency: 'ARS' },
        { variantKey: 'MEDIA-U', quantity: 1, priceMinor: 1990, currency: 'CLP' },
      ],
    });
  });

  test.each([
    ['90071992547409.93', 9_007_199_254_740_993n > BigInt(Number.MAX_SAFE_INTEGER) ? null : 0],
    ['1.005', 101],
    ['8.1', 810],
    ['7.499950e4', 7_499_950],
    ['5e-1', 50],
  ])('the decimal %s is read from its text, never from a float', (price, minor) => {
    const body = JSON.stringify(makeEnvelope([makeNumberChange('messages', { messages: [inboundMessages.order] })]));
    const [first] = translate(body.replace('74999.5', price).replace('"CLP"', '"ARS"'));
    const content = first?.event.type === 'message.received' ? first.event.content : null;
    if (minor === null) expect(content).toEqual({ type: 'unsupported', reason: 'order' });
    else expect(content).toMatchObject({ items: [{ priceMinor: minor }, {}] });
  });

  test.each([['"quantity":2', '"quantity":0'], ['"quantity":2', '"quantity":1.5'], ['74999.5', '-5'], ['74999.5', 'null']])('an order with a senseless line (%s becomes %s) is not guessed at', (sense, nonsense) => {
    const body = JSON.stringify(makeEnvelope([makeNumberChange('messages', { messages: [inboundMessages.order] })]));
    expect(translate(body.replace(sense, nonsense))[0]?.event).toMatchObject({ type: 'message.received', content: { type: 'unsupported', reason: 'order' } });
  });

  test.each(['image', 'video', 'document', 'sticker'] as const)('%s is known by its media id', (type) => {
    const content = contentOf(inboundMessages[type]);
    expect(content).toMatchObject({ type, isVoice: false, media: { url: null, mediaId: expect.stringMatching(/^99110/) } });
  });

  test('a voice note is told from other audio', () => {
    expect(contentOf(inboundMessages.voice)).toMatchObject({ type: 'audio', isVoice: true, sha256: 'Zm9vYmFy' });
  });

  test('places, contact cards and reactions are read', () => {
    expect(contentOf(inboundMessages.location)).toEqual({ type: 'location', latitude: -32.9468, longitude: -60.6393, name: 'Casa', address: null });
    expect(contentOf(inboundMessages.contacts)).toEqual({ type: 'contacts', contacts: [{ name: 'Rita Sosa', phones: ['+54 9 11 5555-0166'] }] });
    expect(contentOf(inboundMessages.reaction)).toEqual({ type: 'reaction', targetMessageId: 'wamid.OUT-1', emoji: '❤️' });
    expect(contentOf(inboundMessages.reactionRemoved)).toEqual({ type: 'reaction', targetMessageId: 'wamid.OUT-1', emoji: '' });
  });

  test('what cannot be read keeps its place, with the reason', () => {
    expect(contentOf(inboundMessages.unsupported)).toEqual({ type: 'unsupported', reason: 'unsupported:poll:131051' });
    expect(contentOf(inboundMessages.futureKind)).toEqual({ type: 'unsupported', reason: 'hologram' });
    expect(contentOf({ ...inboundMessages.image, image: {}, errors: [{ code: 131052 }] })).toEqual({ type: 'unsupported', reason: 'image:131052' });
  });

  test('an advertisement gives its click id', () => {
    expect(translateMessage(inboundMessages.advert)?.event).toMatchObject({
      referral: { clickId: 'ARBsampleClick', sourceType: 'ad', sourceId: '120210000000777', headline: 'Botas de invierno' },
    });
  });

  test('a message that was passed on is marked', () => {
    expect(translateMessage(inboundMessages.forwarded)?.event).toMatchObject({ isForwarded: true });
  });

  test('messages of a thread that another application owns are marked', () => {
    const [first] = translate(makeEnvelope([makeNumberChange('standby', { messages: [inboundMessages.text] })]));
    expect(first?.event).toMatchObject({ type: 'message.received', isStandby: true });
  });

  test('a person who hides the phone number is known by the user id alone', () => {
    const { from: _, ...message } = inboundMessages.text;
    const hidden = [{ profile: { name: 'Lucía' }, user_id: 'AR.9pKd27XwQm4Tz1' }];
    const [first] = translate(makeEnvelope([makeNumberChange('messages', { contacts: hidden, messages: [message] })]));
    expect(first?.event).toMatchObject({ person: { bsuid: 'AR.9pKd27XwQm4Tz1', name: 'Lucía' } });
    expect(first?.event).not.toHaveProperty('person.waId');
  });

  test('a number in the place of a name is no name', () => {
    const nameless = [{ profile: { name: '+54 9 11 5555-0177' }, wa_id: '5491155550177' }];
    const [first] = translate(makeEnvelope([makeNumberChange('messages', { contacts: nameless, messages: [inboundMessages.text] })]));
    expect(first?.event).toMatchObject({ person: { waId: '5491155550177' } });
    expect(first?.event).not.toHaveProperty('person.name');
  });

  test('a phone shared on request becomes the phone of its sender', () => {
    const { from: _, ...message } = inboundMessages.contacts;
    const shared = { ...message, contacts: [{ ...message.contacts[0], origin: 'contact_request' }] };
    expect(translateMessage({ ...shared, from_user_id: 'BR.other' })?.event).toMatchObject({
      person: { bsuid: 'BR.other', waId: '5491155550166', phone: '+5491155550166' },
    });
  });

  test('a changed number joins the old and the new one', () => {
    const system = { from: '5491155550177', id: 'wamid.SYS1', timestamp: '1795601100', type: 'system', system: { type: 'user_changed_number', body: 'x', wa_id: '5491155550188' } };
    expect(translateMessage(system)?.event).toEqual({
      type: 'identity.changed',
      at: '2026-11-25T10:05:00.000Z',
      previous: { waId: '5491155550177', phone: '+5491155550177' },
      current: { waId: '5491155550188', phone: '+5491155550188' },
    });
  });

  test('a changed user id joins the old and the new one', () => {
    const system = { id: 'wamid.SYS2', timestamp: '1795601100', type: 'system', system: { type: 'user_changed_user_id', user_id: 'AR.new', previous_user_id: 'AR.old' } };
    expect(translateMessage(system)?.event).toMatchObject({ previous: { bsuid: 'AR.old' }, current: { bsuid: 'AR.new' } });
  });

  test('a corrected and a withdrawn message name the original', () => {
    const base = { from: '5491155550177', timestamp: '1795601200' };
    const edit = { ...base, id: 'wamid.E1', type: 'edit', edit: { original_message_id: 'wamid.IN1', message: { type: 'text', text: { body: 'talle L' } } } };
    const revoke = { ...base, id: 'wamid.E2', type: 'revoke', revoke: { original_message_id: 'wamid.IN1' } };
    expect(translateMessage(edit)?.event).toMatchObject({ type: 'message.edited', providerMessageId: 'wamid.IN1', content: { type: 'text', text: 'talle L' } });
    expect(translateMessage(revoke)?.event).toMatchObject({ type: 'message.edited', providerMessageId: 'wamid.IN1', content: null });
  });

  test('text is made storable: no NUL and no half character', () => {
    const message = { ...inboundMessages.text, text: { body: 'a\u0000b\ud800c' } };
    const [first] = translateHook(makeHookRequest(JSON.stringify(makeEnvelope([makeNumberChange('messages', { messages: [message] })]))), settings).events;
    expect(first?.event).toMatchObject({ content: { text: 'ab\ufffdc' } });
  });
});

describe('statuses', () => {
  const delivered = {
    id: 'wamid.OUT-1',
    status: 'delivered',
    timestamp: '1795601300',
    recipient_id: '5491155550177',
    recipient_user_id: 'AR.9pKd27XwQm4Tz1',
    biz_opaque_callback_data: 'send_0001',
    pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' },
  };
  const translateStatus = (status: object) => translate(makeEnvelope([makeNumberChange('messages', { statuses: [status] })]))[0];

  test('a delivery gives our own id back, with the price', () => {
    expect(translateStatus(delivered)).toEqual({
      key: 'status:wamid.OUT-1:delivered:',
      accountKey: sampleNumber.phoneNumberId,
      event: {
        type: 'message.status',
        providerMessageId: 'wamid.OUT-1',
        sendId: 'send_0001',
        status: 'delivered',
        at: '2026-11-25T10:08:20.000Z',
        person: { waId: '5491155550177', phone: '+5491155550177', bsuid: 'AR.9pKd27XwQm4Tz1' },
        problem: null,
        price: { isCharged: true, category: 'marketing', kind: 'regular', model: 'PMP' },
        freeUntil: null,
      },
    });
  });

  test.each([
    [{ type: 'regular', category: 'utility' }, true],
    [{ type: 'free_entry_point', category: 'marketing', billable: true }, false],
    [{ type: 'free_customer_service', category: 'service', billable: true }, false],
    [{ type: 'regular', subtype: 'paid_exempt', category: 'service' }, false],
    [{ billable: false, category: 'service' }, false],
    [{ billable: true, category: 'service' }, true],
  ])('the price %j is charged: %s', (pricing, isCharged) => {
    expect(translateStatus({ ...delivered, pricing })?.event).toMatchObject({ price: { isCharged } });
  });

  test('the end of a free window is read, of an ordinary one it is not', () => {
    const conversation = { id: 'c1', expiration_timestamp: '1795900000', origin: { type: 'referral_conversion' } };
    expect(translateStatus({ ...delivered, conversation })?.event).toMatchObject({ freeUntil: '2026-11-28T21:06:40.000Z' });
    expect(translateStatus({ ...delivered, conversation: { ...conversation, origin: { type: 'marketing' } } })?.event).toMatchObject({ freeUntil: null });
  });

  test('a failure carries its code and what to do', () => {
    const failed = { ...delivered, status: 'failed', errors: [{ code: 131050, title: 'varies', error_data: { details: 'varies too' } }] };
    expect(translateStatus(failed)?.event).toMatchObject({ status: 'failed', problem: { code: '131050', advice: 'stop_marketing' } });
  });

  test('a failure with an unknown code, or with none, is not tried again', () => {
    expect(translateStatus({ ...delivered, status: 'failed', errors: [{ code: 999_999 }] })?.event).toMatchObject({ problem: { advice: 'fix_message' } });
    expect(translateStatus({ ...delivered, status: 'failed' })?.event).toMatchObject({ problem: { code: 'unknown', advice: 'fix_message' } });
  });

  test('a voice note that was heard counts as read', () => {
    expect(translateStatus({ ...delivered, status: 'played' })).toMatchObject({ key: 'status:wamid.OUT-1:played:', event: { status: 'read' } });
  });

  test('a status for a user id alone has no phone', () => {
    const { recipient_id: _, ...status } = delivered;
    expect(translateStatus(status)?.event).toMatchObject({ person: { bsuid: 'AR.9pKd27XwQm4Tz1' } });
  });

  test('payments in the chat and unknown statuses are remembered, not applied', () => {
    expect(translateStatus({ ...delivered, type: 'payment', status: 'captured' })?.event.type).toBe('ignored');
    expect(translateStatus({ ...delivered, status: 'evaporated' })?.event.type).toBe('ignored');
  });
});

describe('batches', () => {
  test('every entry, change, message and status is read, each with its own number', () => {
    const body = {
      object: 'whatsapp_business_account',
      entry: [
        { id: sampleNumber.wabaId, changes: [makeNumberChange('messages', { messages: [inboundMessages.text, inboundMessages.image] })] },
        { id: sampleNumber.wabaId, changes: [makeNumberChange('messages', { messages: [inboundMessages.order] }, '777'), makeNumberChange('calls', {})] },
      ],
    };
    expect(translate(body).map(({ key, accountKey }) => [key.split(':').slice(0, 2).join(':').slice(0, 18), accountKey])).toEqual([
      ['msg:wamid.IN-TEXT', sampleNumber.phoneNumberId],
      ['msg:wamid.IN-IMAGE', sampleNumber.phoneNumberId],
      ['msg:wamid.IN-ORDER', '777'],
      [expect.stringMatching(/^change:/), sampleNumber.phoneNumberId],
    ]);
  });

  test('one broken message spoils nothing beside it', () => {
    const events = translate(makeEnvelope([makeNumberChange('messages', { messages: [null, { id: 7 }, inboundMessages.text] })]));
    expect(events.map(({ event }) => event.type)).toEqual(['ignored', 'ignored', 'message.received']);
    expect(new Set(events.map(({ key }) => key)).size).toBe(3);
  });

  test('a repeat of the same webhook gives the same keys', () => {
    const body = makeEnvelope([makeNumberChange('messages', { messages: [inboundMessages.text] }), makeNumberChange('calls', { a: 1 })], { time: 1_795_600_000 });
    expect(translate(body)).toEqual(translate(body));
  });
});
