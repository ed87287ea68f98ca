import { createNodeIo } from '#kit';
import type { RunningSimulator } from '../../server/demo/start-simulator.ts';

/** The same HTTP call to the pretend platform and nothing else; gives calls each second. */
export async function callAlone({ url }: RunningSimulator, phoneNumberId: string, calls: number, atOnce: number): Promise<number> {
  const io = createNodeIo({ userAgent: 'Marchante bench' });
  let next = 0;
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < calls) {
        next += 1;
        const body = JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', to: `+54911${70_000_000 + next}`, type: 'template', biz_opaque_callback_data: `alone-${next}`, template: { name: 'hello_world', language: { code: 'en_US' } } });
        const reply = await io.fetch(`${url}/graph/v26.0/${phoneNumberId}/messages`, { method: 'POST', headers: { authorization: 'Bearer PRETEND-TOKEN-AURORA', 'content-type': 'application/json' }, body });
        if (reply.status !== 200) throw new Error(`The pretend platform answered ${reply.status}: ${await reply.text()}`);
      }
    }),
  );
  return (1000 * calls) / (performance.now() - startMs);
}
