import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconMessage, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReturnDecision, ReturnRequest } from '#contract/return-request';
import { useWorkspace } from '../../app/workspace.tsx';
import { Instant, Money } from '../../ui/figures.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Facts } from '../../ui/small-parts.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useDecideReturn, useReturn } from './return-requests.ts';
import classes from './returns.module.css';

export function OneReturn({ returnId }: { returnId: string }) {
  return (
    <Loaded query={useReturn(returnId)} namespace="returns">
      {(item) => <Shown item={item} />}
    </Loaded>
  );
}

function Shown({ item }: { item: ReturnRequest }) {
  const { t } = useTranslation('returns');
  const workspace = useWorkspace();
  return (
    <Stack component="article" gap="md" className={classes.detail}>
      <header>
        <Title order={2}>{t('what', { kind: t(`kinds.${item.kind}`), thing: item.lineTitle ?? t('wholeOrder') })}</Title>
        <StatusBadge tone={item.state === 'requested' ? 'attention' : 'neutral'}>{t(`states.${item.state}`)}</StatusBadge>
      </header>
      <blockquote className={classes.reason}>{item.reason}</blockquote>
      <Facts
        facts={[
          { label: t('facts.person'), value: item.contactName ?? t('nameless') },
          { label: t('facts.order'), value: item.orderNumber },
          { label: t('facts.placed'), value: <Instant at={item.placedAt} show="day" /> },
          { label: t('facts.total'), value: <Money minor={item.orderTotalMinor} currency={item.currency} /> },
          { label: t('facts.asked'), value: <Instant at={item.createdAt} /> },
          ...(item.decidedBy ? [{ label: t('facts.decided'), value: item.decidedBy }] : []),
        ]}
      />
      <Group gap="xs">
        {item.conversationId && (
          <Button variant="default" component={PageLink} to={workspace.href(`conversations/${item.conversationId}`)} leftSection={<IconMessage size={18} aria-hidden />}>
            {t('conversation')}
          </Button>
        )}
        {item.contactId && (
          <Button variant="default" component={PageLink} to={workspace.href(`contacts/${item.contactId}`)} leftSection={<IconUser size={18} aria-hidden />}>
            {t('contact')}
          </Button>
        )}
      </Group>
      {workspace.can('agent') && <Decision item={item} />}
      <Text size="sm" c="dimmed">
        {t('note')}
      </Text>
    </Stack>
  );
}

const nextStates: Record<ReturnRequest['state'], readonly ReturnDecision['state'][]> = { requested: ['approved', 'declined'], approved: ['done', 'declined'], declined: [], done: [] };

/** What can be decided next. The shopper hears of it from a person, in the conversation. */
function Decision({ item }: { item: ReturnRequest }) {
  const { t } = useTranslation('returns');
  const act = useAct('returns');
  const decide = useDecideReturn(item.id);
  const choices = nextStates[item.state];
  if (choices.length === 0) return null;
  return (
    <Group gap="xs">
      {choices.map((state, index) => (
        <Button
          key={state}
          variant={index === 0 ? 'filled' : 'default'}
          loading={decide.isPending && decide.variables.state === state}
          onClick={() => void act(() => decide.mutateAsync({ state }), t(`decided.${state}`))}
        >
          {t(`decide.${state}`)}
        </Button>
      ))}
    </Group>
  );
}
