import { describe, expect, test } from 'vitest';
import { replayExchanges, type Exchange } from '#kit';
import { OutgoingContent } from '#contract/message-content';
import type { z } from 'zod';
import type { Address, OutgoingMessage } from '#ports/channel';
import { ConnectorError } from '#ports/connector';
import { errorRules } from './error-table.ts';
import { findMessageFault } from './find-message-fault.ts';
import { connectGraphApi } from './graph-api.ts';
import { sampleNumber, sampleSettings } from './testing.ts';
import { sendMessage } from './send-message.ts';
import { CloudApiSettings } from './settings.ts';

const settings = CloudApiSettings.parse(sampleSettings);
const call = `POST https://graph.facebook.com/v26.0/${sampleNumber.phoneNumberId}/messages`;
const accepted = { messaging_product: 'whatsapp', contacts: [{ input: '+5491155550177', wa_id: '5491155550177' }], messages: [{ id: 'wamid.NEW' }] };
const to: Address = { waId: '5491155550177', phone: null, bsuid: null, email: null };

type Content = z.input<typeof OutgoingContent>;

async function send(content: Content, options: { to?: Address; inReplyTo?: string; sendId?: string; answer?: Partial<Exchange> } = {}) {
  const recording = replayExchanges([{ call, answer: accepted, ...options.answer }], () => new Date('2026-11-21T10:00:00Z'));
  const message: OutgoingMessage = {
    sendId: options.sendId ?? 'send_0001',
    to: options.to ?? to,
    content: OutgoingContent.parse(content),
    inReplyTo: options.inReplyTo ?? null,
  };
  const result = await sendMessage(connectGraphApi(settings, recording.io), message);
  const [made] = recording.calls;
  return { result, request: made?.request, body: made === undefined ? null : JSON.parse(String(made.request.body)) };
}

const text: Content = { type: 'text', text: 'Hola' };
const common = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '+5491155550177', biz_opaque_callback_data: 'send_0001' };

