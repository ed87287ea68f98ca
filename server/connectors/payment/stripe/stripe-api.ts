import Stripe from 'stripe';
import { hideSecrets } from '#kit';
import type { ConnectorIo } from '#ports/connector';
import { ConnectorError } from '#ports/connector';
import type { StripeSettings } from './settings.ts';

/** The official SDK, its calls going out through our own door. */
export interface StripeApi {
  settings: StripeSettings;
  now: () => Date;
  /** Runs calls of the SDK; its failures become ours. */
  ask<Value>(run: (stripe: Stripe) => Promise<Value>): Promise<Value>;
  /** The same, with null for what Stripe does not have. */
  find<Value>(run: (stripe: Stripe) => Promise<Value>): Promise<Value | null>;
}

const timeoutMs = 15_000;

export function createStripeApi(settings: StripeSettings, io: ConnectorIo): StripeApi {
  const base = new URL(settings.apiBaseUrl);
  const stripe = new Stripe(settings.secretKey, {
    host: base.hostname,
    port: base.port || (base.protocol === 'http:' ? '80' : '443'),
    protocol: base.protocol === 'http:' ? 'http' : 'https',
    httpClient: createHttpClient(io, base.pathname.replace(/\/+$/, '')),
    // A repeat is decided by whoever asked, with the idempotency key of the thing itself.
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    telemetry: false,
  });
  const ask: StripeApi['ask'] = async (run) => {
    try {
      return await run(stripe);
    } catch (error) {
      throw toConnectorError(error, settings);
    }
  };
  return {
    settings,
    now: io.now,
    ask,
    async find(run) {
      try {
        return await ask(run);
      } catch (error) {
        if (error instanceof ConnectorError && error.status === 404) return null;
        throw error;
      }
    },
  };
}

/** @param prefix of the path, where the API stands behind a proxy or is a pretend one. */
function createHttpClient(io: ConnectorIo, prefix: string): Stripe.HttpClient {
  return {
    getClientName: () => 'marchante',
    async makeRequest(host, port, path, method, headers, body, protocol, timeout) {
      const url = new URL(`${protocol}://${host}:${port}${prefix}${path}`);
      const answer = await io.fetch(url.toString(), { method, headers: textHeaders(headers), timeoutMs: timeout, ...(body ? { body } : {}) });
      return {
        getStatusCode: () => answer.status,
        getHeaders: () => answer.headers,
        getRawResponse: () => answer,
        toStream: () => {
          throw new Error('Streams are not read here.');
        },
        toJSON: async (): Promise<unknown> => JSON.parse(await answer.text()),
      };
    },
  };
}

/** The SDK counts the body's length itself; whoever sends it does that too. */
function textHeaders(headers: object): Record<string, string> {
  const kept = Object.entries(headers).filter(([name, value]) => value !== undefined && value !== null && name.toLowerCase() !== 'content-length');
  return Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function toConnectorError(error: unknown, settings: StripeSettings): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const inner: unknown = error instanceof Stripe.errors.StripeConnectionError ? error.detail : null;
  if (inner instanceof ConnectorError) return inner;
  const status = error.statusCode ?? null;
  const retryAfter = Number(error.headers?.['retry-after']);
  return new ConnectorError(kindOf(error, status), hideSecrets(`Stripe refused: ${error.message}`, [settings.secretKey, settings.webhookSecret]), {
    isCertain: status !== null && status < 500,
    ...(error.code ? { code: error.code } : error.type === 'StripeIdempotencyError' ? { code: 'idempotency_error' } : {}),
    ...(status === null ? {} : { status }),
    ...(Number.isFinite(retryAfter) && retryAfter > 0 ? { retryAfterMs: retryAfter * 1000 } : {}),
    cause: error,
  });
}

function kindOf(error: InstanceType<typeof Stripe.errors.StripeError>, status: number | null): ConnectorError['kind'] {
  if (status === 401 || status === 403) return 'credentials';
  // 409: the same key is in use this very moment; a moment later it answers.
  if (status === 429) return 'rate_limited';
  if (status === null || status === 409 || status >= 500) return 'unavailable';
  return 'rejected';
}
