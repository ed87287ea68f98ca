import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { FlowText } from '#contract/flow-message';
import type { InboundEvent } from '#contract/inbound-event';
import type { Actor } from '#platform/actor';
import { inTransaction } from '#platform/database';
import type { ChannelTemplate, TemplateDraft } from '#ports/channel';
import { ConnectorError } from '#ports/connector';
import { openFacts } from '#test/facts';
import type { Facts } from '#test/facts';
import { applyTemplateChanges } from './apply-template-changes.ts';
import { chooseTemplate } from './choose-template.ts';
import { ensureTemplates } from './ensure-templates.ts';
import { fillTemplate } from './fill-template.ts';
import { createTemplate, deleteTemplate, listTemplates, readTemplate, resubmitTemplate } from './manage-templates.ts';
import { submitTemplate } from './submit-template.ts';
import { syncTemplates, syncTemplatesJob } from './sync-templates.ts';
import { messageKeyOf, readTemplates } from './template-queries.ts';
import type { TemplateRow } from './template-row.ts';

let facts: Facts;
/** The pretend channel: what was handed in, what it lists, and whether it refuses. */
const channel = { drafts: [] as TemplateDraft[], listed: [] as ChannelTemplate[], removed: [] as string[], refuses: false };
beforeAll(async () => {
  facts = await openFacts(
    {},
    {
      templates: () => ({
        list: async () => ({ templates: channel.listed, nextCursor: null }),
        create: async (draft) => {
          if (channel.refuses) throw new ConnectorError('rejected', 'The text is not allowed.');
          channel.drafts.push(draft);
          return { templateKey: `key-${draft.language}-${draft.name}`, status: 'pending', category: draft.category };
        },
        remove: async (name) => void channel.removed.push(name),
      }),
    },
  );
});
afterAll(() => facts?.close());
beforeEach(() => Object.assign(channel, { drafts: [], listed: [], removed: [], refuses: false }));

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const admin = (role: Actor['role'] = 'admin'): Actor => ({ kind: 'member', id: 'ana', name: 'Ana', workspaceId: facts.workspaceId, role });
const text = (body: string) => FlowText.parse({ body, buttons: [{ kind: 'link', title: 'Ver carrito', target: 'cart' }, { kind: 'reply', title: 'Hablar', action: 'human' }] });
const texts = { es: text('Hola {{first_name}}, guardamos {{cart_summary}} para vos.'), pt: text('Oi {{first_name}}, guardamos {{cart_summary}} para você.'), en: text('Your cart waits.') };
let keys = 0;
const newKey = () => `rescue_${(keys += 1)}`;

function ensure(messageKey: string, purpose: 'marketing' | 'utility' | 'service' = 'marketing', written = texts) {
  const { workspaceId, connectionId } = facts;
  return inTransaction(facts.app.db, (tx) => ensureTemplates(facts.app, tx, { workspaceId, connectionId, messageKey, purpose, texts: written }));
}

async function rowsOf(messageKey: string): Promise<TemplateRow[]> {
  const key = { workspaceId: facts.workspaceId, connectionId: facts.connectionId, messageKey };
  return (await readTemplates(facts.app.db, [key])).get(messageKeyOf(key)) ?? [];
}

async function submit(ids: string[]) {
  for (const templateId of ids) await submitTemplate.run(facts.app, { workspaceId: facts.workspaceId, input: { templateId, examples: {} }, attempt: 1, reportProgress: async () => undefined });
}

const news = (name: string, second: number, changes: object): z.input<typeof InboundEvent> => ({ type: 'template.changed', name, language: 'es', at: at(second), ...changes });

