import { ConnectorError } from '#ports/connector';
import { toInstant } from '#kit';

/**
 * The version of what a body shows. Two facts are at hand: `updatedAt` says which state the body holds, but only to the
 * second; `seenAt` (the webhook's triggered-at, or the moment of a poll) is exact, but may lie well after the state it
 * reports. So `updatedAt` decides, and the delay until `seenAt` orders the changes of one second: it is squeezed into
 * the fraction of that second (0 s gives .0, 1 s gives .5, an hour .9997), which keeps the order and never reaches the
 * next second. A poll thus wins over the webhooks of the same second, for it saw what they left behind.
 */
export function versionOf(updatedAt: string, seenAt: string | null): string {
  const updatedMs = Date.parse(updatedAt);
  if (updatedMs % 1000 !== 0 || seenAt === null) return new Date(updatedMs).toISOString();
  const delayMs = Math.max(0, Date.parse(seenAt) - updatedMs);
  const micros = Math.floor((999_999 * delayMs) / (delayMs + 1000));
  return `${new Date(updatedMs).toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`;
}

/** The version of a body; without a time of its own the header's must serve, and without both nothing can be ordered. */
export function readVersion(updatedAt: string | null | undefined, seenAt: string | null): string {
  return versionOf(readChangedAt(updatedAt, seenAt), seenAt);
}

/** When the body last changed, in UTC. */
export function readChangedAt(updatedAt: string | null | undefined, seenAt: string | null): string {
  const at = toInstant(updatedAt) ?? seenAt;
  if (!at) throw new ConnectorError('unexpected', 'Neither the body nor its headers tell when it changed.');
  return at;
}
