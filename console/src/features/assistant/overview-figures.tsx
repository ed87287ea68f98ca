import { Anchor, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AssistantOverview } from '#contract/assistant';
import { useWorkspace } from '../../app/workspace.tsx';
import { BigNumber, Rate } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Satisfaction } from '../../ui/satisfaction.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useOverview } from './assistant-requests.ts';
import classes from './assistant.module.css';
import { useAssistantWords } from './use-assistant-words.ts';

/** What two weeks came to: how much, how often people took over, and what a conversation cost. */
export function OverviewFigures() {
  const { t } = useTranslation('assistant');
  const workspace = useWorkspace();
  return (
    <Loaded query={useOverview()} namespace="assistant" rows={1}>
      {(overview) => (
        <>
          <Figures overview={overview} />
          <Group gap="lg" mb="md">
            <Anchor component={PageLink} to={workspace.href('answers')}>
              {t('figures.toAnswers')}
            </Anchor>
            <Anchor component={PageLink} to={workspace.href('settings/ratings')}>
              {t('figures.toRatings')}
            </Anchor>
            <Anchor component={PageLink} to={workspace.href('knowledge')} search={{ tab: 'questions' }}>
              {t('figures.toQuestions')}
            </Anchor>
          </Group>
        </>
      )}
    </Loaded>
  );
}

function Figures({ overview }: { overview: AssistantOverview }) {
  const { t } = useTranslation('assistant');
  const formats = useFormats();
  const words = useAssistantWords();
  const { conversations, messages, turns, messageMicros, messageCurrency, sales, settledAlone, ratings } = overview;
  if (conversations === 0) return null;
  const perConversation = (value: number, digits: number) => formats.number(value / conversations, { maximumFractionDigits: digits });
  const sent = messageMicros === null || messageCurrency === null ? t('figures.messageCostUnknown') : t('figures.messageCost', { cost: formats.money(Math.round(messageMicros / 10_000), messageCurrency) });
  return (
    <div className={classes.figures}>
      <BigNumber label={t('figures.conversations', { days: overview.days })} change={t('figures.answers', { count: turns.answered, number: formats.number(turns.answered) })}>
        {formats.number(conversations)}
      </BigNumber>
      <BigNumber label={t('figures.handedOver')} change={overview.reasons[0] && t('figures.mostly', { reason: words.reason(overview.reasons[0].reason).toLocaleLowerCase() })}>
        <Rate part={overview.handedOver} whole={conversations} of={t('figures.ofConversations')} />
      </BigNumber>
      {sales.answered > 0 && (
        <>
          <BigNumber label={t('figures.settledAlone')}>
            <Rate part={settledAlone} whole={sales.answered} of={t('figures.answeredOnes')} />
          </BigNumber>
          <BigNumber label={t('figures.bought')} change={t('figures.boughtHow')}>
            <Rate part={sales.bought} whole={sales.answered} of={t('figures.answeredOnes')} />
          </BigNumber>
          <BigNumber label={t('figures.revenue')} change={sales.pricedOrders > 0 && t('figures.averageOrder', { money: formats.money(Math.round(sales.revenueMinor / sales.pricedOrders), sales.currency) })}>
            {formats.money(Math.round(sales.revenueMinor / sales.answered), sales.currency)}
          </BigNumber>
        </>
      )}
      <Satisfaction label={t('figures.satisfaction')} tally={ratings.assistant} />
      <Satisfaction label={t('figures.satisfactionPeople')} tally={ratings.person} />
      <BigNumber label={t('figures.messages')} change={sent}>
        {perConversation(messages, 1)}
      </BigNumber>
      <BigNumber label={t('figures.cost')} change={t('figures.costAll', { cost: words.dollars(overview.modelMicros) })}>
        {words.dollars(Math.round(overview.modelMicros / conversations))}
      </BigNumber>
      {overview.medianThinkMs !== null && (
        <BigNumber label={t('figures.time')} change={turns.fellBack > 0 && t('figures.fellBack', { count: turns.fellBack, number: formats.number(turns.fellBack) })}>
          {words.seconds(overview.medianThinkMs)}
        </BigNumber>
      )}
    </div>
  );
}
