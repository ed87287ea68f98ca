import { z } from 'zod';
import type { GraphApi } from './graph-api.ts';

const Done = z.object({ success: z.boolean().nullish() });

/**
 * Shows blue ticks at this message and all before it. Typing lasts until our next message, 25 s at most: ask for it only
 * when an answer is really coming. A repeat changes nothing.
 */
export async function markRead(api: GraphApi, providerMessageId: string, { showTyping }: { showTyping: boolean }): Promise<void> {
  const json = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: providerMessageId,
    ...(showTyping ? { typing_indicator: { type: 'text' } } : {}),
  };
  await api.http.call({ path: `${api.numberPath}/messages`, json }, Done);
}
