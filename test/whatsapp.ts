import { createHmac } from 'node:crypto';
import type { ConnectorIo, ConnectorResponse } from '#ports/connector';
import { whatsappSecret } from './app.ts';
import type { TestApp } from './app.ts';

/** What the pretend platform was asked to send. */
export interface SentMessage {
  id: string;
  to: string;
  type: string;
  text: string | null;
  sendId: string | null;
  body: Record<string, unknown>;
}

/** The platform as far as a test of turns needs it: takes messages and receipts, and refuses those that the test wants refused. */
export interface PretendLine {
  io: (now: () => Date) => ConnectorIo;
  sent: SentMessage[];
  /** Graph calls that send nothing: receipts. */
  others: Record<string, unknown>[];
  /** Error code for the next messages to this address. */
  refuse: Map<string, number>;
}

export function makePretendLine(): PretendLine {
  const line: PretendLine = {
    sent: [],
    others: [],
    refuse: new Map(),
    io: (now) => ({
      now,
      fetch: async (_url, init) => {
        const body = JSON.parse(String(init?.body ?? '{}')) as Record<string, unknown>;
        if (typeof body['type'] !== 'string') {
          line.others.push(body);
          return answer(200, { success: true });
        }
        const to = String(body['to'] ?? body['recipient']).replace('+', '');
        const code = line.refuse.get(to);
        if (code !== undefined) return answer(400, { error: { message: `(#${code}) Refused`, type: 'OAuthException', code, error_data: { messaging_product: 'whatsapp', details: 'Refused' } } });
        const id = `wamid.OUT${line.sent.length + 1}`;
        const words = body['text'] as { body?: string } | undefined;
        const sendId = typeof body['biz_opaque_callback_data'] === 'string' ? body['biz_opaque_callback_data'] : null;
        line.sent.push({ id, to, type: body['type'], text: words?.body ?? null, sendId, body });
        return answer(200, { messaging_product: 'whatsapp', contacts: [{ input: to, ...(/^\+?\d+$/.test(to) && { wa_id: to.replace('+', '') }) }], messages: [{ id }] });
      },
    }),
  };
  return line;
}

function answer(status: number, body: object): ConnectorResponse {
  const text = JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json' }, text: async () => text, bytes: async () => Buffer.from(text) };
}

export interface Shopper {
  waId?: string;
  bsuid?: string;
  name?: string;
}

let count = 0;
export const nextShopper = (): Shopper => ({ waId: `54911${String(50_000_000 + (count += 1))}`, bsuid: `AR.${String(10_000_000_000_000 + count)}`, name: 'Lucía Paz' });

/** Hands a signed webhook in, as the platform does, and expects it to be acknowledged. */
export async function postChange({ web }: TestApp, connectionId: string, field: string, value: object): Promise<void> {
  const payload = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '100200300400500', changes: [{ field, value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '5491155550100', phone_number_id: '200300400500600' }, ...value } }] }],
  });
  const signature = createHmac('sha256', whatsappSecret).update(payload).digest('hex');
  const reply = await web.inject({ method: 'POST', url: `/hooks/${connectionId}`, payload, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } });
  if (reply.statusCode !== 200) throw new Error(`The webhook was answered ${reply.statusCode}: ${reply.body}`);
}

const senderOf = ({ waId, bsuid }: Shopper) => ({ ...(waId && { from: waId }), ...(bsuid && { from_user_id: bsuid }) });
const bookOf = ({ waId, bsuid, name }: Shopper) => [{ ...(waId && { wa_id: waId }), ...(bsuid && { user_id: bsuid }), profile: { name: name ?? 'Lucía' } }];

/** What a shopper sent. The same `id` twice is the same webhook again. */
export async function postMessage(it: TestApp, connectionId: string, shopper: Shopper, message: { text?: string; tap?: { id: string; title: string }; id?: string }, field = 'messages'): Promise<string> {
  const id = message.id ?? `wamid.IN${(count += 1)}`;
  const timestamp = String(Math.floor(it.clock.nowMs() / 1000));
  const content = message.tap
    ? { type: 'interactive', interactive: { type: 'button_reply', button_reply: message.tap } }
    : { type: 'text', text: { body: message.text ?? 'Hola' } };
  await postChange(it, connectionId, field, { contacts: bookOf(shopper), messages: [{ ...senderOf(shopper), id, timestamp, ...content }] });
  return id;
}

/** What became of a message of ours. */
export function postStatus(it: TestApp, connectionId: string, shopper: Shopper, status: { id: string; status: string; sendId: string | null; errors?: object[] }): Promise<void> {
  const { id, sendId, errors } = status;
  const timestamp = String(Math.floor(it.clock.nowMs() / 1000));
  return postChange(it, connectionId, 'messages', {
    contacts: bookOf(shopper),
    statuses: [{ id, status: status.status, timestamp, recipient_id: shopper.waId, ...(sendId && { biz_opaque_callback_data: sendId }), ...(errors && { errors }) }],
  });
}
