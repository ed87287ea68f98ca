import { SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FlowResults as Results } from '#contract/flow-management';
import { BigNumber, Money, Rate } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Section } from '../../ui/page.tsx';
import { toneOfOutcome, useOutcomeText, useReasonText } from '../../ui/reasons.ts';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { useResults } from './flow-requests.ts';
import { armName } from './flow-sentence.tsx';
import classes from './flows.module.css';

const periods = ['7', '30', '90'] as const;

/** What the flow brought: the figures, each arm beside the people who got nothing on purpose, and how cases ended. */
export function FlowResults({ flowId }: { flowId: string }) {
  const { t } = useTranslation('flows');
  const { one, set } = useUrlState();
  const days = periods.find((known) => known === one('days')) ?? '30';
  return (
    <div className={classes.stack}>
      <SegmentedControl aria-label={t('results.period')} value={days} onChange={(value) => set({ days: value })} data={periods.map((value) => ({ value, label: t('results.days', { count: Number(value) }) }))} className={classes.segments} />
      <Loaded query={useResults(flowId, Number(days))} namespace="flows">
        {(results) => <ResultsOf results={results} />}
      </Loaded>
    </div>
  );
}

function ResultsOf({ results }: { results: Results }) {
  const { t } = useTranslation('flows');
  const formats = useFormats();
  const outcomeText = useOutcomeText();
  const reasonText = useReasonText();
  const { figures, heldOut } = results;
  const contacted = t('results.ofContacted');
  return (
    <>
      <div className={classes.figures}>
        <BigNumber label={t('results.revenue')} earned>
          <Money minor={figures.revenueMinor} currency={results.currency} whole />
        </BigNumber>
        <BigNumber label={t('results.recovered')}>
          <Rate part={figures.recovered} whole={figures.contacted} of={contacted} />
        </BigNumber>
        <BigNumber label={t('results.replied')}>
          <Rate part={figures.replied} whole={figures.contacted} of={contacted} />
        </BigNumber>
        <BigNumber label={t('results.clicked')}>
          <Rate part={figures.clicked} whole={figures.contacted} of={contacted} />
        </BigNumber>
        <BigNumber label={t('results.optOuts')}>
          <Rate part={figures.optOuts} whole={figures.contacted} of={contacted} />
        </BigNumber>
        <BigNumber label={t('results.messages')} change={results.cost.map((cost) => formats.money(Math.round(cost.micros / 10_000), cost.currency)).join(' + ') || undefined}>
          {formats.number(results.messages)}
        </BigNumber>
      </div>
      <Section title={t('results.compare')} note={t('results.compareNote')}>
        <ul className={classes.rows}>
          {results.arms.map((arm) => (
            <GroupRow key={arm.arm ?? ''} name={arm.arm === null ? t('results.contactedGroup') : armName(t, arm.arm)} group={arm} />
          ))}
          <GroupRow name={t('results.heldOut')} group={heldOut} />
        </ul>
      </Section>
      <Section title={t('results.outcomes')} note={results.open > 0 ? t('results.open', { count: results.open }) : undefined}>
        {results.outcomes.length === 0 ? (
          <Text c="dimmed">{t('results.nothing')}</Text>
        ) : (
          <ul className={classes.rows}>
            {results.outcomes.map(({ outcome, reason, carts }) => (
              <li key={`${outcome} ${reason}`} className={classes.outcome}>
                <StatusBadge tone={toneOfOutcome(outcome)}>{outcomeText(outcome)}</StatusBadge>
                <span className={classes.grow}>{reason && reasonText(reason)}</span>
                <span>{t('carts', { count: carts })}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function GroupRow({ name, group }: { name: string; group: Results['heldOut'] }) {
  const { t } = useTranslation('flows');
  const formats = useFormats();
  return (
    <li className={classes.outcome}>
      <span className={classes.grow}>{name}</span>
      {group.share === null || group.low === null || group.high === null ? (
        <Text span c="dimmed">
          {t('results.nobody')}
        </Text>
      ) : (
        <span className={classes.share}>
          {t('results.bought', { share: formats.share(group.share), bought: formats.number(group.bought), people: formats.number(group.people) })}
          <Text span size="xs" c="dimmed">
            {t('results.interval', { low: formats.share(group.low), high: formats.share(group.high) })}
          </Text>
        </span>
      )}
    </li>
  );
}
