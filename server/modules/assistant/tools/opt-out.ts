import { recordConsents } from '#modules/consent';
import { defineTool } from '../define-tool.ts';
import { readRecentWords } from './recent-words.ts';

export const optOut = defineTool({
  name: 'opt_out',
  description: 'Stops all advertising to this shopper on every channel, at once. Use it when they say that they want no more messages or offers. Answers to their own questions still reach them.',
  effect: 'write',
  confirm: 'asked',
  async run(turn) {
    const { app, workspaceId, connectionId, contactId, channel } = turn;
    const [wording] = await readRecentWords(turn, 1);
    await turn.once('opt_out', async (tx) => {
      const signal = { channel, purpose: 'marketing' as const, state: 'withdrawn' as const, occurredAt: app.clock.now().toISOString(), source: 'conversation', wording: wording?.slice(0, 200) ?? null, evidence: { turnId: turn.turnId }, doubleOptIn: false };
      await recordConsents(app, tx, [{ workspaceId, connectionId, contactId, signal, actor: 'contact' }]);
      return {};
    });
    return {};
  },
});
