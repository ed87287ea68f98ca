import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Template } from '#contract/template';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { makePretendLine, nextShopper, postMessage } from '#test/whatsapp';
import type { PretendLine, Shopper } from '#test/whatsapp';

let it: TestApp;
let line: PretendLine;
let home: TestWorkspace;
let number: string;
beforeAll(async () => {
  line = makePretendLine();
  it = await createTestApp({ io: line.io(() => new Date()) });
  home = await makeWorkspace(it);
  number = await makeNumber(it, home.id);
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});
beforeEach(() => {
  line.sent.length = 0;
  line.refuse.clear();
});

const ask = async (method: 'GET' | 'POST', path: string, payload?: object, key?: string, workspace = home) => {
  const reply = await it.web.inject({
    method,
    url: `/v1/workspaces/${workspace.id}${path}`,
    headers: { cookie: workspace.cookie, origin: it.app.publicUrl, ...(key && { 'idempotency-key': key }) },
    ...(payload && { payload }),
  });
  return { status: reply.statusCode, body: reply.json() };
};

/** A shopper who just wrote, and their conversation. */
async function greet(shopper: Shopper = nextShopper()): Promise<string> {
  await postMessage(it, number, shopper, { text: '¿Tienen talle 38?' });
  const { body } = await ask('GET', '/conversations?view=all&limit=1');
  return body.items[0].id;
}

let keys = 0;
const newKey = () => `key-${(keys += 1)}-0000`;
const text = (words: string) => ({ content: { type: 'text', text: words } });
const timeline = async (id: string) => (await ask('GET', `/conversations/${id}/timeline`)).body.items;

