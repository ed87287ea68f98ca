import { z } from 'zod';
import type { JsonClient, VendorProblem } from '#kit';
import { createJsonClient } from '#kit';
import type { ConnectorIo } from '#ports/connector';
import type { MercadoPagoSettings } from './settings.ts';

/** A thin REST client: the official SDK's address is a constant, so it cannot be pointed at a test. */
export interface MercadoPagoApi {
  settings: MercadoPagoSettings;
  now: () => Date;
  http: JsonClient;
}

export function createMercadoPagoApi(settings: MercadoPagoSettings, io: ConnectorIo): MercadoPagoApi {
  const http = createJsonClient({
    io,
    name: 'Mercado Pago',
    baseUrl: settings.apiBaseUrl.replace(/\/+$/, ''),
    secrets: [settings.accessToken, settings.webhookSecret],
    timeoutMs: 15_000,
    headers: async () => ({ authorization: `Bearer ${settings.accessToken}` }),
    readProblem,
  });
  return { settings, now: io.now, http };
}

const Code = z.union([z.string(), z.number()]).transform(String);
const Problem = z.object({
  message: z.string().nullish(),
  error: z.string().nullish(),
  cause: z.array(z.object({ code: Code.nullish(), description: z.string().nullish() })).nullish().catch(null),
  errors: z.array(z.object({ code: Code.nullish(), message: z.string().nullish() })).nullish().catch(null),
});

/** Two shapes of errors are in use; 423 says that the object is busy for a moment. */
function readProblem(body: unknown, status: number): VendorProblem | null {
  const { data } = Problem.safeParse(body);
  const first = data?.cause?.[0] ?? data?.errors?.[0];
  const message = data?.message ?? data?.errors?.[0]?.message ?? data?.error;
  if (!message) return null;
  const code = first?.code ?? data?.error ?? undefined;
  const kind = status === 423 || status === 409 || status === 424 ? ({ kind: 'unavailable' } as const) : {};
  return { message, ...(code ? { code } : {}), ...kind, ...(status >= 500 ? { isCertain: false } : {}) };
}
