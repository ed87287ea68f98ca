import { createHmac } from 'node:crypto';
import { assistantWork } from '#modules/assistant';
import { whatsappSecret } from '#test/app';
import { setAssistant } from '#test/assistant';
import { nextShopper, postMessage } from '#test/whatsapp';
import type { Shopper } from '#test/whatsapp';
import { turnLimits } from '../server/modules/assistant/turn-limits.ts';
import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { pauseMs, quantile, until } from './kit/bench.ts';
import { seedProducts } from './kit/seed-products.ts';
import { openStage } from './kit/stage.ts';
import type { Stage } from './kit/stage.ts';

/** What shoppers say, each as a turn of its own: searches, facts, cart, policies, courtesies. */
const sayings = ['busco zapatillas para correr en asfalto talle 42', 'tienen remeras de algodón?', 'la primera', 'cuál me conviene?', 'qué tengo en el carrito?', 'mochila para notebook por menos de 300 mil', 'cuánto sale el envío a 1414?', 'quiero pagar', 'gracias', 'dónde está mi pedido?'];

export const assistant: Bench = {
  name: 'assistant',
  about:
    'The built-in engine in a shop of 10,000 products with four variants each. Turns alone: hook done, one worker, each turn from its taking to its planned answer, with tools, ' +
    'guards and commits that reach the disk. Whole server: signed webhooks at a steady rate until the pretend Graph API accepted the answer, the quiet time of bursts taken off.',
  run: async (options: BenchOptions): Promise<Figure[]> => [...(await measureTurns(options)), ...(await measureServer(options))],
};

async function openShop(options: BenchOptions, simulator: boolean): Promise<Stage> {
  const stage = await openStage({ simulator });
  await seedProducts(stage, options.isQuick ? 2000 : 10_000, 4);
  await setAssistant(stage.test, stage.workspaceId, {});
  return stage;
}

async function measureTurns(options: BenchOptions): Promise<Figure[]> {
  const stage = await openShop(options, false);
  try {
    const { test } = stage;
    const work = assistantWork(test.app);
    const number = stage.numberIds[0] ?? '';
    const take = async () => {
      test.clock.advance({ ms: turnLimits.quietMs + 10 });
      const startMs = performance.now();
      await work.runOnce(turnLimits.inFlight);
      await work.drain();
      return performance.now() - startMs;
    };
    return [...(await measureAlone(stage, number, take, options)), ...(await measureMany(stage, number, work, options))];
  } finally {
    await stage.close();
  }
}

/** Lets the quiet time pass and has every due turn thought; gives how long that took, ms. */
type Take = () => Promise<number>;

async function measureAlone({ test }: Stage, number: string, take: Take, options: BenchOptions): Promise<Figure[]> {
  const alone: number[] = [];
  for (let round = 0; round < (options.isQuick ? 4 : 30); round += 1) {
    const shopper = nextShopper();
    for (const text of sayings) {
      await postMessage(test, number, shopper, { text });
      const ms = await take();
      // The first rounds read the catalogue and warm the code.
      if (round > 0) alone.push(ms);
    }
  }
  return [
    { what: 'one turn with tools, p50', value: quantile(alone, 0.5), unit: 'ms' },
    { what: 'one turn with tools, p99', value: quantile(alone, 0.99), unit: 'ms', goal: { atMost: 60 }, note: `${alone.length} turns` },
  ];
}

async function measureMany(stage: Stage, number: string, work: ReturnType<typeof assistantWork>, options: BenchOptions): Promise<Figure[]> {
  const { test } = stage;
  const count = options.isQuick ? 100 : 1000;
  for (let at = 0; at < count; at += 1) await postMessage(test, number, nextShopper(), { text: sayings[at % sayings.length] ?? '' });
  test.clock.advance({ ms: turnLimits.quietMs + 10 });
  const before = { cpu: process.cpuUsage(), databaseMs: stage.databaseCpuMs() };
  const startMs = performance.now();
  while ((await work.runOnce(turnLimits.inFlight)) > 0);
  await work.drain();
  const seconds = (performance.now() - startMs) / 1000;
  const { user, system } = process.cpuUsage(before.cpu);
  return [
    { what: 'turns each second, one worker', value: count / seconds, unit: '/s', goal: { atLeast: 200 }, note: `${count} turns, ${turnLimits.inFlight} at a time` },
    { what: 'processor time of one turn in the worker', value: (user + system) / 1000 / count, unit: 'ms' },
    { what: 'processor time of one turn in PostgreSQL', value: (stage.databaseCpuMs() - before.databaseMs) / count, unit: 'ms' },
  ];
}

