/** The instant as ISO 8601 in UTC with milliseconds; null when the text is no instant. */
export function toInstant(text: string | null | undefined): string | null {
  if (!text) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** The instant of a time in seconds or milliseconds since 1970; null for nonsense. Seconds up to the year 5138 are told apart by size. */
export function epochToInstant(epoch: number | string): string | null {
  const value = Number(epoch);
  if (!Number.isFinite(value) || value < 0) return null;
  const date = new Date(value < 100_000_000_000 ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The later of two ISO instants; null only when both are. */
export function laterInstant(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) >= Date.parse(other) ? one : other;
}
