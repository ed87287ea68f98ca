import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import type { RatingScore } from '#contract/rating';
import { RelativeTime } from '../../ui/figures.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';
import classes from './context-panel.module.css';
import { ContextPart } from './context-part.tsx';

const tones: Record<RatingScore, Tone> = { good: 'accent', so_so: 'neutral', bad: 'attention' };

/** How the shopper last rated the help; nothing where they did not. */
export function RatingPart({ conversation: { rating } }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  if (!rating) return null;
  return (
    <ContextPart title={t('rating.title')}>
      <p className={classes.reason}>
        <StatusBadge tone={tones[rating.score]}>{t(`rating.${rating.score}`)}</StatusBadge>
        <span className={classes.quiet}>
          {t(`rating.of.${rating.answeredBy}`)} · <RelativeTime at={rating.ratedAt} />
        </span>
      </p>
      {rating.comment && <Text size="sm">«{rating.comment}»</Text>}
    </ContextPart>
  );
}

/** For a list, where nothing beside it says what is rated. */
export function RatingBadge({ score }: { score: RatingScore }) {
  const { t } = useTranslation('conversations');
  return <StatusBadge tone={tones[score]}>{t(`rating.said.${score}`)}</StatusBadge>;
}
