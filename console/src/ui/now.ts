let aheadMs = 0;

/** Now by the server's clock: a reader's own may be wrong, and a demo's server is ahead. */
export function serverNow(): Date {
  return new Date(Date.now() + aheadMs);
}

/** @param at what the server's clock said a moment ago. */
export function followServerClock(at: string): void {
  const differenceMs = Date.parse(at) - Date.now();
  // A few seconds are the way the answer took.
  aheadMs = Math.abs(differenceMs) < 5000 ? 0 : differenceMs;
}

/** The day of an instant on the clocks of a zone, as 2026-12-24. */
export const dayIn = (timeZone: string, at: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
