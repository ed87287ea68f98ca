import type { App, IncomingMessage } from '#context';
import type { Tx } from '#platform/database';
import { readContactCode, redeemContactCode } from '#modules/contacts';

/**
 * Who comes over from the chat of a page brings a code: both conversations are one person's from now on, so that nobody repeats themselves. Only a
 * channel that vouches for who writes may redeem one.
 */
export async function joinVisits(app: App, tx: Tx, messages: IncomingMessage[]): Promise<void> {
  for (const { workspaceId, contactId, channel, content } of messages) {
    const code = channel !== 'chat' && content.type === 'text' ? readContactCode(content.text) : null;
    if (code !== null) await redeemContactCode(app, tx, { workspaceId, contactId, code });
  }
}