describe('a free answer', () => {
  test('goes out, is shown with its author and ends the wait', async () => {
    const id = await greet();
    const { status, body } = await ask('POST', `/conversations/${id}/messages`, text('Sí, nos queda uno'), newKey());
    expect([status, body.state]).toEqual([202, 'planned']);
    const [waiting] = await timeline(id);
    expect(waiting).toMatchObject({ kind: 'send', state: 'planned', content: { text: 'Sí, nos queda uno' } });
    await it.runDue();
    expect(line.sent.map((sent) => sent.text)).toEqual(['Sí, nos queda uno']);
    const items = await timeline(id);
    expect(items.find((item: { kind: string }) => item.kind === 'send')).toMatchObject({ origin: 'person', authorName: 'Ana', state: 'accepted', purpose: 'service' });
    const after = (await ask('GET', `/conversations/${id}`)).body;
    expect(after).toMatchObject({ handler: 'person', assigneeId: home.memberId, waitingSince: null, unreadCount: 0 });
  });

  test('repeated with its key is sent once', async () => {
    const id = await greet();
    const key = newKey();
    const replies = await Promise.all([1, 2, 3].map(() => ask('POST', `/conversations/${id}/messages`, text('Hola'), key)));
    await it.runDue();
    const again = await ask('POST', `/conversations/${id}/messages`, text('Hola'), key);
    expect(new Set([...replies, again].map(({ body }) => body.id)).size).toBe(1);
    expect(again.body.state).toBe('accepted');
    expect(line.sent).toHaveLength(1);
  });

  test('needs a key', async () => {
    const id = await greet();
    expect((await ask('POST', `/conversations/${id}/messages`, text('Hola'))).status).toBe(400);
  });

  test('carries files and buttons', async () => {
    const id = await greet();
    const image = { content: { type: 'image', url: 'https://cdn.example/38.jpg', caption: 'Este' } };
    const buttons = { content: { type: 'buttons', text: '¿Lo reservo?', buttons: [{ kind: 'reply', id: 'yes', title: 'Sí' }] } };
    for (const body of [image, buttons]) expect((await ask('POST', `/conversations/${id}/messages`, body, newKey())).status).toBe(202);
    await it.runDue();
    expect(line.sent.map(({ type }) => type).sort()).toEqual(['image', 'interactive']);
    const mixed = { content: { ...buttons.content, buttons: [...buttons.content.buttons, { kind: 'link', title: 'Ver', url: 'https://a.example' }] } };
    expect((await ask('POST', `/conversations/${id}/messages`, mixed, newKey())).body.error.code).toBe('invalid_input');
  });

  test('after the window is refused, with the way out named, and nobody takes over', async () => {
    const id = await greet();
    await ask('POST', `/conversations/${id}/close`, {});
    it.clock.advance({ hours: 25 });
    const { status, body } = await ask('POST', `/conversations/${id}/messages`, text('¿Sigues ahí?'), newKey());
    expect([status, body.error.code]).toEqual([409, 'window_closed']);
    expect(body.error.message).toMatch(/template/);
    expect((await ask('GET', `/conversations/${id}`)).body).toMatchObject({ state: 'closed', handler: 'none' });
  });

  test('is still for the gate to decide: a number that must rest holds it back, with the reason', async () => {
    const id = await greet();
    await sql`update connection set facts = facts || '{"restriction":{"scope":"all","until":null}}' where id = ${number}`.execute(it.app.db);
    await ask('POST', `/conversations/${id}/messages`, text('Hola'), newKey());
    await it.runDue();
    await sql`update connection set facts = facts - 'restriction' where id = ${number}`.execute(it.app.db);
    expect(line.sent).toEqual([]);
    const items = await timeline(id);
    expect(items.find((item: { kind: string }) => item.kind === 'send')).toMatchObject({ state: 'refused', reason: 'number_restricted' });
  });

  test('is not for an analyst', async () => {
    const id = await greet();
    await sql`update member set role = 'analyst' where workspace_id = ${home.id}`.execute(it.app.db);
    const { status } = await ask('POST', `/conversations/${id}/messages`, text('Hola'), newKey());
    await sql`update member set role = 'owner' where workspace_id = ${home.id}`.execute(it.app.db);
    expect(status).toBe(403);
  });

  test('cannot be written into a thread that another application owns', async () => {
    const shopper = nextShopper();
    await postMessage(it, number, shopper, { text: 'Hola' }, 'standby');
    const { body } = await ask('GET', '/conversations?view=all&limit=1');
    expect((await ask('POST', `/conversations/${body.items[0].id}/messages`, text('Hola'), newKey())).body.error.code).toBe('thread_not_owned');
  });
});

