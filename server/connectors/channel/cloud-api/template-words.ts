import type { ChannelTemplate, TemplateStatus } from '#ports/channel';
import { readText } from './read-json.ts';

/** Meta's words for templates in ours. */

const statusByWord: Record<string, TemplateStatus> = {
  APPROVED: 'approved',
  REINSTATED: 'approved',
  REJECTED: 'rejected',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  PAUSED: 'paused',
  // Too many templates, or locked for review: it cannot be sent now, and may come back.
  LIMIT_EXCEEDED: 'paused',
  LOCKED: 'paused',
  DISABLED: 'disabled',
  ARCHIVED: 'archived',
  DELETED: 'deleted',
  PENDING_DELETION: 'deleted',
};

/** Null for a word that is no status, such as FLAGGED. */
export function readTemplateStatus(word: unknown): TemplateStatus | null {
  const text = readText(word, 60)?.toUpperCase() ?? '';
  return Object.hasOwn(statusByWord, text) ? (statusByWord[text] ?? null) : null;
}

export function readCategory(word: unknown): ChannelTemplate['category'] | null {
  const text = readText(word, 60)?.toLowerCase();
  return text === 'marketing' || text === 'utility' || text === 'authentication' ? text : null;
}

export function readQuality(word: unknown): ChannelTemplate['quality'] {
  const text = readText(word, 60)?.toLowerCase();
  return text === 'green' || text === 'yellow' || text === 'red' ? text : 'unknown';
}
