import { AppError } from '#platform/errors';
import { isDatabaseAway } from '#platform/database';
import { ConnectorError } from '#ports/connector';
import type { ConnectorErrorKind } from '#ports/connector';

const kinds: Record<ConnectorErrorKind, { kind: AppError['kind']; code: string }> = {
  rate_limited: { kind: 'rate_limited', code: 'vendor_rate_limited' },
  unavailable: { kind: 'unavailable', code: 'vendor_unavailable' },
  credentials: { kind: 'conflict', code: 'vendor_credentials' },
  rejected: { kind: 'conflict', code: 'vendor_rejected' },
  unexpected: { kind: 'unavailable', code: 'vendor_unexpected' },
};

/** Failures of vendors and of the database as a member may read them; null for a bug. */
export function translateError(error: unknown): AppError | null {
  if (error instanceof ConnectorError) return new AppError(kinds[error.kind].kind, kinds[error.kind].code, error.message);
  if (isDatabaseAway(error)) return new AppError('unavailable', 'store_away', 'The database cannot be reached. Try again in a moment.');
  return null;
}