describe('the request', () => {
  test('carries the token, our id and the quoted message', async () => {
    const { request, body } = await send({ type: 'text', text: 'Va: https://aurora.example/t', previewUrl: true }, { inReplyTo: 'wamid.IN-1' });
    expect(request?.headers).toMatchObject({ authorization: `Bearer ${sampleSettings.accessToken}`, 'content-type': 'application/json' });
    expect(body).toEqual({ ...common, type: 'text', text: { body: 'Va: https://aurora.example/t', preview_url: true }, context: { message_id: 'wamid.IN-1' } });
  });

  test.each<[string, Address, object]>([
    ['the address WhatsApp reported', { waId: '5491155550177', phone: '+541155550177', bsuid: 'AR.x', email: null }, { to: '+5491155550177' }],
    ['the phone', { waId: null, phone: '+5511955550123', bsuid: 'BR.x', email: null }, { to: '+5511955550123' }],
    ['the user id when no phone is known', { waId: null, phone: null, bsuid: 'AR.9pKd', email: 'a@b.example' }, { recipient: 'AR.9pKd' }],
  ])('goes to %s', async (_, address, expected) => {
    const { body } = await send(text, { to: address });
    expect({ to: body.to, recipient: body.recipient }).toEqual({ to: undefined, recipient: undefined, ...expected });
  });

  test('is not made when nobody can be addressed', async () => {
    const { result, body } = await send(text, { to: { waId: null, phone: '11 5555', bsuid: null, email: 'a@b.example' } });
    expect(result).toMatchObject({ kind: 'refused', problem: { advice: 'unreachable' } });
    expect(body).toBeNull();
  });

  const media = { url: 'https://cdn.aurora.example/1.jpg' };
  test.each<[string, Content, object]>([
    ['image by link', { type: 'image', media: { ...media, caption: 'azul' } }, { type: 'image', image: { link: media.url, caption: 'azul' } }],
    ['video by id', { type: 'video', media: { mediaId: '8811' } }, { type: 'video', video: { id: '8811' } }],
    ['audio', { type: 'audio', media: { mediaId: '8812' } }, { type: 'audio', audio: { id: '8812' } }],
    ['sticker', { type: 'sticker', media: { mediaId: '8813' } }, { type: 'sticker', sticker: { id: '8813' } }],
    [
      'document',
      { type: 'document', media: { mediaId: '8814', fileName: 'factura.pdf', caption: 'Factura' } },
      { type: 'document', document: { id: '8814', caption: 'Factura', filename: 'factura.pdf' } },
    ],
    ['location', { type: 'location', latitude: -34.6, longitude: -58.4, name: 'Local' }, { type: 'location', location: { latitude: -34.6, longitude: -58.4, name: 'Local' } }],
    [
      'contacts',
      { type: 'contacts', contacts: [{ name: 'Rita Sosa', phones: ['+5491155550166'] }] },
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Rita Sosa', first_name: 'Rita Sosa' }, phones: [{ phone: '+5491155550166' }] }] },
    ],
    ['reaction', { type: 'reaction', targetMessageId: 'wamid.IN-1', emoji: '👍' }, { type: 'reaction', reaction: { message_id: 'wamid.IN-1', emoji: '👍' } }],
    ['reaction taken back', { type: 'reaction', targetMessageId: 'wamid.IN-1', emoji: '' }, { type: 'reaction', reaction: { message_id: 'wamid.IN-1', emoji: '' } }],
  ])('%s', async (_, content, expected) => {
    expect((await send(content)).body).toEqual({ ...common, ...expected });
  });

  test('a reaction quotes nothing', async () => {
    const { body } = await send({ type: 'reaction', targetMessageId: 'wamid.IN-1', emoji: '👍' }, { inReplyTo: 'wamid.IN-1' });
    expect(body).not.toHaveProperty('context');
  });

  const interactive = async (content: Content) => (await send(content)).body.interactive;

  test('replies become reply buttons below their picture', async () => {
    const buttons = [{ kind: 'reply', id: 'cart:1:resume', title: 'Terminar compra' }, { kind: 'reply', id: 'human', title: 'Hablar con alguien' }] as const;
    const header = { kind: 'image', media } as const;
    expect(await interactive({ type: 'buttons', header, text: 'Te guardamos la bota', footer: 'Tienda Aurora', buttons: [...buttons] })).toEqual({
      type: 'button',
      header: { type: 'image', image: { link: media.url } },
      body: { text: 'Te guardamos la bota' },
      footer: { text: 'Tienda Aurora' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'cart:1:resume', title: 'Terminar compra' } },
          { type: 'reply', reply: { id: 'human', title: 'Hablar con alguien' } },
        ],
      },
    });
  });

  test('a single link becomes a link message', async () => {
    const buttons = [{ kind: 'link' as const, title: 'Ver mi carrito', url: 'https://aurora.example/c/1' }];
    expect(await interactive({ type: 'buttons', text: 'Tu carrito', header: { kind: 'text', text: 'Aurora' }, buttons })).toEqual({
      type: 'cta_url',
      header: { type: 'text', text: 'Aurora' },
      body: { text: 'Tu carrito' },
      action: { name: 'cta_url', parameters: { display_text: 'Ver mi carrito', url: 'https://aurora.example/c/1' } },
    });
  });

  test('a list names its sections and leaves out empty parts', async () => {
    const rows = [{ id: 'std', title: 'Estándar', description: '3 a 5 días' }, { id: 'exp', title: 'Express' }];
    expect(await interactive({ type: 'list', text: 'Envío', buttonTitle: 'Opciones', sections: [{ title: '', rows }] })).toEqual({
      type: 'list',
      body: { text: 'Envío' },
      action: { button: 'Opciones', sections: [{ rows: [{ id: 'std', title: 'Estándar', description: '3 a 5 días' }, { id: 'exp', title: 'Express' }] }] },
    });
  });

  test('cards become a carousel', async () => {
    const card = (n: number) => ({ imageUrl: `https://cdn.aurora.example/${n}.jpg`, text: `Bota ${n}`, button: { kind: 'link' as const, title: 'Ver', url: `https://aurora.example/p/${n}` } });
    const built = await interactive({ type: 'cards', text: 'Lo más pedido', cards: [card(1), card(2)] });
    expect(built).toMatchObject({ type: 'carousel', body: { text: 'Lo más pedido' } });
    expect(built.action.cards[1]).toEqual({
      card_index: 1,
      type: 'cta_url',
      header: { type: 'image', image: { link: 'https://cdn.aurora.example/2.jpg' } },
      body: { text: 'Bota 2' },
      action: { name: 'cta_url', parameters: { display_text: 'Ver', url: 'https://aurora.example/p/2' } },
    });
  });

  test('cards may answer with one tap instead of leading elsewhere, but not some of them', async () => {
    const card = (n: number) => ({ imageUrl: `https://cdn.aurora.example/${n}.jpg`, text: `Bota ${n}`, button: { kind: 'reply' as const, title: 'La quiero', id: `choice.${n}` } });
    const built = await interactive({ type: 'cards', text: 'Lo más pedido', cards: [card(1), card(2)] });
    expect(built.action.cards[1]).toMatchObject({ card_index: 1, type: 'cta_url', action: { buttons: [{ type: 'quick_reply', quick_reply: { id: 'choice.2', title: 'La quiero' } }] } });
    const mixed = findMessageFault({ sendId: 's', to: { waId: null, phone: null, bsuid: null, email: null }, inReplyTo: null, content: { type: 'cards', text: 'x', cards: [card(1), { ...card(2), button: { kind: 'link', title: 'Ver', url: 'https://aurora.example/p/2' } }] } });
    expect(mixed).toEqual({ field: 'cards.button', rule: 'must be of one kind on all cards' });
  });

  test('products come from the catalogue', async () => {
    expect(await interactive({ type: 'products', header: 'Botas', text: 'Tres ideas', catalogId: '66', sections: [{ title: 'Invierno', variantKeys: ['A', 'B'] }] })).toEqual({
      type: 'product_list',
      header: { type: 'text', text: 'Botas' },
      body: { text: 'Tres ideas' },
      action: { catalog_id: '66', sections: [{ title: 'Invierno', product_items: [{ product_retailer_id: 'A' }, { product_retailer_id: 'B' }] }] },
    });
  });

  test('the place and the phone can be asked for', async () => {
    expect(await interactive({ type: 'ask_location', text: '¿Dónde?' })).toEqual({ type: 'location_request_message', body: { text: '¿Dónde?' }, action: { name: 'send_location' } });
    expect(await interactive({ type: 'ask_phone', text: '¿Tu número?' })).toEqual({ type: 'request_contact_info', body: { text: '¿Tu número?' }, action: { name: 'request_contact_info' } });
  });
});

