import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AskReply, Passage } from '#contract/knowledge';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { useAnswer } from './knowledge-requests.ts';
import classes from './knowledge.module.css';

/** Asks what a shopper might ask and shows what would be used for the answer, or that there is none. Nothing is counted. */
export function TryBox() {
  const { t } = useTranslation('knowledge');
  const { one, set } = useUrlState();
  const asked = one('ask');
  const [question, setQuestion] = useState(asked);
  return (
    <Stack gap="md" className={classes.narrow}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          set({ ask: question.trim() || null });
        }}
      >
        <Group align="end" gap="xs" wrap="nowrap">
          <TextInput className={classes.grow} label={t('try.label')} description={t('try.help')} maxLength={500} value={question} onChange={(event) => setQuestion(event.currentTarget.value)} />
          <Button type="submit">{t('try.button')}</Button>
        </Group>
      </form>
      <div role="status">{asked !== '' && <Answer question={asked} />}</div>
    </Stack>
  );
}

function Answer({ question }: { question: string }) {
  return (
    <Loaded query={useAnswer(question)} namespace="knowledge">
      {(reply) => <Shown reply={reply} />}
    </Loaded>
  );
}

function Shown({ reply }: { reply: AskReply }) {
  const { t } = useTranslation('knowledge');
  const { number } = useFormats();
  const [best, ...others] = reply.passages;
  return (
    <Stack gap="md">
      <Text fw={550}>{t(reply.answers ? 'try.answers' : best ? 'try.noAnswer' : 'try.nothing')}</Text>
      <Text size="sm" c="dimmed">
        {t(reply.answers ? 'try.answersWords' : 'try.noAnswerWords', { threshold: number(reply.threshold) })}
      </Text>
      {best && <ShownPassage passage={best} isUsed={reply.answers} />}
      {others.length > 0 && <Text size="sm" fw={550}>{t('try.others')}</Text>}
      {others.map((passage) => (
        <ShownPassage key={passage.passageId} passage={passage} isUsed={false} />
      ))}
    </Stack>
  );
}

function ShownPassage({ passage, isUsed }: { passage: Passage; isUsed: boolean }) {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const { number } = useFormats();
  const pageId = passage.passageId.split(':')[0] ?? '';
  return (
    <article className={classes.passage} data-used={isUsed || undefined}>
      <Group justify="space-between" gap="xs">
        <PageLink to={workspace.href(`knowledge/${pageId}`)}>{passage.source}</PageLink>
        <StatusBadge tone={isUsed ? 'accent' : 'neutral'}>{t('try.score', { score: number(passage.score, { maximumFractionDigits: 2, minimumFractionDigits: 2 }) })}</StatusBadge>
      </Group>
      <p className={classes.passageText}>{passage.text}</p>
    </article>
  );
}
