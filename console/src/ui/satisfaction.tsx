import { useTranslation } from 'react-i18next';
import { fewestRatings } from '#contract/rating';
import type { RatingTallies, RatingTally } from '#contract/rating';
import { BigNumber, Rate } from './figures.tsx';
import { useFormats } from './formats.tsx';

/** How many of those who answered found the help good, and how many answered. With too few answers it says so and gives no share. */
export function Satisfaction({ label, tally: { asked, rated, good } }: { label: string; tally: RatingTally }) {
  const { t } = useTranslation('ui');
  const formats = useFormats();
  const counts = { rated: formats.number(rated), asked: formats.number(asked) };
  if (asked === 0) return <BigNumber label={label} change={t('satisfaction.nobodyAsked')}>–</BigNumber>;
  if (rated < fewestRatings) return <BigNumber label={label} change={t('satisfaction.tooFew', { ...counts, fewest: formats.number(fewestRatings) })}>–</BigNumber>;
  return (
    <BigNumber label={label} change={t('satisfaction.answered', counts)}>
      <Rate part={good} whole={rated} of={t('satisfaction.ofAnswers')} />
    </BigNumber>
  );
}

/** Whoever had helped. */
export function joinTallies({ person, assistant }: RatingTallies): RatingTally {
  const both = (name: keyof RatingTally) => person[name] + assistant[name];
  return { asked: both('asked'), rated: both('rated'), good: both('good'), soSo: both('soSo'), bad: both('bad') };
}