const template: Extract<Content, { type: 'template' }> = {
  type: 'template',
  name: 'cart_rescue',
  language: 'es_AR',
  body: [{ name: 'first_name', value: 'Lucía' }, { name: 'product', value: 'Bota 38' }],
  buttons: [{ kind: 'link', index: 0, suffix: '9f2?s=wa' }, { kind: 'reply', index: 1, id: 'optout' }, { kind: 'code', index: 2, code: 'AURORA10' }],
  preview: { text: 'Hola Lucía', footer: null, buttons: [], imageUrl: null },
};

describe('a template', () => {
  test('names its variables and fills header and buttons', async () => {
    const { body } = await send({ ...template, header: { kind: 'image', media: { mediaId: '8815' } } });
    expect(body.template).toEqual({
      name: 'cart_rescue',
      language: { code: 'es_AR' },
      components: [
        { type: 'header', parameters: [{ type: 'image', image: { id: '8815' } }] },
        { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Lucía' }, { type: 'text', parameter_name: 'product', text: 'Bota 38' }] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '9f2?s=wa' }] },
        { type: 'button', sub_type: 'quick_reply', index: '1', parameters: [{ type: 'payload', payload: 'optout' }] },
        { type: 'button', sub_type: 'copy_code', index: '2', parameters: [{ type: 'coupon_code', coupon_code: 'AURORA10' }] },
      ],
    });
  });

  test('with numbered variables does not name them', async () => {
    const { body } = await send({ ...template, header: { kind: 'text', text: 'Lucía' }, body: [{ name: '1', value: 'Lucía' }], buttons: [] });
    expect(body.template.components).toEqual([
      { type: 'header', parameters: [{ type: 'text', text: 'Lucía' }] },
      { type: 'body', parameters: [{ type: 'text', text: 'Lucía' }] },
    ]);
  });

  test('names the variable of its header when it has a name', async () => {
    const { body } = await send({ ...template, header: { kind: 'text', text: 'Lucía', variable: 'first_name' }, body: [], buttons: [] });
    expect(body.template.components).toEqual([{ type: 'header', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Lucía' }] }]);
  });

  test('without values lists no components', async () => {
    const { body } = await send({ ...template, body: [], buttons: [] });
    expect(body.template).toEqual({ name: 'cart_rescue', language: { code: 'es_AR' } });
  });

  test('that is held for quality is accepted, and says so', async () => {
    const { result } = await send(template, { answer: { answer: { ...accepted, messages: [{ id: 'wamid.H', message_status: 'held_for_quality_assessment' }] } } });
    expect(result).toMatchObject({ kind: 'accepted', providerMessageId: 'wamid.H', isHeld: true });
  });
});

describe('what WhatsApp would refuse is refused before the call, with the field named', () => {
  const reply = (id: string, title: string) => ({ kind: 'reply' as const, id, title });
  const row = (n: number) => ({ id: `r${n}`, title: `Fila ${n}` });
  const rows = (from: number, count: number) => Array.from({ length: count }, (_, index) => row(from + index));
  test.each<[string, Content]>([
    ['buttons[0].title', { type: 'buttons', text: 'x', buttons: [reply('a', 'Una opción demasiado')].map((b) => ({ ...b, title: `${b.title}!!` })) }],
    ['buttons.id', { type: 'buttons', text: 'x', buttons: [reply('a', 'Uno'), reply('a', 'Dos')] }],
    ['buttons.title', { type: 'buttons', text: 'x', buttons: [reply('a', 'Uno'), reply('b', 'Uno')] }],
    ['buttons', { type: 'buttons', text: 'x', buttons: [reply('a', 'Uno'), { kind: 'link', title: 'Ver', url: 'https://a.example' }] }],
    ['buttons[0].url', { type: 'buttons', text: 'x', buttons: [{ kind: 'link', title: 'Ver', url: 'ftp://a.example' }] }],
    ['header.media.url', { type: 'buttons', text: 'x', header: { kind: 'image', media: {} }, buttons: [reply('a', 'Uno')] }],
    ['text', { type: 'text', text: '   ' }],
    ['rows', { type: 'list', text: 'x', buttonTitle: 'Ver', sections: [{ title: 'A', rows: rows(0, 6) }, { title: 'B', rows: rows(6, 5) }] }],
    ['rows.id', { type: 'list', text: 'x', buttonTitle: 'Ver', sections: [{ title: 'A', rows: [row(1), row(1)] }] }],
    ['sections[1].title', { type: 'list', text: 'x', buttonTitle: 'Ver', sections: [{ title: 'A', rows: rows(0, 1) }, { title: '', rows: rows(1, 1) }] }],
    ['variantKeys', { type: 'products', header: 'h', text: 'x', catalogId: '1', sections: [{ title: 'A', variantKeys: Array.from({ length: 31 }, String) }] }],
    ['media.caption', { type: 'audio', media: { mediaId: '1', caption: 'hola' } }],
    ['body.first_name', { ...template, body: [{ name: 'first_name', value: 'Lucía\nPaz' }] }],
    ['body.first_name', { ...template, body: [{ name: 'first_name', value: 'Lucía     Paz' }] }],
    ['body.first_name', { ...template, body: [{ name: 'first_name', value: ' ' }] }],
    ['buttons[0].suffix', { ...template, buttons: [{ kind: 'link', index: 0, suffix: `c/${'9'.repeat(2000)}` }] }],
    ['buttons[0].index', { ...template, buttons: [{ kind: 'link', index: 10, suffix: 'c' }] }],
    ['buttons[0].code', { ...template, buttons: [{ kind: 'code', index: 0, code: 'AURORA 10' }] }],
  ])('%s', async (field, content) => {
    const { result, body } = await send(content);
    expect(body).toBeNull();
    expect(result).toMatchObject({ kind: 'refused', problem: { code: `invalid:${field}`, advice: 'fix_message' } });
  });

  test('lengths are counted in characters, so that twenty emoji fit a button', async () => {
    const { result } = await send({ type: 'list', text: 'x', buttonTitle: 'Ver', sections: [{ title: '👟'.repeat(12), rows: [row(1)] }] });
    expect(result.kind).toBe('accepted');
  });

  test('our id is at most 512 characters', async () => {
    expect((await send(text, { sendId: 's'.repeat(513) })).result).toMatchObject({ problem: { code: 'invalid:sendId' } });
  });
});

describe('the result', () => {
  test('tells the ids that WhatsApp gave', async () => {
    expect((await send(text)).result).toEqual({ kind: 'accepted', providerMessageId: 'wamid.NEW', waId: '5491155550177', bsuid: null, isHeld: false });
    const byUserId = { messages: [{ id: 'wamid.U' }], contacts: [{ input: 'AR.9', user_id: 'AR.9' }] };
    expect((await send(text, { answer: { answer: byUserId } })).result).toMatchObject({ waId: null, bsuid: 'AR.9' });
  });

  const codes = errorRules.flatMap((rule) => rule.codes.map((code) => ({ code, advice: rule.advice })));
  test.each([...codes, { code: 200, advice: 'reconnect' }, { code: 299, advice: 'reconnect' }])('error $code asks for $advice', async ({ code, advice }) => {
    const answer = { error: { message: `(#${code}) something`, type: 'OAuthException', code, error_data: { details: 'details' }, fbtrace_id: 'x' } };
    const { result } = await send(text, { answer: { status: 400, answer } });
    expect(result).toMatchObject({ kind: 'refused', problem: { code: String(code), advice } });
  });

  test('no code has two rules', () => {
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
  });

  test('an unknown code is tried once more, a template never', async () => {
    const answer = { status: 400, answer: { error: { code: 987_654, message: 'new' } } };
    expect((await send(text, { answer })).result).toMatchObject({ problem: { advice: 'retry_once' } });
    expect((await send(template, { answer })).result).toMatchObject({ problem: { advice: 'fix_message' } });
  });

  test('a readable fault of Meta is certain, whatever its HTTP status', async () => {
    const { result } = await send(text, { answer: { status: 500, answer: { error: { code: 131016, message: 'Service unavailable' } } } });
    expect(result).toMatchObject({ kind: 'refused', problem: { advice: 'retry' } });
  });

  test('a maintenance tells how long to wait, and so does a header', async () => {
    const error = (code: number) => ({ error: { code, message: 'wait' } });
    expect((await send(text, { answer: { status: 500, answer: error(131057) } })).result).toMatchObject({ retryAfterMs: 60_000 });
    expect((await send(text, { answer: { status: 429, headers: { 'retry-after': '7' }, answer: 'slow down' } })).result).toMatchObject({
      retryAfterMs: 7000,
      problem: { advice: 'slow_number' },
    });
  });

  test.each<[string, Partial<Exchange>]>([
    ['a dropped connection', { answer: Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }) }],
    ['a time-out', { answer: new ConnectorError('unavailable', 'No answer.', { code: 'timeout', isCertain: false }) }],
    ['a gateway page with 502', { status: 502, answer: '<html>Bad gateway</html>' }],
    ['an empty 500', { status: 500, answer: '' }],
    ['a 200 that cannot be read', { answer: '{"messages":[{"id":"wam' }],
    ['a 200 without a message', { answer: { messages: [] } }],
  ])('%s leaves the send in doubt', async (_, answer) => {
    expect((await send(text, { answer })).result).toMatchObject({ kind: 'in_doubt' });
  });

  test('a connection that was never made is a certain refusal', async () => {
    const { result } = await send(text, { answer: { answer: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) } });
    expect(result).toMatchObject({ kind: 'refused', problem: { advice: 'retry' } });
  });

  test('a 401 without a readable body asks to connect again', async () => {
    expect((await send(text, { answer: { status: 401, answer: 'no' } })).result).toMatchObject({ problem: { advice: 'reconnect' } });
  });

  test('no message shows the token', async () => {
    const { result } = await send(text, { answer: { status: 400, answer: { error: { code: 190, message: `token ${sampleSettings.accessToken} expired` } } } });
    expect(JSON.stringify(result)).not.toContain(sampleSettings.accessToken);
  });
});
