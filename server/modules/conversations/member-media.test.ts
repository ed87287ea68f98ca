import { describe, expect, test } from 'vitest';
import { formOf, openMediaDesk, png } from '#test/media-desk';

const desk = openMediaDesk();
const { write, ask, conversationOf, lastOf, newPhone } = desk;

describe('what members send', () => {
  let keys = 0;
  const answerWith = (id: string, content: object, key = `media-key-${(keys += 1)}`) => ask('POST', `/conversations/${id}/messages`, { payload: { content }, headers: { 'idempotency-key': key } });

  test('is typed by its content, placed with the channel once, and shown in the timeline', async () => {
    const phone = newPhone();
    await write(phone, { text: '¿Tienen foto?' });
    const { id } = await conversationOf(phone);
    const upload = await ask('POST', `/conversations/${id}/media`, await formOf(png, 'zapatilla', 'text/html'));
    expect([upload.statusCode, upload.json()]).toEqual([201, { mediaId: expect.any(String), type: 'image', mimeType: 'image/png', fileName: 'zapatilla.png', sizeBytes: png.length, mediaUrl: expect.stringContaining('/media/') }]);
    const { mediaId, mediaUrl } = upload.json();
    const replies = [];
    for (const key of ['the-same-key', 'the-same-key']) replies.push((await answerWith(id, { type: 'image', mediaId, caption: 'Acá va' }, key)).json().id);
    expect(new Set(replies).size).toBe(1);
    await desk.it.runDue();
    const chat = (await (await fetch(`${desk.simulator.url}/sim/whatsapp/users/${phone}/chat`)).json()) as { messages: { from: string; type: string }[] };
    expect(chat.messages.filter(({ from }) => from === 'business')).toMatchObject([{ type: 'image' }]);
    // Accepted only for a moment: the channel tells soon that it arrived.
    await expect.poll(() => lastOf(phone)).toMatchObject({ kind: 'send', state: 'delivered', mediaState: 'stored', mediaType: 'image/png', mediaUrl });
    expect((await ask('GET', mediaUrl)).rawPayload.equals(png)).toBe(true);
  });

  test('is refused with the fix when no phone would show it, or it is too large', async () => {
    const phone = newPhone();
    await write(phone, { text: 'Hola' });
    const { id } = await conversationOf(phone);
    const gif = await ask('POST', `/conversations/${id}/media`, await formOf(Buffer.from('GIF89a....'), 'a.png', 'image/png'));
    expect([gif.statusCode, gif.json().error.code, gif.json().error.message]).toEqual([400, 'file_type_refused', expect.stringContaining('MP4')]);
    const large = await ask('POST', `/conversations/${id}/media`, await formOf(Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(4 * 1024 * 1024)]), 'a.pdf', 'application/pdf'));
    expect([large.statusCode, large.json().error.code]).toEqual([413, 'file_too_large']);
    const none = await ask('POST', `/conversations/${id}/media`, { payload: { file: 'x' } });
    expect([none.statusCode, none.json().error.code]).toEqual([400, 'file_missing']);
  });

  test('belongs to its conversation, and an answer names one file only', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    await write(phone, { text: 'Hola' });
    await write(other, { text: 'Hola' });
    const { id } = await conversationOf(phone);
    const { mediaId } = (await ask('POST', `/conversations/${id}/media`, await formOf(png, 'a.png', 'image/png'))).json();
    expect((await answerWith((await conversationOf(other)).id, { type: 'image', mediaId })).statusCode).toBe(404);
    expect((await answerWith(id, { type: 'image', mediaId, url: 'https://example.com/a.png' })).statusCode).toBe(400);
    expect((await answerWith(id, { type: 'image' })).statusCode).toBe(400);
  });

  test('that the channel does not take is said at once, and nothing is planned', async () => {
    const phone = newPhone();
    await write(phone, { text: 'Hola' });
    const { id } = await conversationOf(phone);
    const { mediaId } = (await ask('POST', `/conversations/${id}/media`, await formOf(png, 'a.png', 'image/png'))).json();
    desk.simulator.world.faults.add({ place: 'graph.media', kind: 'status', status: 503, count: 1 });
    expect((await answerWith(id, { type: 'image', mediaId }, 'try-again-key')).statusCode).toBe(503);
    expect((await lastOf(phone)).kind).toBe('message');
    const again = await answerWith(id, { type: 'image', mediaId }, 'try-again-key');
    expect(again.statusCode, again.body).toBe(202);
  });
});
