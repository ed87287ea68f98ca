import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Rating, RatingSettings } from '#contract/rating';
import { createTestApp, makeNumber, makeWorkspace, stopSharedServer } from '#test/app';
import type { TestApp, TestWorkspace } from '#test/app';
import { say, scriptedEngine, scriptedParts } from '#test/assistant';
import { makePretendLine, nextShopper, postMessage } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';

/** A shopper and their conversation. */
export interface HelpedShopper {
  shopper: Shopper;
  id: string;
  contactId: string;
}

/** A shop whose members close conversations and whose shoppers are asked. Set up once for the file that calls it; each test has a workspace of its own. */
export function openRatingDesk() {
  const line = makePretendLine();
  const engine = scriptedEngine('guided', () => say('La tenemos en 38 y 39.'));
  let it: TestApp;
  let home: TestWorkspace;
  let number: string;
  let count = 0;

  beforeAll(async () => {
    it = await createTestApp({ io: line.io(() => it.clock.now()), assistant: scriptedParts(engine), isStill: true });
  });
  afterAll(async () => {
    await it?.close();
    await stopSharedServer();
  });
  beforeEach(async () => {
    home = await makeWorkspace(it);
    number = await makeNumber(it, home.id);
    line.sent.length = 0;
  });

  async function call(method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, as = home): Promise<{ status: number; body: Record<string, unknown> }> {
    const reply = await it.web.inject({ method, url: `/v1/workspaces/${as.id}${path}`, headers: { cookie: as.cookie, origin: it.app.publicUrl, 'idempotency-key': `ratings-${(count += 1)}-0000` }, ...(payload && { payload }) });
    return { status: reply.statusCode, body: reply.body === '' ? {} : reply.json() };
  }

  async function pass(by: { minutes?: number; hours?: number; days?: number; ms?: number }): Promise<void> {
    it.clock.advance(by);
    await it.runDue();
  }

  async function read<Row>(query: ReturnType<typeof sql>): Promise<Row[]> {
    return (await query.execute(it.app.db)).rows as Row[];
  }

  async function set(settings: Partial<RatingSettings>): Promise<void> {
    const { status } = await call('PUT', '/rating-settings', { asksWhenClosed: true, asksWhenSilent: false, silentMinutes: 60, pauseDays: 30, ...settings });
    expect(status).toBe(200);
  }

  async function conversationOf({ waId }: Shopper): Promise<{ id: string; contactId: string }> {
    const [row] = await read<{ id: string; contactId: string }>(sql`
      select v.id, v.contact_id as "contactId" from conversation v join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id
      where v.workspace_id = ${home.id} and i.value = ${`+${waId}`}`);
    if (!row) throw new Error('This shopper has no conversation.');
    return row;
  }

  const write = (shopper: Shopper, text: string) => postMessage(it, number, shopper, { text });

  async function answer(id: string): Promise<void> {
    expect((await call('POST', `/conversations/${id}/messages`, { content: { type: 'text', text: 'Sí, te la aparto.' } })).status).toBeLessThan(300);
    await pass({ minutes: 1 });
    line.sent.length = 0;
  }

  async function helped(shopper = nextShopper()): Promise<HelpedShopper> {
    await write(shopper, '¿Tienen la 38?');
    await pass({ minutes: 1 });
    const conversation = await conversationOf(shopper);
    await answer(conversation.id);
    return { shopper, ...conversation };
  }

  const close = (id: string) => call('POST', `/conversations/${id}/close`);

  const questions = () =>
    line.sent.flatMap(({ body }) => {
      const { interactive } = body as { interactive?: { action?: { buttons?: { reply: { id: string; title: string } }[] } } };
      const buttons = interactive?.action?.buttons?.map(({ reply }) => reply) ?? [];
      return buttons[0]?.id.startsWith('rating_') ? [buttons] : [];
    });

  async function asked(): Promise<HelpedShopper & { ratingId: string }> {
    const place = await helped();
    await close(place.id);
    await pass({ minutes: 1 });
    const ratingId = questions()[0]?.[0]?.id.split(':')[1] ?? '';
    line.sent.length = 0;
    return { ...place, ratingId };
  }

  async function tap(shopper: Shopper, id: string, title = 'Mal', messageId?: string): Promise<void> {
    await postMessage(it, number, shopper, { tap: { id, title }, ...(messageId && { id: messageId }) });
    await it.runDue();
  }

  const detail = async (id: string) =>
    (await call('GET', `/conversations/${id}`)).body as unknown as { state: string; handler: string; unreadCount: number; waitingSince: string | null; rating: Rating | null };

  return {
    line, call, read, set, conversationOf, write, close, tap, detail,
    /** Lets time pass and does what became due. */
    pass,
    /** A member answers, and what was sent so far is forgotten. */
    answer,
    /** A shopper who wrote and whom a member answered. */
    helped,
    /** The same, closed by the member, and asked. */
    asked,
    /** The buttons of the questions that went out. */
    questions,
    get it() {
      return it;
    },
    get home() {
      return home;
    },
    get number() {
      return number;
    },
  };
}
