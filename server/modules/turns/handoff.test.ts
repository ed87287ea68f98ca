import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { handoffTriggers, mandatoryTriggers } from '#contract/handoff';
import type { HandoffTrigger } from '#contract/handoff';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { draft, say, scriptedEngine, scriptedParts, setAssistant } from '#test/assistant';
import { makePretendLine, nextShopper, postMessage } from '#test/whatsapp';
import type { PretendLine, Shopper } from '#test/whatsapp';
import { sayWhen } from './expectations.ts';

let it: TestApp;
let line: PretendLine;
let home: TestWorkspace;
let number: string;
const noUsage = { inputTokens: 0, outputTokens: 0, costMicros: 0 };
const engine = scriptedEngine('guided', () => say('Hola'));

beforeAll(async () => {
  line = makePretendLine();
  it = await createTestApp({ io: line.io(() => new Date()), assistant: scriptedParts(engine) });
  home = await makeWorkspace(it);
  number = await makeNumber(it, home.id);
  await setAssistant(it, home.id);
});
afterAll(async () => {
  await it?.close();
  await stopSharedServer();
});
beforeEach(async () => {
  engine.script = () => say('Hola');
  it.clock.advance({ ms: 10_000 });
  await it.runDue();
  line.sent.length = 0;
});

async function talk(shopper: Shopper, text: string) {
  await postMessage(it, number, shopper, { text });
  it.clock.advance({ ms: 1300 });
  await it.runDue();
}
const conversationOf = async ({ waId }: Shopper) =>
  (
    await sql<{ id: string; handler: string; handoff_reason: string | null; tags: string[]; priority: number; assignee_id: string | null }>`
      select * from conversation where workspace_id = ${home.id} and contact_id = (select distinct contact_id from contact_identity where workspace_id = ${home.id} and reported = ${waId ?? ''})`.execute(it.app.db)
  ).rows[0];
const ask = (method: 'GET' | 'PATCH' | 'PUT' | 'POST', path: string, payload?: object) =>
  it.web.inject({ method, url: `/v1/workspaces/${home.id}${path}`, headers: { cookie: home.cookie, origin: it.app.publicUrl }, ...(payload && { payload }) });
const wordsSent = () => line.sent.map(({ body }) => String((body['text'] as { body?: string } | undefined)?.body ?? ''));

describe('each of the fifteen triggers', () => {
  const expected: Record<HandoffTrigger, { tag: string; priority: number }> = {
    asked_for_person: { tag: 'person', priority: 1 }, angry: { tag: 'angry', priority: 2 }, confused: { tag: 'confused', priority: 1 }, high_value: { tag: 'high_value', priority: 1 }, low_confidence: { tag: 'unsure', priority: 0 },
    payment_issue: { tag: 'payment', priority: 2 }, policy_exception: { tag: 'policy', priority: 1 }, delivery_problem: { tag: 'delivery', priority: 1 }, repeated_answer: { tag: 'stuck', priority: 1 },
    serious_complaint: { tag: 'complaint', priority: 2 }, off_catalogue: { tag: 'off_catalogue', priority: 0 }, fraud: { tag: 'fraud', priority: 2 }, custom_question: { tag: 'question', priority: 0 },
    complex_product: { tag: 'advice', priority: 0 }, needs_owner: { tag: 'follow_up', priority: 1 },
  };

  test.each(handoffTriggers)('%s: a person gets it with tag, priority and context, and the shopper is told once', async (trigger) => {
    engine.script = () => ({ kind: 'hand_over', trigger, summary: `Pide ${trigger}.`, draft: null, usage: noUsage });
    const shopper = nextShopper();
    await talk(shopper, 'zapatillas norte');
    const conversation = await conversationOf(shopper);
    expect(conversation).toMatchObject({ handler: 'person', handoff_reason: trigger, priority: expected[trigger].priority, tags: [expected[trigger].tag] });
    expect(line.sent).toHaveLength(1);
    const reply = await ask('GET', `/conversations/${conversation?.id}/handoff`);
    expect(reply.json()).toMatchObject({ handoff: { trigger, summary: `Pide ${trigger}.`, givenBy: 'assistant', package: { transcript: [{ from: 'shopper', text: 'zapatillas norte' }], profile: { orderCount: 0 }, orders: [], cart: null, viewed: null } } });
    expect(reply.json().handoff.package.nextStep.length).toBeGreaterThan(20);
  });

  test.each([
    ['asked_for_person', 'me pasas con un asesor?'],
    ['angry', 'son unos estafadores de mierda, me tienen harto!!!'],
    ['payment_issue', 'me cobraron dos veces la tarjeta'],
    ['fraud', 'me robaron la tarjeta y compraron en su tienda, es un fraude'],
    ['serious_complaint', 'voy a hacer una denuncia en defensa del consumidor'],
    ['delivery_problem', 'mi paquete nunca llegó y ya pasaron tres semanas'],
  ] as const)('%s is heard by code, whatever the engine thinks of "%s"', async (trigger, words) => {
    const shopper = nextShopper();
    await talk(shopper, words);
    const conversation = await conversationOf(shopper);
    expect(conversation?.handler).toBe('person');
    // Anger with a cause may count as the cause.
    expect(conversation?.handoff_reason === trigger || trigger === 'angry').toBe(true);
  });
});

