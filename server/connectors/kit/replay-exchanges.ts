import type { ConnectorIo, ConnectorRequest } from '#ports/connector';

/** One recorded call and its answer. */
export interface Exchange {
  /** "POST https://shop.example/admin/api" */
  call: string;
  /** Text that must appear in the body sent; tells calls to one address apart. */
  bodyHas?: string | string[];
  status?: number;
  headers?: Record<string, string>;
  /** An object is answered as JSON, text as it is, an error is thrown as a failed connection. */
  answer: object | string | Error;
  /** Answers every matching call instead of only one. */
  repeats?: boolean;
}

/** Calls made through `replayExchanges`, in order. */
export interface ReplayedCall {
  url: string;
  request: ConnectorRequest;
}

/**
 * For tests: an `io` that answers from a recording. A call that was not recorded fails, naming what was asked. Each
 * exchange answers once, in the order given among those that match.
 */
export function replayExchanges(exchanges: Exchange[], now: () => Date): { io: ConnectorIo; calls: ReplayedCall[]; unused: () => Exchange[] } {
  const left = [...exchanges];
  const calls: ReplayedCall[] = [];
  const io: ConnectorIo = {
    now,
    async fetch(url, request = {}) {
      calls.push({ url, request });
      const index = left.findIndex((exchange) => isRecordingOf(exchange, url, request));
      const exchange = left[index];
      if (!exchange) throw new Error(`Unrecorded request: ${request.method ?? 'GET'} ${url} ${String(request.body ?? '').slice(0, 300)}`);
      if (!exchange.repeats) left.splice(index, 1);
      const { answer, status = 200, headers = {} } = exchange;
      if (answer instanceof Error) throw answer;
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      return { status, headers, text: async () => text, bytes: async () => Buffer.from(text) };
    },
  };
  return { io, calls, unused: () => left.filter(({ repeats }) => !repeats) };
}

function isRecordingOf({ call, bodyHas = [] }: Exchange, url: string, request: ConnectorRequest): boolean {
  const body = typeof request.body === 'string' ? request.body : '';
  return call === `${request.method ?? 'GET'} ${url}` && [bodyHas].flat().every((text) => body.includes(text));
}
