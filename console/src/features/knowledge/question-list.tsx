import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconMoodCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { questionStates } from '#contract/knowledge-question';
import type { QuestionGroup, QuestionState, QuestionSuggestion } from '#contract/knowledge-question';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState, useErrorText } from '../../ui/states.tsx';
import { notifyFailed, notifyUndoable } from '../../ui/undoable.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { loadQuestions, useKnowledgeChanges } from './knowledge-requests.ts';
import classes from './knowledge.module.css';
import { useCreatePage } from './use-create-page.ts';

/** What shoppers asked and no page answered, with what would help. */
export function QuestionList() {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const { one, set } = useUrlState();
  const state = questionStates.find((known) => known === one('asked')) ?? 'open';
  return (
    <Stack gap="md">
      <SegmentedControl className="mch-start" aria-label={t('questions.show')} data={questionStates.map((value) => ({ value, label: t(`questions.state.${value}`) }))} value={state} onChange={(value) => set({ asked: value === 'open' ? null : value })} />
      <CursorList
        label={t('tab.questions')}
        namespace="knowledge"
        queryKey={workspace.key('question', 'list', state)}
        load={(cursor, signal) => loadQuestions(workspace, state, cursor, signal)}
        getId={(group) => group.id}
        empty={
          <EmptyState icon={IconMoodCheck} title={t(`questions.empty.${state}`)}>
            {t('questions.emptyWords')}
          </EmptyState>
        }
      >
        {(group) => <GroupRow group={group} />}
      </CursorList>
    </Stack>
  );
}

function GroupRow({ group }: { group: QuestionGroup }) {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  return (
    <article className={classes.group}>
      <Text component="h2" fw={550} className={classes.groupTitle}>
        {group.label}
      </Text>
      <Text size="sm" c="dimmed">
        {t('questions.count', { count: group.count })} · {t('questions.last')} <RelativeTime at={group.lastAskedAt} />
      </Text>
      <ul className={classes.examples} aria-label={t('questions.examples')}>
        {group.examples.map(({ question, askedAt, conversationId }, index) => (
          <li key={`${askedAt}-${index}`}>{conversationId ? <PageLink to={workspace.href(`conversations/${conversationId}`)}>{question}</PageLink> : question}</li>
        ))}
      </ul>
      {group.answeredBy ? (
        <Text size="sm">
          {t('questions.answeredBy')} <PageLink to={workspace.href(`knowledge/${group.answeredBy.id}`)}>{group.answeredBy.title}</PageLink>
        </Text>
      ) : (
        <Suggestion suggestion={group.suggestion} />
      )}
      {workspace.can('agent') && <GroupActions group={group} />}
    </article>
  );
}

function Suggestion({ suggestion }: { suggestion: QuestionSuggestion }) {
  const { t } = useTranslation('knowledge');
  if (suggestion.kind === 'mend_product') {
    return (
      <Text size="sm">
        {t('questions.mendProduct')} {suggestion.url ? <a href={suggestion.url} target="_blank" rel="noreferrer noopener">{suggestion.title}</a> : suggestion.title}
      </Text>
    );
  }
  if (suggestion.mendPage) return <Text size="sm">{t('questions.mendPage', { title: suggestion.mendPage.title })}</Text>;
  return <Text size="sm">{t('questions.writePage', { kind: t(`kind.${suggestion.pageKind}`), title: suggestion.title })}</Text>;
}

function GroupActions({ group }: { group: QuestionGroup }) {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const say = useErrorText('knowledge');
  const { settle } = useKnowledgeChanges();
  const { create, isBusy } = useCreatePage();
  const { suggestion } = group;
  const setState = async (state: QuestionState, undoTo: QuestionState | null) => {
    try {
      await settle(group.id, state);
      if (undoTo !== null) notifyUndoable({ done: t(`questions.done.${state}`), undo: () => setState(undoTo, null) });
    } catch (error) {
      notifyFailed(say(error));
    } finally {
      await queries.invalidateQueries({ queryKey: workspace.key('question') });
    }
  };
  if (group.state !== 'open') {
    return (
      <Group gap="xs">
        <Button variant="default" aria-label={t('questions.reopenOne', { question: group.label })} onClick={() => void setState('open', group.state)}>
          {t('questions.reopen')}
        </Button>
      </Group>
    );
  }
  return (
    <Group gap="xs">
      {suggestion.kind === 'write_page' && suggestion.mendPage && (
        <Button component={PageLink} to={workspace.href(`knowledge/${suggestion.mendPage.id}`)} variant="default">
          {t('questions.openPage')}
        </Button>
      )}
      {suggestion.kind === 'write_page' && (
        <Button
          loading={isBusy}
          variant={suggestion.mendPage ? 'subtle' : 'filled'}
          aria-label={t('questions.writeOne', { question: group.label })}
          onClick={() => void create({ kind: suggestion.pageKind, title: suggestion.title, language: suggestion.language, body: suggestion.body, structure: null, url: null, questionGroupId: group.id })}
        >
          {t('questions.write')}
        </Button>
      )}
      <Button variant="subtle" color="gray" aria-label={t('questions.dismissOne', { question: group.label })} onClick={() => void setState('dismissed', 'open')}>
        {t('questions.dismiss')}
      </Button>
    </Group>
  );
}