describe('templates of a flow message', () => {
  test('each language gets one, with a plain variant where the text greets by name; a repeat makes none', async () => {
    const key = newKey();
    const ids = await ensure(key);
    expect(ids).toHaveLength(5);
    expect(await ensure(key)).toEqual([]);
    await submit(ids);
    await submit(ids);
    expect(channel.drafts).toHaveLength(5);
    expect(channel.drafts.map(({ language }) => language).toSorted()).toEqual(['en', 'es', 'es', 'pt_BR', 'pt_BR']);
    expect(channel.drafts.map(({ body }) => body)).toContain('Hola, guardamos {{cart_summary}} para vos.');
    for (const draft of channel.drafts) expect(draft.variables.every(({ example }) => example.length > 1)).toBe(true);
    expect(channel.drafts[0]?.buttons[0]?.url).toBe('http://localhost:4500/l/{{1}}');
  });

  test('a service message needs none, a changed text makes a new one beside the old', async () => {
    const key = newKey();
    expect(await ensure(key, 'service')).toEqual([]);
    await ensure(key);
    expect(await ensure(key, 'marketing', { ...texts, en: text('Your cart still waits.') })).toHaveLength(1);
    expect(await rowsOf(key)).toHaveLength(6);
  });

  test('a refusal is shown with its reason, and can be handed in again', async () => {
    const key = newKey();
    const ids = await ensure(key);
    channel.refuses = true;
    await submit(ids.slice(0, 1));
    const id = ids[0] ?? '';
    expect(await readTemplate(facts.app, admin(), id)).toMatchObject({ status: 'rejected', reason: 'The text is not allowed.' });
    channel.refuses = false;
    expect((await resubmitTemplate(facts.app, admin(), id)).status).toBe('draft');
    await submit([id]);
    expect(await readTemplate(facts.app, admin(), id)).toMatchObject({ status: 'pending', reason: null });
    await expect(resubmitTemplate(facts.app, admin(), id)).rejects.toMatchObject({ code: 'template_submitted' });
  });
});

describe('choosing', () => {
  const row = (changes: Partial<TemplateRow>): TemplateRow => ({
    workspace_id: 'w', id: 'a', connection_id: 'c', template_key: 'k', name: 'n', language: 'es', category: 'marketing', requested_category: 'marketing', status: 'approved',
    quality: 'unknown', reason: null, problem: null, header: { kind: 'none', text: null }, body: 'Hola', footer: null, variables: [], buttons: [], message_key: 'm', content_hash: 'h',
    created_at: new Date(at(1)), updated_at: new Date(at(1)), ...changes,
  });
  const wish = { language: 'es', purpose: 'marketing', allowOtherLanguage: false, missing: new Set<string>() } as const;

  test('the newest approved one of the language, an older one while the newest waits', () => {
    const [old, fresh] = [row({ id: 'old' }), row({ id: 'fresh', created_at: new Date(at(5)) })];
    expect(chooseTemplate([old, fresh], wish).template?.id).toBe('fresh');
    expect(chooseTemplate([old, { ...fresh, status: 'pending' }], wish).template?.id).toBe('old');
  });

  test('the one that says more, unless the person lacks what it needs', () => {
    const rows = [row({ id: 'named', variables: ['first_name'] }), row({ id: 'plain' }), row({ id: 'picture', variables: ['first_name'], header: { kind: 'image', text: null } })];
    expect(chooseTemplate(rows, wish).template?.id).toBe('picture');
    expect(chooseTemplate(rows, { ...wish, missing: new Set(['image']) }).template?.id).toBe('named');
    expect(chooseTemplate(rows, { ...wish, missing: new Set(['first_name']) }).template?.id).toBe('plain');
  });

  test('another language only where allowed', () => {
    const rows = [row({ language: 'pt_BR' })];
    expect(chooseTemplate(rows, wish)).toEqual({ template: null, facts: null });
    expect(chooseTemplate(rows, { ...wish, allowOtherLanguage: true }).template?.language).toBe('pt_BR');
  });

  test('a utility template that became marketing is never used for utility, and says so to the gate', () => {
    const moved = row({ category: 'marketing', requested_category: 'utility' });
    expect(chooseTemplate([moved], { ...wish, purpose: 'utility' })).toEqual({ template: null, facts: { status: 'approved', category: 'marketing' } });
  });

  test.each(['draft', 'pending', 'rejected', 'paused', 'disabled', 'archived', 'deleted'] as const)('one that is %s is never chosen', (status) => {
    expect(chooseTemplate([row({ status })], wish).template).toBeNull();
  });

  test('filled, it has every value in order, its link and what a tap means', async () => {
    const key = newKey();
    await ensure(key);
    const [named] = (await rowsOf(key)).filter(({ language, variables }) => language === 'es' && variables.includes('first_name'));
    if (!named) throw new Error('The Spanish template is missing.');
    const content = fillTemplate(named, { values: { first_name: 'Lucía', cart_summary: 'Bota\nAndes' }, link: { suffix: 'abc', url: 'http://localhost:4500/l/abc' }, imageUrl: null, replyId: (action) => `${action}:1` });
    expect(content.body).toEqual([{ name: 'first_name', value: 'Lucía' }, { name: 'cart_summary', value: 'Bota Andes' }]);
    expect(content.buttons).toEqual([{ kind: 'link', index: 0, suffix: 'abc' }, { kind: 'reply', index: 1, id: 'human:1' }]);
    expect(content.preview.text).toBe('Hola Lucía, guardamos Bota Andes para vos.');
    expect(content.header).toBeNull();
  });

  test('a heading that varies is sent as the value of its variable, and one that does not is not sent', () => {
    const filling = { values: { first_name: 'Lucía' }, link: null, imageUrl: null, replyId: () => 'x' };
    const varying = fillTemplate(row({ header: { kind: 'text', text: 'Hola {{first_name}}' } }), filling);
    expect([varying.header, varying.preview.header]).toEqual([{ kind: 'text', text: 'Lucía', variable: 'first_name' }, 'Hola Lucía']);
    const fixed = fillTemplate(row({ header: { kind: 'text', text: 'Tu carrito' } }), filling);
    expect([fixed.header, fixed.preview.header]).toEqual([null, 'Tu carrito']);
  });

  test('one whose heading or text needs what the person lacks, or what no flow knows, is not chosen', () => {
    const greeting = row({ header: { kind: 'text', text: 'Hola {{first_name}}' } });
    expect(chooseTemplate([greeting], wish).template).toBe(greeting);
    expect(chooseTemplate([greeting], { ...wish, missing: new Set(['first_name']) }).template).toBeNull();
    expect(chooseTemplate([row({ header: { kind: 'text', text: 'Pedido {{1}}' } })], wish).template).toBeNull();
    expect(chooseTemplate([row({ variables: ['order_number'] })], wish).template).toBeNull();
  });
});