describe('a rule', () => {
  test('that is switched off hands nobody over while there is something to say; a mandatory one cannot be', async () => {
    const rule = { isOn: false, tags: [], priority: 0, owner: null, message: null };
    const reply = await ask('PATCH', '/handoff-rules', { rules: { off_catalogue: rule, fraud: rule } });
    expect(reply.statusCode).toBe(200);
    const rules = reply.json().rules as { trigger: string; isOn: boolean; isMandatory: boolean }[];
    expect(rules).toHaveLength(15);
    expect(rules.filter(({ isMandatory }) => isMandatory).map(({ trigger }) => trigger)).toEqual(handoffTriggers.filter((trigger) => (mandatoryTriggers as readonly string[]).includes(trigger)));
    expect(rules.find(({ trigger }) => trigger === 'fraud')?.isOn).toBe(true);
    engine.script = () => ({ kind: 'hand_over', trigger: 'off_catalogue', summary: '', draft: draft('No lo tengo, ¿busco algo parecido?'), usage: noUsage });
    const shopper = nextShopper();
    await talk(shopper, 'una cosa rara');
    expect((await conversationOf(shopper))?.handler).toBe('assistant');
    engine.script = () => ({ kind: 'hand_over', trigger: 'fraud', summary: '', draft: draft('Mmm.'), usage: noUsage });
    await talk(shopper, 'otra cosa rara');
    expect((await conversationOf(shopper))?.handler).toBe('person');
    await ask('PATCH', '/handoff-rules', { rules: { off_catalogue: { ...rule, isOn: true } } });
  });

  test('has tags, priority, words in each language and an owner of its own', async () => {
    const message = { es: 'Te atiende Ana.', pt: 'A Ana atende você.', en: 'Ana will help you.' };
    await ask('PATCH', '/handoff-rules', { rules: { complex_product: { isOn: true, tags: ['experto', 'norte'], priority: 2, owner: { kind: 'member', memberId: home.memberId }, message } } });
    engine.script = () => ({ kind: 'hand_over', trigger: 'complex_product', summary: '', draft: null, usage: noUsage });
    const shopper = nextShopper();
    await talk(shopper, 'necesito ayuda con la técnica de esta');
    expect(await conversationOf(shopper)).toMatchObject({ priority: 2, tags: ['experto', 'norte'], assignee_id: home.memberId });
    expect(wordsSent()[0]).toMatch(/^Te atiende Ana\. /);
  });

  test('cannot name somebody who is not there', async () => {
    const reply = await ask('PATCH', '/handoff-rules', { rules: { angry: { isOn: true, tags: [], priority: 2, owner: { kind: 'member', memberId: 'nobody' }, message: null } } });
    expect([reply.statusCode, reply.json().error.code]).toEqual([400, 'member_unknown']);
  });

  test('on high values looks at the cart before any engine does', async () => {
    await ask('PATCH', '/handoff-rules', { highValueMinor: 50_000_000 });
    const shopper = nextShopper();
    await talk(shopper, 'hola');
    const { rows } = await sql<{ contactId: string }>`select distinct contact_id as "contactId" from contact_identity where workspace_id = ${home.id} and reported = ${shopper.waId ?? ''}`.execute(it.app.db);
    const shopId = it.app.ids.next();
    await sql`insert into connection (workspace_id, id, port, vendor, name, state, created_at, updated_at) values (${home.id}, ${shopId}, 'storefront', 'generic', 'Shop', 'active', now(), now())`.execute(it.app.db);
    await sql`insert into cart (workspace_id, id, connection_id, contact_id, state, version, currency, total_minor, item_count, lines, activity_at, created_at) values (${home.id}, ${it.app.ids.next()}, ${shopId}, ${rows[0]?.contactId ?? null}, 'open',
      ${it.app.clock.now()}, 'ARS', 60000000, 1, ${JSON.stringify([{ variantKey: 'v', title: 'Bicicleta Norte', quantity: 1, unitPriceMinor: 60_000_000 }])}, ${it.app.clock.now()}, ${it.app.clock.now()})`.execute(it.app.db);
    await talk(shopper, '¿cuánto tarda?');
    const conversation = await conversationOf(shopper);
    expect(conversation).toMatchObject({ handler: 'person', handoff_reason: 'high_value' });
    expect((await ask('GET', `/conversations/${conversation?.id}/handoff`)).json().handoff.package.cart).toMatchObject({ totalMinor: 60_000_000, lines: [{ title: 'Bicicleta Norte', quantity: 1 }] });
    await ask('PATCH', '/handoff-rules', { highValueMinor: null });
  });

  test('and an engine’s own words to the shopper are said with when a person answers', async () => {
    engine.script = () => ({ kind: 'hand_over', trigger: 'custom_question', summary: '', draft: draft('Eso lo ve mejor el equipo.'), usage: noUsage });
    await talk(nextShopper(), '¿hacen grabados?');
    expect(wordsSent()[0]).toContain('Eso lo ve mejor el equipo. Te responde por aquí en cuanto pueda.');
  });

  test('whose engine’s words do not hold is said in its own', async () => {
    engine.script = () => ({ kind: 'hand_over', trigger: 'custom_question', summary: '', draft: draft('Te lo hacemos por $ 1.'), usage: noUsage });
    await talk(nextShopper(), '¿hacen grabados?');
    expect(wordsSent()[0]).toContain('Le paso tu mensaje a una persona del equipo.');
    expect(wordsSent()[0]).not.toContain('$ 1');
  });
});

