import { Button, Text } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EngineKind, turnStates } from '#contract/assistant';
import type { AssistantTurn } from '#contract/assistant';
import { handoffTriggers } from '#contract/handoff';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { loadTurns } from './assistant-requests.ts';
import classes from './assistant.module.css';
import { OverviewFigures } from './overview-figures.tsx';
import { useAssistantWords } from './use-assistant-words.ts';

const dropReasons = ['person_took_over', 'taken_back', 'thread_not_owned', 'person_erased', 'merged'] as const;

/** Everything it did, newest first, under what it came to. */
export function TurnList() {
  const { t } = useTranslation('assistant');
  const words = useAssistantWords();
  const workspace = useWorkspace();
  const { one, set } = useUrlState();
  const filters = { conversationId: one('conversationId'), state: one('state'), engine: one('engine'), reason: one('reason'), isTroubled: one('isTroubled') };
  const isFiltered = Object.values(filters).some((value) => value !== '');
  return (
    <>
      <OverviewFigures />
      <FilterBar
        filters={[
          { name: 'state', label: t('filter.state'), options: turnStates.map((value) => ({ value, label: t(`state.${value}`) })) },
          { name: 'engine', label: t('filter.engine'), options: EngineKind.options.map((value) => ({ value, label: t(`engine.${value}`) })) },
          { name: 'reason', label: t('filter.reason'), options: [...handoffTriggers, ...dropReasons].map((value) => ({ value, label: words.reason(value) })) },
          { name: 'isTroubled', label: t('filter.troubled'), options: [{ value: 'true', label: t('filter.troubledOnly') }] },
          ...(filters.conversationId === '' ? [] : [{ name: 'conversationId', label: t('filter.conversation'), options: [{ value: filters.conversationId, label: t('filter.thisOne') }] }]),
        ]}
      />
      <CursorList
        label={t('tab.done')}
        namespace="assistant"
        queryKey={workspace.key('assistant', 'turns', filters)}
        load={(cursor, signal) => loadTurns(workspace, filters, cursor, signal)}
        getId={(turn) => turn.id}
        empty={
          isFiltered ? (
            <EmptyState title={t('noMatch.title')}>{t('noMatch.words')}</EmptyState>
          ) : (
            <EmptyState icon={IconSparkles} title={t('empty.title')} action={<Button onClick={() => set({ tab: 'try' })}>{t('empty.try')}</Button>}>
              {t('empty.words')}
            </EmptyState>
          )
        }
      >
        {(turn) => <TurnRow turn={turn} />}
      </CursorList>
    </>
  );
}

const tones: Record<AssistantTurn['state'], Tone> = { waiting: 'neutral', thinking: 'neutral', answered: 'accent', handed_over: 'attention', dropped: 'neutral' };

function TurnRow({ turn }: { turn: AssistantTurn }) {
  const { t } = useTranslation('assistant');
  const words = useAssistantWords();
  const workspace = useWorkspace();
  return (
    <PageLink to={workspace.href(`assistant/${turn.id}`)} className={classes.row}>
      <span>
        <span className={classes.rowWords}>
          <Text component="span" fw={550} className={classes.oneLine}>
            {turn.question || t('turn.noWords')}
          </Text>
          <Text component="span" size="sm" c="dimmed" className={classes.oneLine}>
            {turn.answer}
          </Text>
          <Text component="span" size="xs" c="dimmed">
            {[turn.contactName ?? t('turn.nobody'), words.engineLine(turn)].filter(Boolean).join(' · ')} · <RelativeTime at={turn.startedAt} />
          </Text>
        </span>
        <TurnBadges turn={turn} />
      </span>
    </PageLink>
  );
}

/** How a turn ended, and why. */
export function TurnBadges({ turn }: { turn: AssistantTurn }) {
  const { t } = useTranslation('assistant');
  const words = useAssistantWords();
  return (
    <span className={classes.badges}>
      <StatusBadge tone={tones[turn.state]}>{turn.reason ? `${t(`state.${turn.state}`)}: ${words.reason(turn.reason).toLocaleLowerCase()}` : t(`state.${turn.state}`)}</StatusBadge>
    </span>
  );
}
