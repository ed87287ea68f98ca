import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InboundFailureDetail } from '#contract/inbound';
import { Instant } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Section } from '../../ui/page.tsx';
import { Facts } from '../../ui/small-parts.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { notifyDone, notifyFailed } from '../../ui/undoable.tsx';
import { useAct } from '../../ui/use-act.ts';
import classes from './connections.module.css';
import { useFailure, useSettleFailure } from './failure-requests.ts';

export function FailureView({ failureId }: { failureId: string }) {
  return (
    <Loaded query={useFailure(failureId)} namespace="connections">
      {(failure) => <View failure={failure} />}
    </Loaded>
  );
}

function View({ failure }: { failure: InboundFailureDetail }) {
  const { t } = useTranslation('connections');
  const { number } = useFormats();
  return (
    <Stack gap="md" p="md">
      <Group justify="space-between">
        <Text fw={600} component="h2" m={0}>
          {t(`events.${failure.eventType ?? 'body'}`, { defaultValue: failure.eventType ?? '' })}
        </Text>
        <StatusBadge tone={failure.state === 'open' ? 'attention' : 'neutral'}>{t(`failures.states.${failure.state}`)}</StatusBadge>
      </Group>
      <div>
        <Text>{t(`codes.${failure.code}`, { defaultValue: failure.code })}</Text>
        <Text size="sm" c="dimmed" lang="en">
          {failure.error}
        </Text>
      </div>
      {failure.state === 'open' && <Buttons failureId={failure.id} />}
      <Facts
        facts={[
          { label: t('failures.from'), value: failure.connectionName },
          { label: t('failures.receivedAt'), value: <Instant at={failure.receivedAt} /> },
          { label: t('failures.attempts'), value: number(failure.attempts) },
        ]}
      />
      {failure.event !== null && (
        <Section title={t('failures.event')}>
          <Code block className={classes.body} tabIndex={0}>
            {JSON.stringify(failure.event, null, 2)}
          </Code>
        </Section>
      )}
      <Section title={t('failures.body')} note={failure.delivery ? t('failures.size', { size: number(failure.delivery.sizeBytes) }) : null}>
        {failure.delivery ? (
          <>
            <Code block className={classes.body} tabIndex={0}>
              {failure.delivery.body || t('failures.noBody')}
            </Code>
            {failure.delivery.isCut && <Text size="sm" c="dimmed">{t('failures.cut')}</Text>}
            <Facts facts={Object.entries(failure.delivery.headers).map(([label, value]) => ({ label, value }))} />
          </>
        ) : (
          <Text c="dimmed">{t('failures.gone')}</Text>
        )}
      </Section>
    </Stack>
  );
}

function Buttons({ failureId }: { failureId: string }) {
  const { t } = useTranslation('connections');
  const act = useAct('connections');
  const settle = useSettleFailure(failureId);
  const run = (how: 'replay' | 'dismiss') =>
    act(async () => {
      const { state } = await settle.mutateAsync(how);
      if (state === 'open') notifyFailed(t('failures.again'));
      else notifyDone(t(`failures.settled.${state}`));
    });
  return (
    <Group gap="xs">
      <Button loading={settle.isPending} onClick={() => void run('replay')}>
        {t('failures.replay')}
      </Button>
      <Button variant="default" onClick={() => void run('dismiss')}>
        {t('failures.dismiss')}
      </Button>
    </Group>
  );
}
