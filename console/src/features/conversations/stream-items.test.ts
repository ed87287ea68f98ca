import { expect, test } from 'vitest';
import type { TimelineItem } from '#contract/conversation';
import { arrangeStream } from './stream-items.ts';

const dayOf = (at: string) => at.slice(0, 10);
const message = (id: string, at: string, changes: object = {}): TimelineItem => ({
  kind: 'message', id, at, direction: 'in', author: 'contact', content: { type: 'text', text: id }, inReplyTo: null, providerMessageId: `p-${id}`, editedAt: null,
  mediaUrl: null, mediaState: null, mediaReason: null, mediaType: null, ...changes,
});
const reaction = (id: string, at: string, target: string, emoji: string, direction = 'in') => message(id, at, { direction, content: { type: 'reaction', targetMessageId: `p-${target}`, emoji } });

test('the stream runs from old to new and opens each day once', () => {
  const entries = arrangeStream([message('c', '2026-03-02T09:00:00Z'), message('b', '2026-03-01T10:00:00Z'), message('a', '2026-03-01T09:00:00Z')], dayOf);
  expect(entries.map(({ item, opensDay }) => [item.id, opensDay])).toEqual([['a', true], ['b', false], ['c', true]]);
});

test('a reaction sits on its message; the last one of each side counts, an empty one takes it away', () => {
  const all = [
    reaction('r4', '2026-03-01T09:04:00Z', 'b', ''),
    reaction('r3', '2026-03-01T09:03:00Z', 'b', '😮'),
    reaction('r2', '2026-03-01T09:02:00Z', 'a', '❤️'),
    reaction('ours', '2026-03-01T09:02:00Z', 'a', '🙏', 'out'),
    reaction('r1', '2026-03-01T09:01:00Z', 'a', '👍'),
    message('b', '2026-03-01T09:00:30Z'),
    message('a', '2026-03-01T09:00:00Z'),
  ];
  expect(arrangeStream(all, dayOf).map(({ item, reactions }) => [item.id, reactions])).toEqual([['a', ['❤️', '🙏']], ['b', []]]);
});

test('a reaction to something older than what is loaded stays', () => {
  expect(arrangeStream([reaction('r', '2026-03-01T09:00:00Z', 'gone', '👍')], dayOf)).toHaveLength(1);
});

test('an answer quotes what it answers when that is loaded', () => {
  const [, answer] = arrangeStream([message('b', '2026-03-01T09:01:00Z', { inReplyTo: 'p-a' }), message('a', '2026-03-01T09:00:00Z', { direction: 'out' })], dayOf);
  expect(answer?.quote).toEqual({ isOurs: true, content: { type: 'text', text: 'a' } });
});
