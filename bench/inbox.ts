import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { signInAs } from '#modules/workspaces';
import { whatsappSecret } from '#test/app';
import { closeBrowser, openPage } from '#test/browser';
import { buildConsole } from '../scripts/build-console.ts';
import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { pauseMs, quantile, until } from './kit/bench.ts';
import { openStage } from './kit/stage.ts';
import type { Stage } from './kit/stage.ts';

export const inbox: Bench = {
  name: 'inbox',
  about:
    'A member has the inbox open in a real browser, at a conversation, while others of the shop are written to as well. From the moment the platform sends the webhook until the ' +
    'words stand on the page: intake, commit, news through PostgreSQL, the live stream, the page asking again, drawing. The baseline is the webhook alone, until it is acknowledged. ' +
    'Then the search in what was said, and what its index costs a message.',
  async run({ isQuick }: BenchOptions): Promise<Figure[]> {
    await buildConsole();
    const stage = await openStage({ simulator: true });
    try {
      await seedConversations(stage, isQuick ? 500 : 5000);
      const seeded = isQuick ? 20_000 : 200_000;
      const cost = await measureWords(stage, seeded);
      const shown = await measureShown(stage, isQuick ? 25 : 200, isQuick ? 5 : 20);
      return [...shown, ...cost];
    } finally {
      await closeBrowser();
      await stage.close();
    }
  },
};

