import type { TimelineItem } from '#contract/conversation';

export type MessageItem = Extract<TimelineItem, { kind: 'message' }>;
export type SendItem = Extract<TimelineItem, { kind: 'send' }>;

export interface Quote {
  isOurs: boolean;
  content: MessageItem['content'] | SendItem['content'];
}

/** One entry of the stream, as it is drawn. */
export interface StreamEntry {
  item: TimelineItem;
  /** The first of its day, by the workspace's clock. */
  opensDay: boolean;
  /** Emoji that were put on it, newest last. */
  reactions: string[];
  /** The message it answers, when that is loaded. */
  quote: Quote | null;
}

/**
 * Oldest first. Reactions move to the message they are about; one whose message is not loaded stays an entry of its own.
 * @param newestFirst as the server gives it, pages joined.
 */
export function arrangeStream(newestFirst: readonly TimelineItem[], dayOf: (at: string) => string): StreamEntry[] {
  const items = newestFirst.toReversed();
  const byProvider = new Map(items.flatMap((item) => ('providerMessageId' in item && item.providerMessageId ? [[item.providerMessageId, item] as const] : [])));
  const reactions = collectReactions(items, byProvider);
  const shown = items.filter((item, place) => !isPlaced(item, byProvider) && !isRepeated(item, items.slice(0, place)));
  let before = '';
  return shown.map((item) => {
    const day = dayOf(item.at);
    const opensDay = day !== before;
    before = day;
    return { item, opensDay, reactions: reactions.get(item.id) ?? [], quote: quoteOf(item, byProvider) };
  });
}

const targetOf = (item: TimelineItem) => ((item.kind === 'message' || item.kind === 'send') && item.content?.type === 'reaction' ? item.content.targetMessageId : null);
const isPlaced = (item: TimelineItem, byProvider: ReadonlyMap<string, TimelineItem>) => byProvider.has(targetOf(item) ?? '');

/** The same handover told again with nothing said between: one line is enough. */
function isRepeated(item: TimelineItem, before: readonly TimelineItem[]): boolean {
  if (item.kind !== 'event' || item.event !== 'conversation.handed_over') return false;
  const last = before.findLast((earlier) => earlier.kind === 'event' || (earlier.kind === 'send' && earlier.origin === 'person'));
  return last?.kind === 'event' && last.event === item.event && last.details['reason'] === item.details['reason'] && last.details['assigneeId'] === item.details['assigneeId'];
}

/** One person has one reaction on a message: the last one, and an empty one takes it away. */
function collectReactions(items: readonly TimelineItem[], byProvider: ReadonlyMap<string, TimelineItem>): Map<string, string[]> {
  const byTarget = new Map<string, Map<boolean, string>>();
  for (const item of items) {
    const target = byProvider.get(targetOf(item) ?? '');
    if (!target || (item.kind !== 'message' && item.kind !== 'send') || item.content?.type !== 'reaction') continue;
    const isOurs = item.kind === 'send' || item.direction === 'out';
    byTarget.set(target.id, (byTarget.get(target.id) ?? new Map<boolean, string>()).set(isOurs, item.content.emoji));
  }
  return new Map([...byTarget].map(([id, bySide]) => [id, [...bySide.values()].filter((emoji) => emoji !== '')]));
}

function quoteOf(item: TimelineItem, byProvider: ReadonlyMap<string, TimelineItem>): Quote | null {
  const quoted = (item.kind === 'message' || item.kind === 'send') && item.inReplyTo !== null ? byProvider.get(item.inReplyTo) : undefined;
  if (quoted?.kind !== 'message' && quoted?.kind !== 'send') return null;
  return { isOurs: quoted.kind === 'send' || quoted.direction === 'out', content: quoted.content };
}
