import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionDetail, ConnectionStep } from '#contract/connection';
import { useWorkspace } from '../../app/workspace.tsx';
import { Instant } from '../../ui/figures.tsx';
import { useCheckStep } from '../../ui/check-step.ts';
import { Section } from '../../ui/page.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';
import { useCheckConnection } from './connection-requests.ts';
import classes from './connections.module.css';
import { useVendorName } from './vendor-name.ts';

/** The live check: each step with its state, and what to do where it is not well. */
export function ConnectionCheck({ connection }: { connection: ConnectionDetail }) {
  const { t } = useTranslation('connections');
  const workspace = useWorkspace();
  const nameOf = useVendorName();
  const check = useCheckConnection(connection.id);
  const say = useErrorText('connections');
  const run = () => check.mutate(true, { onError: (error) => notifyFailed(say(error)) });
  return (
    <Section
      title={t('check.title')}
      note={connection.checkedAt ? <>{t('check.last')} <Instant at={connection.checkedAt} /></> : t('check.never')}
      actions={
        workspace.can('admin') &&
        connection.state !== 'closed' && (
          <Button onClick={run} loading={check.isPending} variant={connection.health === 'ok' ? 'default' : 'filled'}>
            {t('check.run')}
          </Button>
        )
      }
    >
      <div role="status">
        {check.isPending && <Text c="dimmed">{t('check.running', { vendor: nameOf(connection) })}</Text>}
        <ol className={classes.steps}>
          {connection.steps.map((step, place) => (
            <Step key={`${step.step}.${place}`} step={step} vendor={connection.vendor} />
          ))}
        </ol>
      </div>
    </Section>
  );
}

const marks = { ok: IconCheck, warning: IconAlertTriangle, failed: IconX };

function Step({ step, vendor }: { step: ConnectionStep; vendor: string }) {
  const { t } = useTranslation('connections');
  const { titleOf, fixOf } = useCheckStep();
  const Mark = marks[step.state];
  const fix = fixOf({ ...step, vendor });
  return (
    <li className={classes.step}>
      <span className={classes.mark} data-state={step.state} role="img" aria-label={t(`check.states.${step.state}`)}>
        <Mark size={20} stroke={2} />
      </span>
      <div>
        <Group gap={8}>
          <Text fw={550}>{titleOf(step.step)}</Text>
        </Group>
        {fix && <Text size="sm">{fix}</Text>}
        {step.detail && <StepDetail words={step.detail} isFolded={fix !== null} />}
      </div>
    </li>
  );
}

/** What the vendor or its connector said, in English: folded away where the reader has another language and the fix beside it. */
function StepDetail({ words, isFolded }: { words: string; isFolded: boolean }) {
  const { t, i18n } = useTranslation('connections');
  const said = (
    <Text size="sm" c="dimmed" lang="en">
      {words}
    </Text>
  );
  if (!isFolded || i18n.language === 'en') return said;
  return (
    <details>
      <summary className={classes.detailSummary}>{t('check.detail')}</summary>
      {said}
    </details>
  );
}
