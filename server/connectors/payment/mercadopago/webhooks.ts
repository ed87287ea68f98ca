import { isSignedBy, readEvent, readJsonBody, signHmac, toInstant } from '#kit';
import type { HookRequest, Hooks, KeyedEvent } from '#ports/connector';
import { Notice } from './shapes.ts';
import type { MercadoPagoSettings } from './settings.ts';

/** Retries may keep the first stamp; its unit is told in seconds and in milliseconds. */
const toleranceMs = 15 * 60_000;

interface Signed {
  dataId: string;
  requestId: string;
  stamp: string;
}

/** What is signed: parts that are absent are left out. */
const manifestOf = ({ dataId, requestId, stamp }: Signed) => `${dataId ? `id:${dataId};` : ''}${requestId ? `request-id:${requestId};` : ''}ts:${stamp};`;

/** Signed are an id of the address and two headers, not the body: it only says what to look up. */
function verify({ headers, query, receivedAt }: HookRequest, { webhookSecret }: MercadoPagoSettings) {
  if (!webhookSecret) return 'no_secret';
  const parts = new Map((headers['x-signature'] ?? '').split(',').map((part) => part.trim().split('=') as [string, string]));
  const stamp = parts.get('ts') ?? '';
  if (!/^\d{1,16}$/.test(stamp)) return 'forged';
  const atMs = Number(stamp) > 1e11 ? Number(stamp) : Number(stamp) * 1000;
  if (Math.abs(receivedAt.getTime() - atMs) > toleranceMs) return 'forged';
  const signed = { dataId: query['data.id'] ?? '', requestId: headers['x-request-id'] ?? '', stamp };
  // Their documentation signs an id in lower case, their own validators as it was received.
  const forms = [signed, { ...signed, dataId: signed.dataId.toLowerCase() }];
  return forms.some((form) => isSignedBy(webhookSecret, manifestOf(form), parts.get('v1'), 'hex')) ? 'genuine' : 'forged';
}

function translate({ body, query, headers, receivedAt }: HookRequest): { events: KeyedEvent[] } {
  const notice = readJsonBody(body, Notice);
  const topic = query['type'] ?? query['topic'] ?? notice.type ?? notice.topic ?? 'unknown';
  const dataId = query['data.id'] ?? notice.data?.id ?? query['id'] ?? null;
  // A retry keeps its request id; the body's own id is of the notice.
  const key = `${topic}:${dataId ?? ''}:${notice.id ?? headers['x-request-id'] ?? ''}:${notice.action ?? ''}`;
  if (topic !== 'payment' && topic !== 'chargebacks') return { events: [{ key, event: readEvent({ type: 'ignored', topic: topic.slice(0, 200), reason: 'Nothing here depends on it.' }) }] };
  const reference = /^[\w-]{1,64}$/.test(query['reference'] ?? '') ? (query['reference'] ?? null) : null;
  const paymentKey = topic === 'payment' ? dataId : null;
  if (!paymentKey && !reference) return { events: [{ key, event: readEvent({ type: 'ignored', topic, reason: 'It names no payment.' }) }] };
  return { events: [{ key, event: readEvent({ type: 'payment.changed', paymentKey, reference, at: toInstant(notice.date_created) ?? receivedAt.toISOString() }) }] };
}

export const mercadopagoHooks: Hooks<MercadoPagoSettings> = { verify, translate };

/** Signs as MercadoPago does, for tests and the simulator. */
export function signMercadoPago(secret: string, parts: Signed): string {
  return `ts=${parts.stamp},v1=${signHmac(secret, manifestOf(parts), 'hex')}`;
}
