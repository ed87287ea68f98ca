import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeWorkspace } from '#test/app';
import { openRatingDesk } from './testing.ts';

const desk = openRatingDesk();
const { line, call, read, conversationOf, write, close, tap, detail, pass, helped, asked, questions } = desk;

describe('whose it is', () => {
  test('stays known when two people prove to be one', async () => {
    const { shopper, id, ratingId } = await asked();
    const twin = await helped();
    const merged = await conversationOf(shopper);
    expect((await call('POST', `/contacts/${twin.contactId}/merge`, { otherId: merged.contactId })).status).toBe(200);
    await tap(shopper, `rating_good:${ratingId}`, 'Bien');
    const kept = await conversationOf(twin.shopper);
    expect(kept.id).not.toBe(id);
    expect((await detail(kept.id)).rating).toMatchObject({ score: 'good' });
    // And they are not asked as the one and as the other.
    line.sent.length = 0;
    await close(kept.id);
    await pass({ minutes: 1 });
    expect(questions()).toEqual([]);
  });

  test('an export holds it, and an erasure blanks the words', async () => {
    const { shopper, contactId, ratingId } = await asked();
    await tap(shopper, `rating_bad:${ratingId}`);
    await write(shopper, 'La talla no era');
    expect((await call('GET', `/contacts/${contactId}/export`)).body['ratings']).toMatchObject([{ score: 'bad', comment: 'La talla no era' }]);
    await call('POST', `/contacts/${contactId}/erase`);
    expect(await read(sql`select score, comment from rating where workspace_id = ${desk.home.id}`)).toEqual([{ score: 'bad', comment: null }]);
  });
});

test('the figures tell people and assistant apart, and leave out what never arrived', async () => {
  const first = await asked();
  await tap(first.shopper, `rating_good:${first.ratingId}`, 'Bien');
  const second = await asked();
  await tap(second.shopper, `rating_bad:${second.ratingId}`);
  await asked();
  await sql`
    insert into rating (workspace_id, id, conversation_id, contact_id, answered_by, asked_at, send_id)
    select workspace_id, ${desk.it.app.ids.next()}, conversation_id, contact_id, 'assistant', asked_at, ${desk.it.app.ids.next()} from rating where workspace_id = ${desk.home.id} limit 1`.execute(desk.it.app.db);
  desk.it.clock.advance({ minutes: 1 });
  const expected = { person: { asked: 3, rated: 2, good: 1, soSo: 0, bad: 1 }, assistant: { asked: 0, rated: 0, good: 0, soSo: 0, bad: 0 } };
  expect((await call('GET', '/insights/home')).body['ratings']).toEqual(expected);
  expect((await call('GET', '/insights/inbox')).body['ratings']).toEqual(expected);
  expect((await call('GET', '/assistant/overview')).body['ratings']).toEqual(expected);
});

test('the settings are read by all and changed by admins, within their bounds', async () => {
  expect((await call('GET', '/rating-settings')).body).toEqual({ asksWhenClosed: true, asksWhenSilent: false, silentMinutes: 60, pauseDays: 30 });
  const { status, body } = await call('PUT', '/rating-settings', { asksWhenClosed: true, asksWhenSilent: true, silentMinutes: 5, pauseDays: 30 });
  expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('At least 15 minutes')]);
  const agent = await makeWorkspace(desk.it, { role: 'agent' });
  expect((await call('PUT', '/rating-settings', { asksWhenClosed: false }, agent)).status).toBe(403);
});
