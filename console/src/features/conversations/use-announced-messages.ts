import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { summarizeContent } from '#contract/message-content';
import type { ConversationDetail } from '#contract/conversation';
import { announce } from '../../app/announce.ts';
import type { StreamEntry } from './stream-items.ts';
import { useNames } from './use-names.ts';

/** Reads a message that just came in to those who cannot see it; not those that were there when the conversation was opened. */
export function useAnnouncedMessages(entries: readonly StreamEntry[], conversation: ConversationDetail): void {
  const { t } = useTranslation('conversations');
  const names = useNames();
  const heard = useRef<string | null>(null);
  const last = entries.findLast(({ item }) => item.kind === 'message' && item.direction === 'in')?.item;
  const isLoaded = entries.length > 0;
  useEffect(() => {
    if (!isLoaded) return;
    const id = last?.id ?? '';
    if (heard.current !== null && heard.current !== id && last?.kind === 'message' && last.content) {
      announce(t('detail.said', { name: names.person(conversation), text: summarizeContent(last.content) || names.preview(`[${last.content.type}]`) }));
    }
    heard.current = id;
  });
}
