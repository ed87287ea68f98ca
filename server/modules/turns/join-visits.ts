import type { App, IncomingMessage } from '#context';
import type { MessageButton } from '#contract/message-content';
import type { Language } from '#contract/language';
import type { Tx } from '#platform/database';
import { dropContactCode, isContactCodeGood, readContactCode, redeemContactCode } from '#modules/contacts';
import type { answers } from './answers.ts';

/** What a message about coming over from a page's chat is answered with. Null: said before. */
export type VisitAnswer = { says: keyof typeof answers & ('join_question' | 'joined' | 'kept_apart' | 'code_expired'); code: string } | null;

const tapPattern = /^join_(yes|no):([A-Z2-9]{8})$/;

/**
 * Who comes over from the chat of a page brings a code, and is asked whether it was them: a code may have been sent for somebody else, who would then
 * see their cart and orders. On their yes both conversations are one person's, so that nobody repeats themselves. Only a channel that vouches for
 * who writes counts. Gives the answers by message; messages that are not about this are not in it.
 */
export async function joinVisits(app: App, tx: Tx, messages: IncomingMessage[]): Promise<Map<string, VisitAnswer>> {
  const answered = new Map<string, VisitAnswer>();
  for (const message of messages) {
    if (message.channel === 'chat' || message.isStandby) continue;
    const found = await judge(app, tx, message);
    if (found !== undefined) answered.set(message.messageId, found);
  }
  return answered;
}

async function judge(app: App, tx: Tx, { workspaceId, contactId, content }: IncomingMessage): Promise<VisitAnswer | undefined> {
  const brought = content.type === 'text' ? readContactCode(content.text) : null;
  if (brought !== null) return (await isContactCodeGood(app, tx, { workspaceId, code: brought })) ? { says: 'join_question', code: brought } : undefined;
  const [, word, code] = (content.type === 'reply' && tapPattern.exec(content.id)) || [];
  if (!code) return undefined;
  if (word === 'no') return (await dropContactCode(tx, { workspaceId, code })) ? { says: 'kept_apart', code } : undefined;
  const redeemed = await redeemContactCode(app, tx, { workspaceId, contactId, code });
  return redeemed === 'again' ? null : { says: redeemed === 'joined' ? 'joined' : 'code_expired', code };
}

const titles: Record<Language, { yes: string; no: string }> = {
  es: { yes: 'Sí, soy yo', no: 'No fui yo' },
  pt: { yes: 'Sim, sou eu', no: 'Não fui eu' },
  en: { yes: 'Yes, it is me', no: 'No, not me' },
};

export const joinButtons = (code: string, language: Language): MessageButton[] => [
  { kind: 'reply', id: `join_yes:${code}`, title: titles[language].yes },
  { kind: 'reply', id: `join_no:${code}`, title: titles[language].no },
];
