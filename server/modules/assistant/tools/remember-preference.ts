import { rememberPreference } from '#modules/contacts';
import { defineTool } from '../define-tool.ts';
import { keyOf } from './turn-cart.ts';

export const rememberPreferenceTool = defineTool({
  name: 'remember_preference',
  description: 'Remembers what the shopper said about themselves or whom they buy for, to help them better next time: "shoe_size" → "42 AR", "for" → "my mother", "skin" → "sensitive". Only what they said; nothing about health, religion or politics, and no numbers of documents or cards.',
  effect: 'write',
  confirm: 'asked',
  async run(turn, { name, value }) {
    const { app, workspaceId, contactId } = turn;
    return { preferences: await turn.once(keyOf('remember_preference', { name, value }), (tx) => rememberPreference(tx, { workspaceId, contactId }, name, value, app.clock.now())) };
  },
});
