import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowRight, IconEye, IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { useErrorText } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useSummary } from './assist-requests.ts';
import { useHandoff } from './context-requests.ts';
import classes from './context-panel.module.css';
import { ContextPart } from './context-part.tsx';
import { useNames } from './use-names.ts';
import { Waited } from './waited.tsx';

/** What they want: why it came to a person, what to do next, and a summary when one is asked for. */
export function WantsPart({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const names = useNames();
  const { handoffReason, waitingSince, handler } = conversation;
  const handoff = useHandoff(conversation.id, handler === 'person' || handoffReason !== null).data;
  const hasReason = handoffReason !== null || handoff;
  return (
    <ContextPart title={t('context.wants')}>
      {hasReason && (
        <p className={classes.reason}>
          <StatusBadge tone={waitingSince ? 'attention' : 'neutral'}>{names.handoff(handoffReason ?? handoff?.trigger ?? null)}</StatusBadge> {waitingSince && <Waited since={waitingSince} />}
        </p>
      )}
      {handoff?.summary && <Text size="sm">{handoff.summary}</Text>}
      {handoff?.package?.viewed && (
        <Text size="sm" className={classes.inline}>
          <IconEye size={16} aria-hidden /> {t('context.viewed', { title: handoff.package.viewed.title })}
        </Text>
      )}
      {handoff?.package?.nextStep && (
        <Text size="sm" fw={600} className={classes.inline}>
          <IconArrowRight size={16} aria-hidden /> {handoff.package.nextStep}
        </Text>
      )}
      <Summary conversationId={conversation.id} />
    </ContextPart>
  );
}

function Summary({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('conversations');
  const say = useErrorText('conversations');
  const [isWanted, wish] = useDisclosure(false);
  const query = useSummary(conversationId, isWanted);
  if (!isWanted) {
    return (
      <Button mt={4} size="compact-sm" variant="subtle" leftSection={<IconSparkles size={16} aria-hidden />} onClick={wish.open}>
        {t('summary.ask')}
      </Button>
    );
  }
  return (
    <div className={classes.summary} role="status" aria-busy={query.isPending}>
      {query.isPending && <Text size="sm" c="dimmed">{t('summary.reading')}</Text>}
      {query.isError && <Text size="sm">{say(query.error)}</Text>}
      {query.data === null && <Text size="sm" c="dimmed">{t('summary.absent')}</Text>}
      {query.data?.text.split('\n').map((line, place) => (
        <Text key={place} size="sm">
          {line}
        </Text>
      ))}
    </div>
  );
}
