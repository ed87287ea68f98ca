import { expect, test } from 'vitest';
import type { StoryFacts } from './tell-story.ts';
import { tellStory } from './tell-story.ts';

const at = (time: string) => new Date(`2026-11-24T${time}Z`);

const send: StoryFacts['sends'][number] = {
  id: '01930000-0000-7000-8000-000000000001',
  origin: 'flow',
  state: 'read',
  reason: null,
  author_name: null,
  conversation_id: null,
  content: { type: 'text', text: 'Hola', previewUrl: false },
  decisions: [{ atMs: at('14:01:08.300').getTime(), decision: { kind: 'send' }, checks: [], rulesVersion: null }],
  planned_at: at('14:01:08.250'),
  accepted_at: at('14:01:08.600'),
  delivered_at: at('14:01:08'),
  read_at: at('14:01:08'),
  first_clicked_at: null,
  failed_at: null,
  problem: null,
  cost_micros: null,
  cost_currency: null,
};

test('a channel that tells time in whole seconds does not deliver a message before it was sent', () => {
  const story = tellStory({ createdAt: at('13:00:00'), activityAt: at('13:00:00'), activity: [], runs: [], sends: [send], messages: [], events: [], edits: [], payments: [], orders: [], counted: [] });
  expect(story.map(({ kind }) => kind)).toEqual(['begun', 'checked', 'message', 'delivered', 'read']);
});
