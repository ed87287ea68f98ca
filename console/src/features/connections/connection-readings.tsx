import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionDetail, ConnectionReading } from '#contract/connection';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Section } from '../../ui/page.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';
import { useReadShop } from './connection-requests.ts';
import classes from './connections.module.css';

const tones: Record<ConnectionReading['state'], Tone> = { waiting: 'neutral', running: 'accent', failed: 'broken', done: 'accent', never: 'neutral' };

/** What was read of a shop besides its webhooks, and how far a reading is. */
export function ConnectionReadings({ connection }: { connection: ConnectionDetail }) {
  const { t } = useTranslation('connections');
  const { number, relative } = useFormats();
  const workspace = useWorkspace();
  const say = useErrorText('connections');
  const read = useReadShop(connection);
  return (
    <Section
      title={t('readings.title')}
      note={t('readings.note')}
      actions={
        workspace.can('admin') &&
        connection.state === 'active' && (
          <Button variant="default" loading={read.isPending} onClick={() => read.mutate(undefined, { onError: (error) => notifyFailed(say(error)) })}>
            {t('readings.run')}
          </Button>
        )
      }
    >
      <ul className={classes.kinds} aria-live="polite">
        {connection.readings.map(({ kind, state, count, at, error }) => (
          <li key={kind} className={classes.kind}>
            <div>
              <Text fw={550}>{t(`readings.${kind}`)}</Text>
              <Text size="sm" c="dimmed">
                {[count !== null && t('readings.count', { count, number: number(count) }), at && relative(at)].filter(Boolean).join(' · ')}
              </Text>
              {error && (
                <Text size="sm" c="dimmed" lang="en">
                  {error}
                </Text>
              )}
            </div>
            <StatusBadge tone={tones[state]}>{t(`readings.states.${state}`)}</StatusBadge>
          </li>
        ))}
      </ul>
    </Section>
  );
}
