import { createHmac } from 'node:crypto';

/** The value of `X-Shopify-Hmac-Sha256` for exactly these bytes: base64, keyed with the app's client secret. */
export function signShopify(rawBody: string | Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(rawBody).digest('base64');
}
