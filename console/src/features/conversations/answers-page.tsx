import { Anchor, SegmentedControl, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InboxFigures, Spread } from '#contract/inbox-figures';
import type { RatingTallies } from '#contract/rating';
import { useWorkspace } from '../../app/workspace.tsx';
import { BigNumber } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Satisfaction } from '../../ui/satisfaction.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import classes from './answers.module.css';
import { Bars } from './bars.tsx';
import { useInboxFigures } from './inbox-requests.ts';
import { useDurations } from './use-durations.ts';
import { useNames } from './use-names.ts';

const periods = [1, 7, 30, 90];

/** How the team answers: who waits, how quickly people were answered, how often a person was needed and why. */
export default function AnswersPage() {
  const { t } = useTranslation('conversations');
  const { one, set } = useUrlState();
  const days = periods.find((known) => String(known) === one('days')) ?? 7;
  return (
    <Page
      title={t('answers.title')}
      purpose={t('answers.purpose')}
      actions={<SegmentedControl aria-label={t('answers.period')} value={String(days)} onChange={(value) => set({ days: value })} data={periods.map((value) => ({ value: String(value), label: t('answers.days', { count: value }) }))} />}
    >
      <Loaded query={useInboxFigures(days)} namespace="conversations">
        {(figures) => <Figures figures={figures} />}
      </Loaded>
    </Page>
  );
}

function Figures({ figures }: { figures: InboxFigures }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const names = useNames();
  const { now, firstResponse, resolution, handoffs, perDay } = figures;
  const time = useDurations();
  const spread = ({ p90Ms, count }: Spread) => (count > 0 ? t('answers.spread', { p90: time(p90Ms), count, number: formats.number(count) }) : t('answers.nothingMeasured'));
  return (
    <>
      <div className={classes.numbers}>
        <BigNumber label={t('answers.waiting')} change={now.waitingAfterPrompts > 0 ? t('answers.afterPrompts', { count: now.waitingAfterPrompts, number: formats.number(now.waitingAfterPrompts) }) : undefined}>
          {formats.number(now.waiting)}
        </BigNumber>
        <BigNumber label={t('answers.longest')}>{time(now.longestMs)}</BigNumber>
        <BigNumber label={t('answers.firstResponse')} change={spread(firstResponse)}>
          {time(firstResponse.medianMs)}
        </BigNumber>
        <BigNumber label={t('answers.resolution')} change={spread(resolution)}>
          {time(resolution.medianMs)}
        </BigNumber>
        <BigNumber label={t('answers.handoffs')} change={t('answers.ofConversations', { part: formats.number(handoffs.part), whole: formats.number(handoffs.whole) })}>
          {handoffs.whole > 0 ? formats.share(handoffs.part / handoffs.whole) : '–'}
        </BigNumber>
      </div>
      <Ratings ratings={figures.ratings} />
      {handoffs.part === 0 ? (
        <EmptyState title={t('answers.empty')}>{t('answers.emptyWords')}</EmptyState>
      ) : (
        <>
          <Section title={t(perDay.length > 32 ? 'answers.perWeek' : 'answers.perDay')}>
            <Bars
              label={t('answers.perDay')}
              bars={joinDays(perDay).map(({ day, handedOver, answered, closed }) => ({
                name: formats.instant(`${day}T12:00:00Z`, { show: 'day', timeZone: 'UTC' }),
                value: handedOver,
                words: t('answers.dayWords', { handedOver: formats.number(handedOver), answered: formats.number(answered), closed: formats.number(closed) }),
              }))}
            />
          </Section>
          <Section title={t('answers.reasons')}>
            <Bars label={t('answers.reasons')} bars={handoffs.reasons.slice(0, 12).map(({ reason, count }) => ({ name: names.handoff(reason), value: count, words: formats.number(count) }))} />
          </Section>
          <Section title={t('answers.byMember')} note={t('answers.byMemberNote')}>
            <Spreads head={t('answers.member')} rows={firstResponse.byMember.map((row) => ({ name: row.name ?? t('answers.outside'), spread: row }))} />
          </Section>
          <Section title={t('answers.byHour')} note={t('answers.byHourNote')}>
            <Bars label={t('answers.byHour')} bars={firstResponse.byHour.map((row) => ({ name: `${String(row.hour).padStart(2, '0')}:00`, value: row.medianMs ?? 0, words: `${time(row.medianMs)} · ${spread(row)}` }))} />
          </Section>
        </>
      )}
      <Section title={t('answers.howCounted')}>
        <Text size="sm" className={classes.words}>
          {t('answers.definitions')}
        </Text>
      </Section>
    </>
  );
}

/** What shoppers said of people and of the assistant, and the way to those who were not content. */
function Ratings({ ratings: { person, assistant } }: { ratings: RatingTallies }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const bad = person.bad + assistant.bad;
  return (
    <Section title={t('answers.ratings')} note={t('answers.ratingsNote')}>
      <div className={classes.numbers}>
        <Satisfaction label={t('answers.ratedPeople')} tally={person} />
        <Satisfaction label={t('answers.ratedAssistant')} tally={assistant} />
      </div>
      <div className={classes.links}>
        {bad > 0 && (
          <Anchor component={PageLink} to={workspace.href('conversations')} search={{ view: 'all', rating: 'bad' }}>
            {t('answers.seeBad')}
          </Anchor>
        )}
        <Anchor component={PageLink} to={workspace.href('settings/ratings')}>
          {t('answers.whenAsked')}
        </Anchor>
      </div>
    </Section>
  );
}

/** Beyond a month, weeks: nobody reads ninety lines. Each is named by its first day. */
function joinDays(days: InboxFigures['perDay']): InboxFigures['perDay'] {
  if (days.length <= 32) return days;
  return [...Map.groupBy(days.entries(), ([place]) => Math.floor((place + 6 - ((days.length - 1) % 7)) / 7)).values()].map((entries) => entries.map(([, day]) => day)).map((week) => ({
    day: week[0]?.day ?? '',
    handedOver: week.reduce((sum, { handedOver }) => sum + handedOver, 0),
    answered: week.reduce((sum, { answered }) => sum + answered, 0),
    closed: week.reduce((sum, { closed }) => sum + closed, 0),
  }));
}

function Spreads({ head, rows }: { head: string; rows: { name: string; spread: Spread }[] }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const time = useDurations();
  return (
    <Table className={classes.table ?? ''}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{head}</Table.Th>
          <Table.Th>{t('answers.half')}</Table.Th>
          <Table.Th>{t('answers.nine')}</Table.Th>
          <Table.Th>{t('answers.answered')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ name, spread }) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td>{time(spread.medianMs)}</Table.Td>
            <Table.Td>{time(spread.p90Ms)}</Table.Td>
            <Table.Td>{formats.number(spread.count)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
