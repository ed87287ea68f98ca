import { isSameText, isSignedBy, signHmac } from '#kit';
import type { HookRequest, Verdict } from '#ports/connector';
import type { CloudApiSettings } from './settings.ts';

const prefix = 'sha256=';

/** Whether Meta signed these very bytes with the app's secret. The body is not parsed: Meta escapes it in its own way. */
export function verifyHook(request: HookRequest, settings: CloudApiSettings): Verdict {
  if (settings.appSecret === '') return 'no_secret';
  const header = request.headers['x-hub-signature-256'] ?? '';
  const signature = header.startsWith(prefix) ? header.slice(prefix.length) : null;
  return isSignedBy(settings.appSecret, request.body, signature, 'hex') ? 'genuine' : 'forged';
}

/** The headers with which Meta would send this body. Serves tests, measurements and pretend services. */
export function signHook(body: string | Uint8Array, appSecret: string): Record<string, string> {
  return { 'content-type': 'application/json', 'x-hub-signature-256': prefix + signHmac(appSecret, body, 'hex') };
}

/** Meta's set-up question. It is answered with its own challenge when it knows our verify token. */
export function answerChallenge(request: HookRequest, settings: CloudApiSettings): { body: string } | 'refused' | null {
  if (request.method !== 'GET' || request.query['hub.mode'] !== 'subscribe') return null;
  const isKnown = settings.verifyToken !== '' && isSameText(request.query['hub.verify_token'] ?? '', settings.verifyToken);
  const challenge = request.query['hub.challenge'];
  // The challenge is echoed into a page: only the plain form that Meta uses is given back.
  return isKnown && challenge !== undefined && /^[\w-]{1,200}$/.test(challenge) ? { body: challenge } : 'refused';
}
