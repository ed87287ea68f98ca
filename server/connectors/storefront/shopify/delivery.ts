import type { HookRequest, Verdict } from '#ports/connector';
import { fingerprint, isSignedBy, readBrowserKey, signHmac, toInstant, verifyBrowser } from '#kit';
import type { ShopifySettings } from './settings.ts';
import { storefrontUrl } from './settings.ts';

/** What a webhook says about itself, whichever of the two families it belongs to. */
export interface Delivery {
  topic: string;
  /** Names the event: the same for its retries and for a second subscription. Never empty. */
  eventKey: string;
  /** When the shop noticed the change; null when the header is missing. */
  triggeredAt: string | null;
}

/** Next-generation events use the same names without the leading "x-". */
export function readDelivery({ headers, body }: HookRequest): Delivery {
  const named = (name: string) => headers[`x-shopify-${name}`] ?? headers[`shopify-${name}`] ?? null;
  return {
    topic: (named('topic') ?? 'unknown').toLowerCase().slice(0, 100),
    eventKey: (named('event-id') ?? named('webhook-id') ?? fingerprint(body)).slice(0, 80),
    triggeredAt: toInstant(named('triggered-at')),
  };
}

/** Over the raw bytes, with the app's client secret, for both families. The pixel's events come unsigned, with its public key. */
export function verifyDelivery(request: HookRequest, settings: ShopifySettings): Verdict {
  const { clientSecret } = settings;
  const pixelKey = isFromPixel(request) ? readBrowserKey(request) : null;
  if (pixelKey) return verifyBrowser(request, pixelKey, { publicKey: settings.pixelKey, allowedOrigins: shopOrigins(settings) });
  if (!clientSecret) return 'no_secret';
  return isSignedBy(clientSecret, request.body, readSignature(request), 'base64') ? 'genuine' : 'forged';
}

/** The shop signs whatever it sends; what is genuine without a signature came from the pixel. */
export function isFromPixel(request: HookRequest): boolean {
  return readSignature(request) === undefined;
}

function readSignature({ headers }: HookRequest): string | undefined {
  return headers['x-shopify-hmac-sha256'] ?? headers['shopify-hmac-sha256'];
}

function shopOrigins(settings: ShopifySettings): string[] {
  return [`https://${settings.shop}`, storefrontUrl(settings), ...settings.allowedOrigins];
}

/** Signs a body as Shopify does; for tests and the simulator. */
export function signDelivery(body: Uint8Array | string, clientSecret: string): string {
  return signHmac(clientSecret, body, 'base64');
}
