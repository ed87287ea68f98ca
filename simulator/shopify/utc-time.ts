/** `2026-11-20T13:04:10Z`: the Admin API tells time in UTC and whole seconds. */
export function toUtcTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
