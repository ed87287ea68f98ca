import { isSignedBy, signHmac } from '#kit';

export const signatureHeader = 'marchante-signature';

/** Signs a body for the header `marchante-signature`; several secrets give several signatures while a key is exchanged. */
export function signBody(body: Uint8Array | string, secrets: readonly string[], at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return [`t=${seconds}`, ...secrets.map((secret) => `v1=${signHmac(secret, signedBytes(seconds, body), 'hex')}`)].join(',');
}

/** Whether one of the header's signatures is ours and its time near enough to the arrival. */
export function isSignatureGood(header: string, body: Uint8Array, secret: string, receivedAt: Date, toleranceS: number): boolean {
  const parts = header.split(',').slice(0, 10).map((part) => part.trim());
  const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
  if (!/^\d{1,12}$/.test(time)) return false;
  const ageS = Math.abs(receivedAt.getTime() / 1000 - Number(time));
  const signatures = parts.filter((part) => part.startsWith('v1=')).map((part) => part.slice(3));
  // A missing arrival time gives NaN, which is near to nothing.
  return ageS <= toleranceS && signatures.some((signature) => isSignedBy(secret, signedBytes(Number(time), body), signature, 'hex'));
}

function signedBytes(seconds: number, body: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.from(`${seconds}.`), Buffer.from(body)]);
}
