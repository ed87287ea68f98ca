import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { quantile } from './bench.ts';
import { buildTraffic } from './traffic.ts';
import type { TrafficOrder } from './traffic.ts';

/**
 * Sends ready-made HTTP requests over plain sockets, so that the sender costs little of the machine it shares with what it measures.
 * One request at a time on each connection.
 */
export interface LoadOrder {
  port: number;
  connections: number;
  /** Requests in one second, evenly; null: each connection sends as soon as it has its answer. */
  perSecond: number | null;
  seconds: number;
  /** Left out of the figures. */
  warmUpSeconds: number;
  traffic: TrafficOrder;
}

export interface LoadReport {
  answered: number;
  refused: number;
  perSecond: number;
  /** From the moment a request was due to be sent, so that a stall counts for all who had to wait for it; ms. */
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Requests that were due and found no free connection or no time. */
  unsent: number;
  cpuMs: number;
  /** Time that building the requests took, before the first was sent. */
  buildMs: number;
}

/** Behind its schedule for longer than this, the sender gives up what is left. */
const graceMs = 3000;

process.on('message', (order: LoadOrder) => {
  void fire(order).then((report) => process.send?.(report));
});
process.send?.({ ready: true });

async function fire(order: LoadOrder): Promise<LoadReport> {
  const buildStartMs = performance.now();
  const requests = buildTraffic(order.traffic);
  const buildMs = performance.now() - buildStartMs;
  const sockets = await Promise.all(Array.from({ length: order.connections }, () => open(order.port)));
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  const measureFromMs = startMs + order.warmUpSeconds * 1000;
  const endMs = measureFromMs + order.seconds * 1000;
  const latencies: number[] = [];
  let next = 0;
  let refused = 0;
  let answered = 0;
  let lastAnswerMs = startMs;

  const sendOne = async (socket: Socket, dueMs: number) => {
    const request = requests[next];
    next += 1;
    if (!request) return;
    const status = await exchange(socket, request);
    const nowMs = performance.now();
    lastAnswerMs = nowMs;
    if (status !== 200) refused += 1;
    else answered += 1;
    if (status === 200 && dueMs >= measureFromMs && dueMs < endMs) latencies.push(nowMs - dueMs);
  };

  if (order.perSecond === null) {
    await Promise.all(
      sockets.map(async (socket) => {
        while (performance.now() < endMs && next < requests.length) await sendOne(socket, performance.now());
      }),
    );
  } else {
    const intervalMs = 1000 / order.perSecond;
    let due = 0;
    await Promise.all(
      sockets.map(async (socket) => {
        for (;;) {
          const dueMs = startMs + due * intervalMs;
          due += 1;
          if (dueMs >= endMs || next >= requests.length || performance.now() > endMs + graceMs) return;
          const waitMs = dueMs - performance.now();
          if (waitMs > 0) await new Promise((settle) => setTimeout(settle, waitMs));
          await sendOne(socket, Math.max(dueMs, startMs));
        }
      }),
    );
  }
  for (const socket of sockets) socket.destroy();
  const { user, system } = process.cpuUsage(startCpu);
  return {
    answered,
    refused,
    perSecond: (1000 * answered) / (lastAnswerMs - startMs),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    maxMs: quantile(latencies, 1),
    unsent: order.perSecond === null ? 0 : Math.max(0, Math.round(order.perSecond * (order.seconds + order.warmUpSeconds)) - next),
    cpuMs: (user + system) / 1000,
    buildMs,
  };
}

function open(port: number): Promise<Socket> {
  return new Promise((settle, fail) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true }, () => settle(socket));
    socket.once('error', fail);
  });
}

/** One request, one answer; gives its status. Reads the head, then as many bytes as it announces. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((settle, fail) => {
    let text = '';
    const finish = (status: number) => {
      socket.off('data', onData);
      socket.off('close', onClose);
      settle(status);
    };
    const onData = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const headEnd = text.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1] ?? 0);
      if (text.length >= headEnd + 4 + length) finish(Number(text.slice(9, 12)));
    };
    const onClose = () => fail(new Error('The server closed a connection under load.'));
    socket.on('data', onData);
    socket.once('close', onClose);
    socket.write(request);
  });
}