describe('news of the channel', () => {
  const find = async (name: string) => (await listTemplates(facts.app, admin('analyst'), { limit: 10, search: name })).items[0];

  test('late news of one fact never undoes another', async () => {
    const name = `t_${newKey()}`;
    await facts.apply(applyTemplateChanges, [news(name, 9, { quality: 'red' })]);
    await facts.apply(applyTemplateChanges, [news(name, 5, { status: 'paused', reason: 'Low quality' }), news(name, 3, { status: 'approved', quality: 'green' })]);
    expect(await find(name)).toMatchObject({ status: 'paused', reason: 'Low quality', quality: 'red' });
  });

  test('P2: in any order and repeated, the news end the same', async () => {
    const one = fc.oneof(
      fc.record({ second: fc.integer({ min: 1, max: 4 }), status: fc.constantFrom('approved', 'paused', 'rejected') }),
      fc.record({ second: fc.integer({ min: 1, max: 4 }), category: fc.constantFrom('marketing', 'utility') }),
      fc.record({ second: fc.integer({ min: 1, max: 4 }), quality: fc.constantFrom('green', 'red') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 2, maxLength: 6 }), fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), async (list, ranks) => {
        const [left, right] = [`l_${newKey()}`, `r_${newKey()}`];
        await facts.apply(applyTemplateChanges, list.map(({ second, ...changes }) => news(left, second, changes)));
        const mixed = [...list, ...list].map((each, index) => ({ each, rank: ranks[index] ?? 0 })).toSorted((a, b) => a.rank - b.rank);
        for (const { each: { second, ...changes } } of mixed) await facts.apply(applyTemplateChanges, [news(right, second, changes)]);
        const told = (template: Awaited<ReturnType<typeof find>>) => [template?.status, template?.category, template?.quality];
        expect(told(await find(right))).toEqual(told(await find(left)));
      }),
      { numRuns: 25 },
    );
  });

  test('a text that changed at the channel is read again, once for many such news', async () => {
    const home = await facts.addWorkspace();
    const name = `t_${newKey()}`;
    const changed = (second: number) => news(name, second, { reason: 'The approved text changed: read the template again.' });
    const arrived = [changed(1), changed(2), news(name, 3, { status: 'approved', reason: 'Fine' })].map((event, place) => ({ ...home, key: `${place}`, receivedAt: facts.app.clock.now(), event: event as Extract<InboundEvent, { type: 'template.changed' }> }));
    await inTransaction(facts.app.db, (tx) => applyTemplateChanges(facts.app, tx, arrived));
    const { rows } = await sql<{ name: string; input: unknown }>`select name, input from job where workspace_id = ${home.workspaceId}`.execute(facts.app.db);
    expect(rows).toEqual([{ name: 'templates.sync', input: { connectionId: home.connectionId } }]);
    channel.listed = [{ templateKey: 'k', name, language: 'es', status: 'approved', category: 'utility', quality: 'green', reason: null, header: { kind: 'none', text: null }, body: 'El texto nuevo', footer: null, variables: [], buttons: [] }];
    await syncTemplatesJob.run(facts.app, { workspaceId: home.workspaceId, input: { connectionId: home.connectionId }, attempt: 1, reportProgress: async () => undefined });
    const { rows: templates } = await sql<{ body: string }>`select body from template where workspace_id = ${home.workspaceId} and name = ${name}`.execute(facts.app.db);
    expect(templates).toEqual([{ body: 'El texto nuevo' }]);
  });

  test('news of a review reads nothing again', async () => {
    const home = await facts.addWorkspace();
    const event = news(newKey(), 1, { status: 'rejected', reason: 'Bad' }) as Extract<InboundEvent, { type: 'template.changed' }>;
    await inTransaction(facts.app.db, (tx) => applyTemplateChanges(facts.app, tx, [{ ...home, key: '1', receivedAt: facts.app.clock.now(), event }]));
    const { rows } = await sql`select 1 from job where workspace_id = ${home.workspaceId}`.execute(facts.app.db);
    expect(rows).toEqual([]);
  });

  test('a listing brings texts, keeps ours, and marks what is gone', async () => {
    const home = await facts.addWorkspace();
    const listed = (name: string): ChannelTemplate => ({ templateKey: `k-${name}`, name, language: 'es', status: 'approved', category: 'utility', quality: 'green', reason: null, header: { kind: 'none', text: null }, body: 'Hola {{1}}', footer: null, variables: ['1'], buttons: [] });
    channel.listed = [listed('one'), listed('two')];
    expect(await syncTemplates(facts.app, home.workspaceId, home.connectionId)).toBe(2);
    channel.listed = [listed('one')];
    facts.app.clock.setOffset(1000);
    await syncTemplates(facts.app, home.workspaceId, home.connectionId);
    facts.app.clock.setOffset(0);
    const { rows } = await sql<{ name: string; status: string; body: string }>`select name, status, body from template where workspace_id = ${home.workspaceId} order by name`.execute(facts.app.db);
    expect(rows).toEqual([{ name: 'one', status: 'approved', body: 'Hola {{1}}' }, { name: 'two', status: 'deleted', body: 'Hola {{1}}' }]);
  });
});

