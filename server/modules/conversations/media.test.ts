import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { inTransaction } from '#platform/database';
import { maintainPartitions } from '#platform/partitions';
import { makeWorkspace } from '#test/app';
import { formOf, openMediaDesk, png, voice } from '#test/media-desk';
import { partitionedTables } from '../../retention.ts';
import { mergeConversations } from './merge-conversations.ts';

const desk = openMediaDesk();
const { write, ask, conversationOf, lastOf, waiting, newPhone } = desk;

describe('reading', () => {
  async function storeVoice() {
    const phone = newPhone();
    await write(phone, { audio: { base64: voice.toString('base64'), voice: true } });
    await desk.it.runDue();
    return (await lastOf(phone)).mediaUrl;
  }

  test('in parts: any range, also over the seams of how it is read', async () => {
    const url = await storeVoice();
    for (const [from, to] of [[0, 0], [1_048_570, 1_048_580], [1_000_000, 2_300_000], [voice.length - 5, voice.length - 1]] as const) {
      const reply = await ask('GET', url, { headers: { range: `bytes=${from}-${to}` } });
      expect([reply.statusCode, reply.headers['content-range']]).toEqual([206, `bytes ${from}-${to}/${voice.length}`]);
      expect(reply.rawPayload.equals(voice.subarray(from, to + 1))).toBe(true);
    }
    const beyond = await ask('GET', url, { headers: { range: `bytes=${voice.length}-` } });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${voice.length}`]);
  });

  test('what the browser has is not sent again, and a part of another version is no part', async () => {
    const url = await storeVoice();
    const { etag } = (await ask('GET', url, { headers: { range: 'bytes=0-1' } })).headers;
    expect((await ask('GET', url, { headers: { 'if-none-match': String(etag) } })).statusCode).toBe(304);
    expect((await ask('GET', url, { headers: { range: 'bytes=0-1', 'if-range': String(etag) } })).statusCode).toBe(206);
    expect((await ask('GET', url, { headers: { range: 'bytes=0-1', 'if-range': '"other"' } })).statusCode).toBe(200);
  });

  test('is for members of the workspace, analysts too', async () => {
    const url = await storeVoice();
    expect((await desk.it.web.inject({ url })).statusCode).toBe(401);
    const stranger = await makeWorkspace(desk.it);
    expect((await ask('GET', url, { as: stranger })).statusCode).toBe(404);
    expect((await ask('GET', url.replace(desk.home.id, stranger.id), { as: stranger })).statusCode).toBe(404);
  });
});

describe('the end of a file', () => {
  const countOf = async (conversationId: string) =>
    (await sql<{ count: number }>`select count(*) from media where workspace_id = ${desk.home.id} and conversation_id = ${conversationId}`.execute(desk.it.app.db)).rows[0]?.count;

  test('an erased person’s files go, stored, sent or still wanted', async () => {
    const phone = newPhone();
    await write(phone, { image: {} });
    await desk.it.runDue();
    await write(phone, { image: {} });
    const { id, contactId } = await conversationOf(phone);
    await ask('POST', `/conversations/${id}/media`, await formOf(png, 'a.png', 'image/png'));
    expect(await countOf(id)).toBe(3);
    await inTransaction(desk.it.app.db, (tx) => desk.it.app.receivers.contactsErased(desk.it.app, tx, [{ workspaceId: desk.home.id, contactId }]));
    expect(await countOf(id)).toBe(0);
    await desk.it.runDue();
    expect([await countOf(id), await waiting()]).toEqual([0, 0]);
  });

  test('people who prove to be one keep their files', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    await write(phone, { image: {} });
    await write(other, { image: {} });
    const [kept, merged] = [await conversationOf(phone), await conversationOf(other)];
    await inTransaction(desk.it.app.db, (tx) => mergeConversations(tx, [{ workspaceId: desk.home.id, keptId: kept.contactId, mergedId: merged.contactId }]));
    await desk.it.runDue();
    const { rows } = await sql<{ state: string }>`select state from media where workspace_id = ${desk.home.id} and conversation_id = ${kept.id}`.execute(desk.it.app.db);
    expect(rows).toEqual([{ state: 'stored' }, { state: 'stored' }]);
  });

  test('who takes a message back takes its file back', async () => {
    const phone = newPhone();
    await write(phone, { image: {} });
    await desk.it.runDue();
    const item = await lastOf(phone);
    await write(phone, { revoke: { original_message_id: item.providerMessageId } });
    expect((await lastOf(phone)).content).toBeNull();
    expect((await ask('GET', item.mediaUrl)).statusCode).toBe(404);
    expect(await countOf((await conversationOf(phone)).id)).toBe(0);
  });

  test('files are dropped with their month once their time is over', async () => {
    const phone = newPhone();
    await write(phone, { image: {} });
    await desk.it.runDue();
    const { id } = await conversationOf(phone);
    const tables = partitionedTables(desk.it.app.config).filter(({ table }) => table === 'media');
    const days = (count: number) => new Date(desk.it.clock.nowMs() + count * 86_400_000);
    await maintainPartitions(desk.it.app.db, tables, days(80));
    expect(await countOf(id)).toBe(1);
    await maintainPartitions(desk.it.app.db, tables, days(125));
    expect(await countOf(id)).toBe(0);
  });
});
