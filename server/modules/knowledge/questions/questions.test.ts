import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuestionGroup } from '#contract/knowledge-question';
import type { Language } from '#contract/language';
import { inTransaction } from '#platform/database';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { noteUnanswered } from '../index.ts';
import { hidePersonal, likeness, questionTerms, sameQuestion } from './question-terms.ts';
import { names, suggestPage } from './suggest-page.ts';

let house: TestApp;
let shop: TestWorkspace;

beforeAll(async () => {
  house = await createTestApp();
});

afterAll(async () => {
  await house.close();
  await stopSharedServer();
});

const note = (question: string, language: Language = 'es', conversationId: string | null = null) => inTransaction(house.app.db, (tx) => noteUnanswered(house.app, tx, { workspaceId: shop.id, conversationId, question, language, reason: 'no_answer' }));

async function ask(method: 'GET' | 'POST', path: string, payload?: object) {
  const reply = await house.web.inject({ method, url: `/v1/workspaces/${shop.id}/knowledge${path}`, headers: { cookie: shop.cookie, origin: house.app.publicUrl }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json() };
}
const list = async (state = 'open'): Promise<QuestionGroup[]> => (await ask('GET', `/questions?state=${state}`)).body.items;

/** A conversation with somebody. */
async function converse(): Promise<{ conversationId: string; contactId: string }> {
  const connectionId = await makeNumber(house, shop.id, { phoneNumberId: String(Math.random()).slice(2, 17) });
  const [conversationId, contactId, now] = [house.app.ids.next(), house.app.ids.next(), house.app.clock.now()];
  await house.app.db.insertInto('contact').values({ workspace_id: shop.id, id: contactId, created_at: now, updated_at: now }).execute();
  await house.app.db.insertInto('conversation').values({ workspace_id: shop.id, id: conversationId, contact_id: contactId, connection_id: connectionId, channel: 'whatsapp', state: 'open', handler: 'assistant', created_at: now }).execute();
  return { conversationId, contactId };
}

describe('two questions are the same', () => {
  test.each([
    ['tienen programa de puntos?', 'hay programa de puntos', true],
    ['aceptan bitcoin?', 'do you take bitcoin', true],
    ['tem estacionamento?', '¿hay donde estacionar?', true],
    ['alquilan carpas?', 'alquilan mochilas?', false],
    ['aceptan bitcoin?', 'tienen estacionamiento?', false],
  ])('"%s" and "%s": %s', (left, right, are) => {
    expect(likeness(questionTerms(left), questionTerms(right)) >= sameQuestion).toBe(are);
  });
});

test('addresses and numbers of a person are hidden', () => {
  expect(hidePersonal('mandalo a ana.p@example.com o al +54 9 11 5555-1234, pedido 1042')).toBe('mandalo a … o al …, pedido 1042');
});

test('questions gather in groups that keep their id, across languages; greetings are no questions', async () => {
  shop = await makeWorkspace(house);
  const first = await note('¿Tienen programa de puntos?');
  house.clock.advance({ minutes: 1 });
  expect(await note('tem programa de pontos?', 'pt')).toBe(first);
  expect(await note('hola')).toBeNull();
  house.clock.advance({ minutes: 1 });
  await note('aceptan bitcoin?');
  const groups = await list();
  expect(groups.map(({ label, count }) => [label, count])).toEqual([['aceptan bitcoin?', 1], ['¿Tienen programa de puntos?', 2]]);
  expect(groups[1]?.examples.map(({ question }) => question)).toEqual(['tem programa de pontos?', '¿Tienen programa de puntos?']);
});

test('two turns that note the same at once make one group', async () => {
  shop = await makeWorkspace(house);
  const ids = await Promise.all(Array.from({ length: 6 }, () => note('alquilan bicicletas?')));
  expect(new Set(ids).size).toBe(1);
  expect((await list())[0]?.count).toBe(6);
});

test('a group is set aside and taken up again; set aside it stays when it is asked once more', async () => {
  shop = await makeWorkspace(house);
  const id = await note('tienen estacionamiento?');
  await ask('POST', `/questions/${id}/settle`, { state: 'dismissed' });
  await note('hay estacionamiento?');
  expect(await list()).toEqual([]);
  expect((await list('dismissed'))[0]?.count).toBe(2);
  await ask('POST', `/questions/${id}/settle`, { state: 'open' });
  expect(await list()).toHaveLength(1);
});

test('a group is answered once a page answers it, and open again when it is asked after that', async () => {
  shop = await makeWorkspace(house);
  const id = await note('¿tienen estacionamiento?');
  const [group] = await list();
  if (group?.suggestion.kind !== 'write_page') throw new Error('A page was to be suggested.');
  const { title, body, pageKind, language } = group.suggestion;
  expect(body).toBe('## ¿tienen estacionamiento?\n\n[[Escribe aquí la respuesta]]');
  const content = { kind: pageKind, title, language, structure: null, url: null };
  const page = (await ask('POST', '/pages', { ...content, body, questionGroupId: id })).body;
  expect((await ask('POST', `/pages/${page.id}/publish`, { version: 1 })).status).toBe(409);
  await house.web.inject({ method: 'PUT', url: `/v1/workspaces/${shop.id}/knowledge/pages/${page.id}`, headers: { cookie: shop.cookie, origin: house.app.publicUrl }, payload: { ...content, body: body.replace(/\[\[.*\]\]/, 'Sí, a la vuelta.'), basedOn: 1 } });
  expect((await ask('POST', `/pages/${page.id}/publish`, { version: 2 })).status).toBe(200);
  await house.runDue();
  expect((await list('answered'))[0]).toMatchObject({ id, answeredBy: { id: page.id, title } });
  await note('tienen estacionamiento cerca?');
  expect((await list())[0]?.id).toBe(id);
});

test.each(['taken up again', 'asked again'])('a group that was answered and is %s is closed by no page but one that is published after that', async (how) => {
  shop = await makeWorkspace(house);
  const id = await note('¿tienen estacionamiento?');
  const publish = async (body: string) => {
    house.clock.advance({ minutes: 1 });
    const page = (await ask('POST', '/pages', { kind: 'faq', title: 'Preguntas', language: 'es', structure: null, url: null, body })).body;
    expect((await ask('POST', `/pages/${page.id}/publish`, { version: 1 })).status).toBe(200);
    await house.runDue();
    return page.id;
  };
  const first = await publish('## ¿Tienen estacionamiento?\n\nSí, a la vuelta.');
  expect((await list('answered'))[0]?.answeredBy?.id).toBe(first);
  house.clock.advance({ minutes: 1 });
  await (how === 'asked again' ? note('tienen estacionamiento techado?') : ask('POST', `/questions/${id}/settle`, { state: 'open' }));
  expect(await list()).toMatchObject([{ id, answeredBy: null }]);
  await publish('## ¿Envuelven para regalo?\n\nSí, sin cargo.');
  expect((await list()).map((group) => group.id)).toEqual([id]);
  const third = await publish('## ¿Tienen estacionamiento?\n\nSí, techado, a la vuelta.');
  expect((await list('answered'))[0]?.answeredBy?.id).toBe(third);
});

test('what an erased person asked is blanked, and a group that only they asked goes', async () => {
  shop = await makeWorkspace(house);
  const [ana, bruno] = [await converse(), await converse()];
  await note('soy Ana Pérez, tienen estacionamiento?', 'es', ana.conversationId);
  await note('aceptan bitcoin para mi tio Ramon?', 'es', ana.conversationId);
  await note('hay estacionamiento?', 'es', bruno.conversationId);
  const people = [{ workspaceId: shop.id, contactId: ana.contactId }];
  for (let time = 0; time < 2; time += 1) await inTransaction(house.app.db, (tx) => house.app.receivers.contactsErased(house.app, tx, people));
  const groups = await list();
  expect(JSON.stringify(groups)).not.toMatch(/Ana|Ramon|bitcoin/);
  const { rows } = await sql<{ all: string }>`select (select string_agg(q::text, ' ') from unanswered_question q where q.workspace_id = ${shop.id}) || (select string_agg(g::text, ' ') from question_group g where g.workspace_id = ${shop.id}) as all`.execute(house.app.db);
  expect(rows[0]?.all).not.toMatch(/Ramon|ramon|bitcoin|crypto/);
});

test('questions follow a conversation that is joined to another', async () => {
  shop = await makeWorkspace(house);
  const [kept, gone] = [await converse(), await converse()];
  await sql`update conversation set connection_id = (select connection_id from conversation where workspace_id = ${shop.id} and id = ${kept.conversationId}) where workspace_id = ${shop.id} and id = ${gone.conversationId}`.execute(house.app.db);
  await note('tienen estacionamiento?', 'es', gone.conversationId);
  await inTransaction(house.app.db, (tx) => house.app.receivers.contactsMerged(house.app, tx, [{ workspaceId: shop.id, keptId: kept.contactId, mergedId: gone.contactId }]));
  expect((await list())[0]?.examples[0]?.conversationId).toBe(kept.conversationId);
});

describe('the suggestion', () => {
  const group = (label: string, others: string[] = [], language: Language = 'es') => ({ label, language, terms: questionTerms(label), examples: others.map((question) => ({ question, askedAt: '', conversationId: null })) });

  test.each([
    ['la campera ventisca viene en verde?', 'Campera Ventisca', true],
    ['cuantos litros tiene la mochila lanin?', 'Mochila Lanín 55', true],
    ['la linterna trae pilas?', 'Linterna frontal Luciérnaga', false],
    ['campera para mujer?', 'Campera Ventisca', false],
  ])('"%s" names %s: %s', (question, title, is) => {
    expect(names(question, title)).toBe(is);
  });

  test('is to mend a product when the questions name one', () => {
    const product = { id: '0198c0de-0000-7000-8000-000000000001', title: 'Campera Ventisca', url: 'https://shop.example/ventisca' };
    expect(suggestPage(group('la campera ventisca abriga?', ['abriga la Campera Ventisca?']), [product], null)).toEqual({ kind: 'mend_product', productId: product.id, title: product.title, url: product.url, questions: ['la campera ventisca abriga?', 'abriga la Campera Ventisca?'] });
  });

  test('is a page of the kind that the questions are about, with blanks to fill in', () => {
    expect(suggestPage(group('aseguran el envio?'), [], null)).toMatchObject({ kind: 'write_page', pageKind: 'shipping', title: 'Envíos', body: '## Aseguran el envio?\n\n[[Escribe aquí la respuesta]]' });
    expect(suggestPage(group('do you rent **tents**?', [], 'en'), [], null)).toMatchObject({ pageKind: 'faq', title: 'Do you rent tents?', body: '## Do you rent tents?\n\n[[Write the answer here]]' });
  });

  test('is the page that is about it already, when there is one', () => {
    const near = { id: '0198c0de-0000-7000-8000-000000000002', title: 'Pagos', kind: 'policy' as const };
    expect(suggestPage(group('aceptan bitcoin?'), [], near)).toMatchObject({ mendPage: { id: near.id, title: 'Pagos' }, pageKind: 'policy' });
  });
});

test('old questions are forgotten with their groups', async () => {
  shop = await makeWorkspace(house);
  await note('tienen estacionamiento?');
  const { forgetQuestions } = await import('../index.ts');
  await forgetQuestions(house.app.db, new Date(house.clock.nowMs() + 1000));
  const { rows } = await sql`select 1 from question_group where workspace_id = ${shop.id}`.execute(house.app.db);
  expect(rows).toEqual([]);
});
