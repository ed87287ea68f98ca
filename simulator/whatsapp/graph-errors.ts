import type { World } from '../kit/index.ts';

/** An error as the Graph API words it; thrown by handlers, answered by the route's error handler. */
export class GraphError extends Error {
  readonly code: number;
  readonly details: string;
  readonly subcode: number | undefined;
  readonly statusCode: number;

  constructor(code: number, details: string, { subcode, status }: { subcode?: number; status?: number } = {}) {
    super(details);
    this.code = code;
    this.details = details;
    this.subcode = subcode;
    this.statusCode = status ?? STATUS_BY_CODE[code] ?? 400;
  }
}

const STATUS_BY_CODE: Record<number, number> = {
  0: 401, 190: 401, 2: 503, 3: 500, 10: 403, 200: 403, 131005: 403, 368: 403, 130497: 403, 131031: 403,
  131000: 500, 131016: 500, 131045: 500, 131057: 500, 132001: 404,
};

const TITLES: Record<number, string> = {
  0: 'Could not authenticate the app user',
  2: 'Service temporarily unavailable',
  4: 'Too many calls from this app',
  10: 'Permission not granted',
  33: 'Unknown object',
  100: 'Invalid parameter',
  190: 'Invalid access token',
  368: 'Account restricted for policy',
  130403: 'This business has blocked the user',
  130429: 'Rate limit hit',
  130472: 'User is part of an experiment',
  130497: 'This country may not be messaged',
  131000: 'Something went wrong',
  131005: 'Access denied',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131016: 'Service unavailable',
  131021: 'Recipient cannot be sender',
  131026: 'Message undeliverable',
  131031: 'Account has been locked',
  131037: 'Display name not approved',
  131042: 'Business eligibility payment issue',
  131047: 'Re-engagement message',
  131048: 'Spam rate limit hit',
  131049: 'Message withheld to keep the ecosystem healthy',
  131050: 'User stopped marketing messages',
  131051: 'Unsupported message type',
  131053: 'Media upload error',
  131056: 'Pair rate limit hit',
  131057: 'Account in maintenance mode',
  132000: 'Number of parameters does not match',
  132001: 'Template does not exist',
  132005: 'Translated text too long',
  132012: 'Parameter format does not match',
  132015: 'Template is paused',
  132016: 'Template is disabled',
  133010: 'Phone number not registered',
};

export const titleOf = (code: number): string => TITLES[code] ?? 'Error';

/** The body of a synchronous error. */
export function graphErrorBody(error: GraphError, world: World) {
  return {
    error: {
      message: `(#${error.code}) ${titleOf(error.code)}`,
      type: 'OAuthException',
      code: error.code,
      ...(error.subcode !== undefined && { error_subcode: error.subcode, error_user_msg: error.details }),
      error_data: { messaging_product: 'whatsapp', details: error.details },
      fbtrace_id: world.random.text(11),
    },
  };
}

/** The item of `errors[]` in a failed status. */
export function statusError(code: number, details: string) {
  const title = titleOf(code);
  const href = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';
  return { code, title, message: title, error_data: { details }, href };
}