describe('templates written by hand', () => {
  const draft = () => ({ connectionId: facts.connectionId, name: newKey(), language: 'es', category: 'utility' as const, headerText: null, body: 'Hola {{nombre}}, llegó.', footer: null, examples: { nombre: 'Lucía' }, buttons: [] });

  test('are kept, handed in with their own examples, and deleted at the channel', async () => {
    const wanted = draft();
    const template = await createTemplate(facts.app, admin(), wanted);
    await expect(createTemplate(facts.app, admin(), wanted)).rejects.toMatchObject({ code: 'template_exists' });
    await submitTemplate.run(facts.app, { workspaceId: facts.workspaceId, input: { templateId: template.id, examples: wanted.examples }, attempt: 1, reportProgress: async () => undefined });
    expect(channel.drafts[0]?.variables).toEqual([{ name: 'nombre', example: 'Lucía' }]);
    await deleteTemplate(facts.app, admin(), template.id);
    await deleteTemplate(facts.app, admin(), template.id);
    expect(channel.removed).toContain(wanted.name);
    expect((await readTemplate(facts.app, admin(), template.id)).status).toBe('deleted');
  });

  test('need an example for each variable, an admin, and the own workspace', async () => {
    await expect(createTemplate(facts.app, admin(), { ...draft(), examples: {} })).rejects.toMatchObject({ code: 'template_example_missing' });
    await expect(createTemplate(facts.app, admin('agent'), draft())).rejects.toMatchObject({ code: 'role_needed' });
    const template = await createTemplate(facts.app, admin(), draft());
    const stranger = { ...admin(), workspaceId: (await facts.addWorkspace()).workspaceId };
    await expect(readTemplate(facts.app, stranger, template.id)).rejects.toMatchObject({ code: 'template_unknown' });
  });
});
