import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { summarizeContent } from '#contract/message-content';
import classes from './bubble.module.css';
import type { Quote } from './stream-items.ts';
import { useNames } from './use-names.ts';

/** A message that another one refers to, in a line. */
export function QuoteView({ quote, conversation }: { quote: Quote; conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const names = useNames();
  const text = quote.content ? summarizeContent(quote.content) || names.preview(`[${quote.content.type}]`) : t('content.revoked');
  return (
    <blockquote className={classes.quote}>
      <strong>{quote.isOurs ? t('author.us') : names.person(conversation)}</strong>
      <span>{text}</span>
    </blockquote>
  );
}
