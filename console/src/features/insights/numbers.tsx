import { SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Home } from '#contract/insights';
import { BigNumber, Instant, Money, Rate } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { joinTallies, Satisfaction } from '../../ui/satisfaction.tsx';
import { IncrementWords } from './headline.tsx';
import classes from './home.module.css';

/** The figures behind the sentence, each with what it is a share of. */
export function Numbers({ home }: { home: Home }) {
  const { t } = useTranslation('insights');
  const formats = useFormats();
  const { messages, orderValue, recovered } = home;
  const contacted = t('numbers.ofContacted');
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="lg" verticalSpacing="lg">
        <BigNumber label={t('numbers.recovered')} change={<Change now={recovered.revenueMinor} before={recovered.previousRevenueMinor} />} earned>
          <Money minor={recovered.revenueMinor} currency={home.currency} whole />
          {recovered.otherCurrencies.map(({ currency, revenueMinor }) => (
            <Text key={currency} size="sm">
              <Money minor={revenueMinor} currency={currency} />
            </Text>
          ))}
        </BigNumber>
        <BigNumber label={t('numbers.recoveryRate')} change={<Rate part={home.recoveryOfAbandoned.part} whole={home.recoveryOfAbandoned.whole} of={t('numbers.ofAbandoned')} />}>
          <Rate part={home.recoveryOfContacted.part} whole={home.recoveryOfContacted.whole} of={contacted} />
        </BigNumber>
        <BigNumber label={t('numbers.costPerCart')} change={home.costs.length > 0 && `${t('numbers.costAll')} ${formats.list(home.costs.map((cost) => writeMicros(formats, cost)))}`}>
          {home.costPerRecoveredCart.length > 0 ? formats.list(home.costPerRecoveredCart.map((cost) => writeMicros(formats, cost))) : '–'}
        </BigNumber>
        <BigNumber label={t('numbers.orderValue')} change={orderValue.otherMinor !== null && `${t('numbers.orderValueOthers')} ${formats.money(orderValue.otherMinor, home.currency, { whole: true })}`}>
          {orderValue.recoveredMinor === null ? '–' : <Money minor={orderValue.recoveredMinor} currency={home.currency} whole />}
        </BigNumber>
        <BigNumber label={t('numbers.delivered')} change={<Rate part={messages.read} whole={messages.delivered} of={t('numbers.ofDeliveredRead')} />}>
          <Rate part={messages.delivered} whole={messages.sent} of={t('numbers.ofSent')} />
        </BigNumber>
        <BigNumber label={t('numbers.replied')} change={<Rate part={messages.boughtAfterReply} whole={messages.replied} of={t('numbers.ofRepliedBought')} />}>
          <Rate part={messages.replied} whole={messages.sent} of={t('numbers.ofSent')} />
        </BigNumber>
        <BigNumber label={t('numbers.clicked')}>
          <Rate part={messages.clicked} whole={messages.sent} of={t('numbers.ofSent')} />
        </BigNumber>
        <BigNumber label={t('numbers.firstResponse')} change={home.firstResponse && t('numbers.answered', { number: formats.number(home.firstResponse.answered), count: home.firstResponse.answered })}>
          {home.firstResponse ? formats.duration(home.firstResponse.medianMs) : '–'}
        </BigNumber>
        <Satisfaction label={t('numbers.satisfaction')} tally={joinTallies(home.ratings)} />
        <BigNumber label={t('numbers.optOuts')}>
          {home.optOuts.length === 0
            ? formats.number(0)
            : home.optOuts.map(({ channel, people, contacted: whole }) => (
                <div key={channel} className={classes.channel}>
                  <Rate part={people} whole={whole} of={`${contacted} (${channel})`} />
                </div>
              ))}
        </BigNumber>
      </SimpleGrid>
      <div className={classes.proof}>
        <Text size="xs" c="dimmed">
          {home.incrementSoFar.since ? (
            <>
              {t('numbers.soFar')} <Instant at={home.incrementSoFar.since} show="day" />
            </>
          ) : (
            t('numbers.soFarNever')
          )}
        </Text>
        <Text>
          <IncrementWords increment={home.incrementSoFar} currency={home.currency} />
        </Text>
        {home.incrementSoFar.status === 'ready' && (
          <Text size="xs" c="dimmed">
            {t('numbers.compared', { treated: formats.number(home.incrementSoFar.treatedPeople), heldOut: formats.number(home.incrementSoFar.heldOutPeople) })}
          </Text>
        )}
      </div>
    </>
  );
}

function Change({ now, before }: { now: number; before: number }) {
  const { t } = useTranslation('insights');
  const formats = useFormats();
  if (before === 0) return <>{t('numbers.noBefore')}</>;
  const change = now / before - 1;
  if (Math.abs(change) < 0.005) return <>{t('numbers.same')}</>;
  return <>{t(change > 0 ? 'numbers.up' : 'numbers.down', { share: formats.share(Math.abs(change)) })}</>;
}

/** Messages cost fractions of a cent: up to four places below one unit. */
function writeMicros(formats: ReturnType<typeof useFormats>, { micros, currency }: { micros: number; currency: string }): string {
  const value = micros / 1_000_000;
  return formats.number(value, { style: 'currency', currency, currencyDisplay: currency === formats.currency ? 'narrowSymbol' : 'code', minimumFractionDigits: 2, maximumFractionDigits: value < 1 ? 4 : 2 });
}