test('nobody there: the shopper is told when somebody is', async () => {
  // Tuesday noon in Buenos Aires; the team answers in the afternoon of weekdays.
  const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '15:00', to: '20:00' }));
  const set = await ask('PUT', '/assignment', { otherwise: 'nobody', groups: [], rules: [], hours: week });
  expect(set.statusCode, set.body).toBe(200);
  const shopper = nextShopper();
  await talk(shopper, 'quiero hablar con una persona');
  expect(wordsSent()[0]).toBe('Le paso tu mensaje a una persona del equipo. Respondemos de lunes a viernes de 15 a 20. Ahora no hay nadie del equipo; te responden hoy a partir de las 15.');
  await ask('PUT', '/assignment', { otherwise: 'nobody', groups: [], rules: [], hours: null });
});

describe('when a person answers, in words', () => {
  const week = [...[1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' })), { weekday: 6, from: '10:00', to: '13:30' }];
  const base = { isSomebodyThere: false, hours: week, zone: 'America/Argentina/Buenos_Aires', now: new Date('2026-12-01T23:00:00Z') };

  test.each([
    ['es', 'Respondemos de lunes a viernes de 9 a 18 y los sábados de 10 a 13:30. Ahora no hay nadie del equipo; te responden mañana a partir de las 9.'],
    ['pt', 'Atendemos de segunda a sexta das 9 às 18 e aos sábados das 10 às 13:30. Agora não há ninguém da equipe; a resposta chega amanhã a partir das 9.'],
    ['en', 'We answer Monday to Friday from 9 to 18 and on Saturdays from 10 to 13:30. Nobody is here right now; you will be answered tomorrow from 9.'],
  ] as const)('%s', (language, words) => {
    expect(sayWhen({ ...base, backAt: new Date('2026-12-02T12:00:00Z') }, language)).toBe(words);
  });

  test('says no more than is known', () => {
    expect(sayWhen({ ...base, backAt: null }, 'es')).toBe('Ahora no hay nadie del equipo; te responden por aquí en cuanto vuelvan.');
    expect(sayWhen({ ...base, isSomebodyThere: true, backAt: null }, 'es')).toBe('Te responde por aquí en cuanto pueda.');
    expect(sayWhen({ ...base, hours: null, backAt: new Date('2026-12-11T12:00:00Z') }, 'es')).toBe('Ahora no hay nadie del equipo; te responden el viernes 11 a partir de las 9.');
  });
});

test('an erased person’s handoff keeps neither words nor context', async () => {
  const shopper = nextShopper();
  await talk(shopper, 'quiero hablar con una persona');
  const conversation = await conversationOf(shopper);
  const { rows } = await sql<{ contactId: string }>`select contact_id as "contactId" from conversation where workspace_id = ${home.id} and id = ${conversation?.id ?? null}`.execute(it.app.db);
  await ask('POST', `/contacts/${rows[0]?.contactId}/erase`, {});
  expect((await ask('GET', `/conversations/${conversation?.id}/handoff`)).json()).toMatchObject({ handoff: { trigger: 'asked_for_person', summary: '', package: null } });
});
