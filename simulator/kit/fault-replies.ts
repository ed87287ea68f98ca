import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Fault } from './faults.ts';

/** Cuts the connection without an answer: the caller cannot know whether its request was carried out. */
export function dropConnection(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.socket?.destroy();
}

/**
 * Acts on a fault before the work is done. True = the request is dealt with and the handler must `return reply` at once.
 * `drop_after`, `fail_later` and `error` are the handler's own affair: only it knows what was accepted and how errors look.
 */
export async function replyWithFault(fault: Fault, reply: FastifyReply): Promise<boolean> {
  switch (fault.kind) {
    case 'drop_before':
      dropConnection(reply);
      return true;
    case 'hang':
      reply.hijack();
      return true;
    case 'status':
      await reply.code(fault.status).type('text/plain').send(fault.message ?? 'The pretend service was told to fail.');
      return true;
    case 'malformed':
      await reply.code(200).header('content-type', 'application/json').send('{"messages":[{"id":"wam');
      return true;
    case 'slow':
      await wait(fault.delayMs);
      return false;
    default:
      return false;
  }
}