describe('a template', () => {
  const insert = async (change: Partial<Record<'category' | 'status' | 'body' | 'header' | 'variables' | 'buttons', unknown>> = {}): Promise<string> => {
    const template = { category: 'utility', status: 'approved', body: 'Hola {{first_name}}, tu {{thing}} llegó.', header: { kind: 'none' }, variables: ['first_name', 'thing'], buttons: [], ...change };
    const id = it.app.ids.next();
    await sql`insert into template (workspace_id, id, connection_id, name, language, category, status, header, body, footer, variables, buttons, version, content_hash, created_at, updated_at)
      values (${home.id}, ${id}, ${number}, ${`t_${id.slice(-8)}`}, 'es', ${template.category}, ${template.status}, ${JSON.stringify(template.header)}, ${template.body}, 'Aurora',
        ${template.variables}, ${JSON.stringify(template.buttons)}, ${it.clock.now()}, null, ${it.clock.now()}, ${it.clock.now()})`.execute(it.app.db);
    return id;
  };
  const sendTemplate = (id: string, templateId: Template['id'], values = {}) => ask('POST', `/conversations/${id}/templates`, { templateId, values }, newKey());

  test('reaches a shopper whose window is closed, with the member’s values', async () => {
    const id = await greet();
    it.clock.advance({ hours: 30 });
    const templateId = await insert({ buttons: [{ kind: 'reply', title: 'Gracias', action: null }] });
    expect((await sendTemplate(id, templateId, { first_name: 'Lucía', thing: 'pedido' })).status).toBe(202);
    await it.runDue();
    expect(line.sent).toMatchObject([{ type: 'template', body: { template: { components: [{ type: 'body' }, { type: 'button' }] } } }]);
    const [item] = (await timeline(id)).filter(({ kind }: { kind: string }) => kind === 'send');
    expect(item).toMatchObject({ state: 'accepted', purpose: 'utility', content: { preview: { text: 'Hola Lucía, tu pedido llegó.', footer: 'Aurora', buttons: [{ title: 'Gracias' }] } } });
  });

  test('sends the value of a heading that varies, not the words around it', async () => {
    const id = await greet();
    const templateId = await insert({ header: { kind: 'text', text: 'Pedido {{1}}' }, variables: [], body: 'Llegó.' });
    expect((await sendTemplate(id, templateId, { header: '1042' })).status).toBe(202);
    await it.runDue();
    expect(line.sent).toMatchObject([{ body: { template: { components: [{ type: 'header', parameters: [{ type: 'text', text: '1042' }] }] } } }]);
    const [item] = (await timeline(id)).filter(({ kind }: { kind: string }) => kind === 'send');
    expect(item.content.preview.header).toBe('Pedido 1042');
  });

  test('says which values it lacks', async () => {
    const id = await greet();
    const templateId = await insert({ header: { kind: 'image' }, variables: ['1', 'thing'], body: '{{1}} {{thing}}' });
    const { status, body } = await sendTemplate(id, templateId, { thing: 'x' });
    expect([status, body.error.code, body.error.details.names]).toEqual([400, 'template_values_missing', ['1', 'media']]);
  });

  test('to sell something still needs the shopper’s consent', async () => {
    const id = await greet();
    it.clock.advance({ hours: 30 });
    await sendTemplate(id, await insert({ category: 'marketing', variables: [], body: 'Nueva temporada' }));
    await it.runDue();
    expect(line.sent).toEqual([]);
    const [item] = (await timeline(id)).filter(({ kind }: { kind: string }) => kind === 'send');
    expect(item).toMatchObject({ state: 'refused', reason: 'no_consent' });
  });

  test('that is paused, unknown or of another number is not sent', async () => {
    const id = await greet();
    expect((await sendTemplate(id, await insert({ status: 'paused' }))).body.error.code).toBe('template_not_approved');
    expect((await sendTemplate(id, it.app.ids.next())).body.error.code).toBe('template_unknown');
  });

  test('paused between choice and sending is held back by the gate', async () => {
    const id = await greet();
    const templateId = await insert({ variables: [], body: 'Llegó' });
    await sendTemplate(id, templateId);
    await sql`update template set status = 'paused' where id = ${templateId}`.execute(it.app.db);
    await it.runDue();
    expect((await timeline(id))[0]).toMatchObject({ state: 'refused', reason: 'template_paused' });
  });
});

test('the ledger lists what was to be said, newest first, page by page', async () => {
  const shopper = nextShopper();
  const id = await greet(shopper);
  for (const words of ['uno', 'dos', 'tres']) {
    it.clock.advance({ minutes: 1 });
    await ask('POST', `/conversations/${id}/messages`, text(words), newKey());
  }
  await it.runDue();
  const { contactId } = (await ask('GET', `/conversations/${id}`)).body;
  const first = (await ask('GET', `/sends?contactId=${contactId}&limit=2`)).body;
  expect(first.items.map(({ preview }: { preview: string }) => preview)).toEqual(['tres', 'dos']);
  const second = (await ask('GET', `/sends?contactId=${contactId}&limit=2&cursor=${first.nextCursor}`)).body;
  expect(second.items.map(({ preview }: { preview: string }) => preview)).toEqual(['uno']);
  expect((await ask('GET', `/sends?contactId=${contactId}&state=refused`)).body.items).toEqual([]);
});