const messagesPerSecond = 50;

async function measureServer(options: BenchOptions): Promise<Figure[]> {
  const stage = await openShop(options, true);
  try {
    const server = await stage.startServer('all');
    const warmUp = messagesPerSecond * 3;
    const count = warmUp + messagesPerSecond * (options.isQuick ? 4 : 30);
    const sentMs = await sendSteadily(stage, String(server.ready), count);
    await until(`${count} answers`, 60_000, async () => (await findAnswered(stage)).length >= count, 250);
    const latencies = (await findAnswered(stage)).flatMap(({ phone, acceptedMs }) => {
      const sent = sentMs.get(phone);
      return sent && sent.place >= warmUp ? [acceptedMs - sent.atMs - turnLimits.quietMs] : [];
    });
    return [
      { what: `message in to answer accepted at ${messagesPerSecond}/s, p50`, value: quantile(latencies, 0.5), unit: 'ms' },
      { what: `message in to answer accepted at ${messagesPerSecond}/s, p99`, value: quantile(latencies, 0.99), unit: 'ms', goal: { atMost: 400 }, note: `${latencies.length} messages; ${turnLimits.quietMs} ms of quiet taken off` },
      { what: 'memory of the server', value: server.usage().rssBytes / 1e6, unit: 'MB' },
    ];
  } finally {
    await stage.close();
  }
}

/** Each from a shopper of its own; gives when each was sent, by the phone. */
async function sendSteadily(stage: Stage, url: string, count: number): Promise<Map<string, { atMs: number; place: number }>> {
  const sent = new Map<string, { atMs: number; place: number }>();
  const replies: Promise<unknown>[] = [];
  const startMs = performance.now();
  for (let place = 0; place < count; place += 1) {
    await pauseMs(Math.max(0, startMs + (place * 1000) / messagesPerSecond - performance.now()));
    const shopper = nextShopper();
    sent.set(`+${shopper.waId}`, { atMs: stage.nowMs(), place });
    replies.push(postHook(stage, url, shopper, sayings[place % sayings.length] ?? ''));
  }
  await Promise.all(replies);
  return sent;
}

async function postHook(stage: Stage, url: string, { waId, bsuid, name }: Shopper, text: string): Promise<void> {
  const message = { from: waId, from_user_id: bsuid, id: `wamid.B${waId}`, timestamp: String(Math.floor(stage.nowMs() / 1000)), type: 'text', text: { body: text } };
  const value = { messaging_product: 'whatsapp', metadata: { display_phone_number: '5491155550100', phone_number_id: '200300400500600' }, contacts: [{ wa_id: waId, user_id: bsuid, profile: { name } }], messages: [message] };
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '100200300400500', changes: [{ field: 'messages', value }] }] });
  const signature = createHmac('sha256', whatsappSecret).update(body).digest('hex');
  const reply = await fetch(`${url}/hooks/${stage.numberIds[0]}`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } });
  if (reply.status !== 200) throw new Error(`A webhook was answered ${reply.status}.`);
}

/** Answers that the pretend platform accepted: a person handed over to is answered as well. */
function findAnswered(stage: Stage): Promise<{ phone: string; acceptedMs: number }[]> {
  return stage.query(`
    select i.value as phone, (extract(epoch from min(s.accepted_at)) * 1000)::float8 as "acceptedMs" from send s
    join contact_identity i on i.workspace_id = s.workspace_id and i.contact_id = s.contact_id and i.kind = 'phone'
    where s.accepted_at is not null group by i.value`);
}
