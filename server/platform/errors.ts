export type AppErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'too_large' | 'rate_limited' | 'unavailable';

/** A foreseen failure of ours: kind decides the HTTP status, `code` is for programs, the sentence for people. */
export class AppError extends Error {
  readonly kind: AppErrorKind;
  readonly code: string;
  readonly details: unknown;

  constructor(kind: AppErrorKind, code: string, message: string, details: unknown = null) {
    super(message);
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

export const statusByKind: Record<AppErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
};