/** Ids that can be told again from a number, well-formed as every id on the wire. */
const idOf = (kind: 'person' | 'talk' | 'message', number: string) => `('01990000-000${{ person: 1, talk: 2, message: 3 }[kind]}-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** Conversations with a waiting person each, as a busy inbox holds them. */
async function seedConversations({ query, workspaceId, numberIds: [numberId], nowMs }: Stage, count: number): Promise<void> {
  const now = new Date(nowMs() - 3_600_000);
  await query(`insert into contact (workspace_id, id, name, first_name, country, created_at, updated_at) select $1, ${idOf('person', 'n')}, 'Lucía ' || n, 'Lucía', 'AR', $2, $2 from generate_series(1, ${count}) n`, [workspaceId, now]);
  await query(
    `insert into conversation (workspace_id, id, contact_id, connection_id, channel, state, handler, waiting_since, unread_count, last_message_at, last_preview, created_at)
     select $1, ${idOf('talk', 'n')}, ${idOf('person', 'n')}, $3, 'whatsapp', 'open', 'person', $2::timestamptz + n * interval '1 ms', 1, $2::timestamptz + n * interval '1 ms', 'Hola', $2 from generate_series(1, ${count}) n`,
    [workspaceId, now, numberId],
  );
}

const words = ['hola', 'envío', 'talle', 'zapatilla', 'color', 'azul', 'precio', 'gracias', 'cuándo', 'llega', 'pedido', 'cambio', 'quiero', 'bombilla', 'alpaca', 'regalo', 'mañana', 'stock', 'tarjeta', 'cuotas'];

/** Writes so many messages with and without the index of words, and asks for words afterwards. */
async function measureWords({ query, workspaceId, nowMs }: Stage, count: number): Promise<Figure[]> {
  const now = new Date(nowMs() - 1_800_000);
  // Twelve words, others in each message, and a number of its own.
  const text = `(select string_agg((array['${words.join("','")}'])[1 + (hashint8(n.n * 31 + k) & 1048575) % ${words.length}], ' ') from generate_series(1, 12) k) || ' ' || n.n`;
  const insert = async (from: number) => {
    const startMs = performance.now();
    await query(
      `insert into message (workspace_id, at, id, conversation_id, direction, author, provider_message_id, content)
       select $1, $2::timestamptz + n.n * interval '1 ms', ${idOf('message', 'n.n')}, ${idOf('talk', '1 + n.n % 500')}, 'in', 'contact', 'wamid.' || n.n, jsonb_build_object('type', 'text', 'text', ${text})
       from generate_series(${from}, ${from + count - 1}) n (n)`,
      [workspaceId, now],
    );
    return performance.now() - startMs;
  };
  const indexedMs = await insert(1);
  await query('vacuum analyze message');
  const [size] = await query<{ bytes: string }>(`select sum(pg_relation_size(i.inhrelid)) as bytes from pg_inherits i where i.inhparent = 'message_spoken'::regclass`);
  const searchMs = await measureSearch({ query, workspaceId });
  const [definition] = await query<{ text: string }>(`select pg_get_indexdef('message_spoken'::regclass) as text`);
  await query('drop index message_spoken');
  const plainMs = await insert(count + 1);
  await query(`delete from message where provider_message_id like 'wamid.%' and substring(provider_message_id from 7)::int > ${count}`);
  await query(definition?.text ?? '');
  return [
    { what: `search for two words in ${count.toLocaleString('en')} messages, p99`, value: quantile(searchMs, 0.99), unit: 'ms', note: 'newest 300 hits, one place for each conversation' },
    { what: 'stored for the words of one message of 12 words', value: Number(size?.bytes ?? 0) / count, unit: 'bytes' },
    { what: 'writing one message with the index of words', value: (1000 * indexedMs) / count, unit: 'µs' },
    { what: 'writing one message without it', value: (1000 * plainMs) / count, unit: 'µs', isBaseline: true },
  ];
}

async function measureSearch({ query, workspaceId }: Pick<Stage, 'query' | 'workspaceId'>): Promise<number[]> {
  const figures: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    const [one, two] = [words[round % words.length], words[(round * 7 + 3) % words.length]];
    const startMs = performance.now();
    await query(
      `select distinct on (conversation_id) conversation_id, at from (select m.conversation_id, m.at from message m where m.workspace_id = $1
         and spoken_words(m.content) @@ to_tsquery('simple', $2) and not m.is_revoked order by m.at desc limit 300) said order by conversation_id, at desc`,
      [workspaceId, [one, two].map((word) => `'${(word ?? '').normalize('NFD').replaceAll(/\p{Mark}/gu, '')}':*`).join(' & ')],
    );
    figures.push(performance.now() - startMs);
  }
  return figures;
}

/** One message after the other to the conversation that is open, so many to others in each second. */
async function measureShown(stage: Stage, rounds: number, othersPerSecond: number): Promise<Figure[]> {
  const server = await stage.startServer('all', { BENCH_CONSOLE: '1' });
  const url = String(server.ready);
  const shopper = '5491150009999';
  await send(stage, url, shopper, 'm-first');
  const [open] = await stage.query<{ id: string; member: string }>(
    `select v.id, (select user_id from member limit 1) as member from conversation v join contact_identity i on i.workspace_id = v.workspace_id and i.contact_id = v.contact_id where i.reported = $1`, [shopper]);
  const page = await openInbox(stage, url, open?.id ?? '', open?.member ?? '');
  let isOver = false;
  let sent = 0;
  const others = (async () => {
    for (; !isOver; sent += 1) {
      await send(stage, url, `54911500${String(10_000 + (sent % 400))}`, `Hola ${sent}`);
      await pauseMs(1000 / othersPerSecond);
    }
  })();
  const [shown, answered]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round += 1) {
      // The time of day stands right behind it.
      const text = `m-${round}x`;
      const startMs = epochMs();
      await send(stage, url, shopper, text);
      answered.push(epochMs() - startMs);
      await until(`"${text}" stands on the page`, 10_000, () => page.evaluate((wanted) => (globalThis as never as Seen).seenAt[wanted] !== undefined, text), 20);
      shown.push((await page.evaluate((wanted) => (globalThis as never as Seen).seenAt[wanted] ?? 0, text)) - startMs);
      // The next one comes at any moment of the page's own rhythm.
      await pauseMs(150 + ((round * 67) % 300));
    }
  } finally {
    isOver = true;
    await others;
  }
  return [
    { what: 'message in to visible in an open browser, p50', value: quantile(shown, 0.5), unit: 'ms' },
    { what: 'message in to visible in an open browser, p99', value: quantile(shown, 0.99), unit: 'ms', goal: { atMost: 300 }, note: `${othersPerSecond} messages/s to other conversations, longest ${quantile(shown, 1).toFixed(0)} ms` },
    { what: 'the webhook alone, until it is acknowledged, p99', value: quantile(answered, 0.99), unit: 'ms', isBaseline: true },
  ];
}

interface Seen {
  seenAt: Record<string, number>;
}

const epochMs = () => performance.timeOrigin + performance.now();

async function openInbox(stage: Stage, url: string, conversationId: string, memberId: string): Promise<Page> {
  const { page, context } = await openPage(`${url}/sign-in`);
  // The name of the cookie depends on how the server is reached.
  stage.test.app.publicUrl = url;
  const [name, ...value] = ((await signInAs(stage.test.app, memberId)).split(';')[0] ?? '').split('=');
  await context.addCookies([{ name: name ?? '', value: value.join('='), url }]);
  await page.goto(`${url}/w/${stage.workspaceId}/conversations/${conversationId}`);
  await page.getByRole('log').getByText('m-first').waitFor();
  await page.evaluate(() => {
    const seen = globalThis as never as Seen;
    seen.seenAt = {};
    const note = (node: Node) => {
      for (const [text] of (node.textContent ?? '').matchAll(/m-\d+x/g)) seen.seenAt[text] ??= performance.timeOrigin + performance.now();
    };
    const log = document.querySelector('[role="log"]');
    // In the stream of the conversation, after it was drawn.
    new MutationObserver((changes) => requestAnimationFrame(() => changes.forEach(({ addedNodes, target }) => (addedNodes.forEach(note), note(target))))).observe(log ?? document.body, { childList: true, subtree: true, characterData: true });
  });
  return page;
}

let count = 0;

async function send(stage: Stage, url: string, waId: string, text: string): Promise<void> {
  const message = { from: waId, id: `wamid.BENCH${(count += 1)}`, timestamp: String(Math.floor(stage.nowMs() / 1000)), type: 'text', text: { body: text } };
  const value = { messaging_product: 'whatsapp', metadata: { display_phone_number: '5491155550100', phone_number_id: '200300400500600' }, contacts: [{ wa_id: waId, profile: { name: 'Lucía' } }], messages: [message] };
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '100200300400500', changes: [{ field: 'messages', value }] }] });
  const signature = createHmac('sha256', whatsappSecret).update(body).digest('hex');
  const reply = await fetch(`${url}/hooks/${stage.numberIds[0]}`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } });
  if (!reply.ok) throw new Error(`The webhook was answered ${reply.status}: ${await reply.text()}`);
}
