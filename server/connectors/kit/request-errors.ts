import { ConnectorError } from '#ports/connector';

/** Failures before the first byte of the request left: the vendor cannot have acted on it. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
  'UND_ERR_INVALID_ARG',
]);

/** What a failed call tells us. Only a failure that surely came before sending is certain. */
export function toConnectorError(error: unknown, host: string): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const code = readCode(error);
  const isCertain = code !== null && (beforeSending.has(code) || isCertificateProblem(code) || isConnecting(error));
  const words = isCertain ? 'cannot be reached' : 'did not answer';
  return new ConnectorError('unavailable', `${host} ${words}${code ? ` (${code})` : ''}.`, {
    isCertain,
    ...(code ? { code } : {}),
    cause: error,
  });
}

/** The address's host for messages: never its query, which may hold a secret. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'The address';
}

function readCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? readCode(error.cause) : null;
}

function isConnecting(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error && error.syscall === 'connect';
}

function isCertificateProblem(code: string): boolean {
  return code.startsWith('ERR_TLS_CERT') || code.includes('CERT') || code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
}
