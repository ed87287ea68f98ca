import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import classes from './bubble.module.css';
import { QuoteView } from './quote-view.tsx';
import type { MessageItem, SendItem } from './stream-items.ts';

/** The message that the answer will quote. */
export function QuotedLine({ item, conversation, onRemove }: { item: MessageItem | SendItem; conversation: ConversationDetail; onRemove: () => void }) {
  const { t } = useTranslation('conversations');
  const isOurs = item.kind === 'send' || item.direction === 'out';
  return (
    <div className={classes.quoting}>
      <QuoteView quote={{ content: item.content, isOurs }} conversation={conversation} />
      <ActionIcon aria-label={t('quote.remove')} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
