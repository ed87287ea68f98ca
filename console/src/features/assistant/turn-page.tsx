import { Button, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconMessages } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssistantTurnDetail } from '#contract/assistant';
import { useWorkspace } from '../../app/workspace.tsx';
import { Instant } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Facts } from '../../ui/small-parts.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useCosts, useTurn } from './assistant-requests.ts';
import classes from './assistant.module.css';
import { TurnBadges } from './turn-list.tsx';
import { TurnWork } from './turn-work.tsx';
import { useAssistantWords } from './use-assistant-words.ts';

/** One turn of the assistant: what was asked, what it answered, and everything in between. */
export function TurnPage({ turnId }: { turnId: string }) {
  return (
    <Loaded query={useTurn(turnId)} namespace="assistant">
      {(turn) => <OneTurn turn={turn} />}
    </Loaded>
  );
}

function OneTurn({ turn }: { turn: AssistantTurnDetail }) {
  const { t } = useTranslation('assistant');
  const words = useAssistantWords();
  const workspace = useWorkspace();
  return (
    <Page
      title={t('turn.title', { name: turn.contactName ?? t('turn.nobody') })}
      purpose={t('turn.purpose')}
      actions={
        <>
          <Button component={PageLink} to={workspace.href('assistant')} search={{ tab: 'done' }} variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />}>
            {t('turn.back')}
          </Button>
          <Button component={PageLink} to={workspace.href(`conversations/${turn.conversationId}`)} variant="default" leftSection={<IconMessages size={18} aria-hidden />}>
            {t('turn.conversation')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <Stack gap="md">
          <div>
            <TurnBadges turn={turn} />
            <Text size="sm" c="dimmed" component="div">
              <Instant at={turn.startedAt} /> · {words.engineLine(turn)}
            </Text>
          </div>
          <div className={classes.chat}>
            <Text size="xs" c="dimmed">
              {t('turn.asked', { count: turn.messageCount })}
            </Text>
            <p className={classes.theirs}>{turn.question || t('turn.noWords')}</p>
          </div>
          {turn.answer !== null && (
            <div className={classes.chat}>
              <Text size="xs" c="dimmed">
                {t('turn.answered')}
              </Text>
              <p className={classes.theirs}>{turn.answer}</p>
            </div>
          )}
        </Stack>
        <Section title={t('turn.how')}>
          <TurnWork turn={turn} />
        </Section>
        <Section title={t('turn.costs')}>
          <Costs turn={turn} />
        </Section>
      </div>
    </Page>
  );
}

/** What this turn cost, and the whole conversation so far. */
function Costs({ turn }: { turn: AssistantTurnDetail }) {
  const { t } = useTranslation('assistant');
  const formats = useFormats();
  const words = useAssistantWords();
  return (
    <Loaded query={useCosts(turn.conversationId)} namespace="assistant" rows={2}>
      {(costs) => (
        <Facts
          facts={[
            { label: t('costs.turn'), value: turn.inputTokens + turn.outputTokens === 0 ? t('costs.free') : t('costs.model', { cost: words.dollars(turn.costMicros), input: formats.number(turn.inputTokens), output: formats.number(turn.outputTokens) }) },
            { label: t('costs.conversation'), value: costs.inputTokens + costs.outputTokens === 0 ? t('costs.free') : t('costs.model', { cost: words.dollars(costs.modelMicros), input: formats.number(costs.inputTokens), output: formats.number(costs.outputTokens) }) },
            { label: t('costs.messages'), value: t('costs.messagesBy', { assistant: formats.number(costs.messages.assistant), person: formats.number(costs.messages.person), flow: formats.number(costs.messages.flow) }) },
            { label: t('costs.channel'), value: costs.messageMicros === null || costs.messageCurrency === null ? t('costs.channelUnknown') : formats.money(Math.round(costs.messageMicros / 10_000), costs.messageCurrency) },
          ]}
        />
      )}
    </Loaded>
  );
}
