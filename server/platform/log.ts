import { pino } from 'pino';
import type { Logger } from 'pino';

export type Log = Logger;

/** Structured log without secrets or message bodies. */
export function makeLog(level: string): Log {
  return pino({
    level,
    redact: {
      paths: ['*.authorization', '*.cookie', '*.password', '*.secret', '*.accessToken', '*.body', 'req.headers.authorization', 'req.headers.cookie'],
      censor: '[hidden]',
    },
  });
}
