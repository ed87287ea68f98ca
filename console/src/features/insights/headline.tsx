import { Trans, useTranslation } from 'react-i18next';
import type { Home, IncrementView } from '#contract/insights';
import { useFormats } from '../../ui/formats.tsx';
import classes from './home.module.css';

/** The one sentence on top: what came back, and what of it would not have come without the messages. */
export function Headline({ home }: { home: Home }) {
  const { t } = useTranslation('insights');
  const formats = useFormats();
  const { carts, revenueMinor } = home.recovered;
  const money = formats.money(revenueMinor, home.currency, { whole: true });
  return (
    <p className={classes.headline}>
      {carts === 0 ? (
        t('headline.nothing', { period: t(`headline.period.${home.days}`) })
      ) : (
        <Trans
          t={t}
          i18nKey="headline.cameBack"
          count={carts}
          values={{ period: t(`headline.period.${home.days}`), carts: formats.number(carts), money }}
          components={{ earned: <span className={classes.earned} /> }}
        />
      )}{' '}
      <span className={classes.increment}>
        <IncrementWords increment={home.increment} currency={home.currency} />
      </span>
    </p>
  );
}

/** What messages brought beyond the comparison group, or why that cannot be said. */
export function IncrementWords({ increment, currency }: { increment: IncrementView; currency: string }) {
  const { t } = useTranslation('insights');
  const formats = useFormats();
  const { revenueMinor, status } = increment;
  if (status !== 'ready' || !revenueMinor) return <>{t(`increment.${status === 'ready' ? 'not_enough' : status}`, { people: formats.number(increment.heldOutPeople) })}</>;
  const write = (minor: number) => formats.money(minor, currency, { whole: true });
  const values = { money: write(revenueMinor.value), low: write(revenueMinor.low), high: write(revenueMinor.high) };
  const found = revenueMinor.low > 0 ? 'increment.brought' : revenueMinor.high < 0 ? 'increment.cost' : 'increment.unclear';
  return <>{t(found, values)}</>;
}
