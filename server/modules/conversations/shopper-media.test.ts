import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createTestApp } from '#test/app';
import { honest, openMediaDesk, png, voice } from '#test/media-desk';

const desk = openMediaDesk();
const { wire, ioOver, write, ask, conversationOf, lastOf, waiting, pass, runHours, newPhone } = desk;

describe('what shoppers send', () => {
  test.each([
    ['image', { image: { base64: png.toString('base64'), mime_type: 'image/png', caption: 'este' } }, png, 'image/png', 'inline'],
    ['audio', { audio: { base64: voice.toString('base64'), voice: true } }, voice, 'audio/ogg', 'inline'],
    ['document', { document: { base64: Buffer.from('%PDF-1.7 factura').toString('base64'), filename: 'Factura Nº 12.pdf' } }, Buffer.from('%PDF-1.7 factura'), 'application/pdf', 'attachment'],
  ])('a file of kind %s is fetched, kept and shown', async (_kind, act, bytes, type, place) => {
    const phone = newPhone();
    await write(phone, act);
    expect(await lastOf(phone)).toMatchObject({ mediaState: 'wanted', mediaUrl: null });
    await desk.it.runDue();
    const item = await lastOf(phone);
    expect(item).toMatchObject({ kind: 'message', mediaState: 'stored', mediaType: type });
    const reply = await ask('GET', item.mediaUrl);
    expect(reply.statusCode).toBe(200);
    expect(reply.rawPayload.equals(bytes)).toBe(true);
    expect(reply.headers).toMatchObject({ 'content-type': type, 'content-length': String(bytes.length), 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" });
    expect(reply.headers['content-disposition']).toMatch(new RegExp(`^${place}; filename=`));
    expect(reply.headers['cache-control']).toContain('private');
    expect(await waiting()).toBe(0);
  });

  test('a page that calls itself a picture is handed over as a text', async () => {
    const phone = newPhone();
    await write(phone, { image: { base64: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>').toString('base64'), mime_type: 'image/svg+xml' } });
    await desk.it.runDue();
    const reply = await ask('GET', (await lastOf(phone)).mediaUrl);
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.headers['content-disposition']).toBe(`attachment; filename="file.txt"; filename*=UTF-8''file.txt`);
  });

  test('a name with accents and tricks is a safe name', async () => {
    const phone = newPhone();
    await write(phone, { document: { base64: Buffer.from('hola').toString('base64'), filename: '../señal"\r\nx: y.html' } });
    await desk.it.runDue();
    const reply = await ask('GET', (await lastOf(phone)).mediaUrl);
    expect(reply.headers['content-disposition']).toBe(`attachment; filename="senal x y.html.txt"; filename*=UTF-8''se%C3%B1al%20x%20y.html.txt`);
  });

  test('an address that expired on the way is asked for anew', async () => {
    let times = 0;
    wire.beforeFile = () => {
      if ((times += 1) === 1) pass(6);
    };
    const phone = newPhone();
    await write(phone, { image: {} });
    await desk.it.runDue();
    expect((await lastOf(phone)).mediaState).toBe('wanted');
    await runHours(1);
    expect([(await lastOf(phone)).mediaState, times]).toEqual(['stored', 2]);
  });

  test('a file that never fits its checksum is given up, and the reader told why', async () => {
    wire.changeFile = () => Buffer.from('another one');
    const phone = newPhone();
    await write(phone, { image: {} });
    await desk.it.runDue();
    await runHours(9);
    expect(await lastOf(phone)).toMatchObject({ mediaState: 'failed', mediaReason: 'damaged', mediaUrl: null });
    expect(await waiting()).toBe(0);
  });

  test('a file above the limit is not kept', async () => {
    const phone = newPhone();
    await write(phone, { document: { base64: Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(4 * 1024 * 1024)]).toString('base64') } });
    await desk.it.runDue();
    expect(await lastOf(phone)).toMatchObject({ mediaState: 'failed', mediaReason: 'too_large' });
    const { rows } = await sql<{ id: string }>`select id from media where workspace_id = ${desk.home.id} and reason = 'too_large' and bytes is null`.execute(desk.it.app.db);
    const reply = await ask('GET', `/media/${rows[0]?.id}`);
    expect([reply.statusCode, reply.json().error.code]).toEqual([404, 'media_failed']);
  });

  test('a channel that was away for days and came back gives its files', async () => {
    desk.simulator.world.faults.add({ place: 'graph', kind: 'status', status: 503 });
    const phone = newPhone();
    await write(phone, { image: {} });
    await desk.it.runDue();
    await runHours(30);
    expect((await lastOf(phone)).mediaState).toBe('wanted');
    desk.simulator.world.faults.clear();
    await runHours(1);
    expect((await lastOf(phone)).mediaState).toBe('stored');
  });

  test('a channel that stays away for longer than it keeps files is not asked for ever', async () => {
    desk.simulator.world.faults.add({ place: 'graph', kind: 'status', status: 503 });
    const phone = newPhone();
    await write(phone, { image: {} });
    await desk.it.runDue();
    pass(7 * 24 * 60);
    await desk.it.runDue();
    expect(await lastOf(phone)).toMatchObject({ mediaState: 'failed', mediaReason: 'expired' });
    expect(await waiting()).toBe(0);
  });

  test('a process that dies between fetching and storing loses nothing: another one does it after the lease', async () => {
    const held = Promise.withResolvers<void>();
    const fetched = Promise.withResolvers<void>();
    const dying = await createTestApp({
      databaseUrl: desk.it.databaseUrl,
      io: ioOver({
        ...honest,
        changeFile: async (bytes) => {
          fetched.resolve();
          await held.promise;
          return bytes;
        },
      }),
    });
    dying.clock.setOffset(desk.it.clock.offsetMs());
    const phone = newPhone();
    await write(phone, { image: { base64: png.toString('base64') } });
    const dead = dying.runDue();
    await fetched.promise;
    await desk.it.runDue();
    expect((await lastOf(phone)).mediaState).toBe('wanted');
    pass(2);
    await desk.it.runDue();
    const stored = await lastOf(phone);
    expect(stored.mediaState).toBe('stored');
    // It was not dead but asleep: what it does now changes nothing.
    held.resolve();
    await dead;
    await dying.close();
    expect(await lastOf(phone)).toEqual(stored);
    expect(await waiting()).toBe(0);
  });

  test('the same webhook twice is one file', async () => {
    desk.simulator.world.faults.add({ place: 'webhook.whatsapp', kind: 'repeat', times: 2 });
    const phone = newPhone();
    await write(phone, { image: {} });
    await desk.it.runDue();
    const { id } = await conversationOf(phone);
    const { rows } = await sql<{ state: string }>`select state from media where workspace_id = ${desk.home.id} and conversation_id = ${id}`.execute(desk.it.app.db);
    expect(rows).toEqual([{ state: 'stored' }]);
  });
});
