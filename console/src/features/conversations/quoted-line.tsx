import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { summarizeContent } from '#contract/message-content';
import classes from './bubble.module.css';
import type { MessageItem, SendItem } from './stream-items.ts';
import { useNames } from './use-names.ts';

/** The message that the answer will quote. */
export function QuotedLine({ item, conversation, onRemove }: { item: MessageItem | SendItem; conversation: ConversationDetail; onRemove: () => void }) {
  const { t } = useTranslation('conversations');
  const names = useNames();
  const isOurs = item.kind === 'send' || item.direction === 'out';
  const text = item.content ? summarizeContent(item.content) || names.preview(`[${item.content.type}]`) : t('content.revoked');
  return (
    <div className={classes.quoting}>
      <blockquote className={classes.quote}>
        <strong>{isOurs ? t('author.us') : names.person(conversation)}</strong>
        <span>{text}</span>
      </blockquote>
      <ActionIcon aria-label={t('quote.remove')} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
