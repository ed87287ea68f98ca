import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionHealth } from '#contract/insights';
import { useWorkspace } from '../../app/workspace.tsx';
import { useCheckStep } from '../../ui/check-step.ts';
import { RelativeTime } from '../../ui/figures.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';
import classes from './home.module.css';

const tones: Record<ConnectionHealth['level'], Tone> = { ok: 'accent', attention: 'attention', broken: 'broken' };

/** How each connection fares, in words. */
export function Health({ connections }: { connections: readonly ConnectionHealth[] }) {
  const { t } = useTranslation('insights');
  const workspace = useWorkspace();
  if (connections.length === 0) return <PageLink to={workspace.href('settings/connections')}>{t('health.connect')}</PageLink>;
  return (
    <ul className={classes.rows}>
      {connections.map((connection) => (
        <li key={connection.connectionId}>
          <PageLink to={workspace.href(`settings/connections/${connection.connectionId}`)} className={classes.rowLink}>
            <span className={classes.rowHead}>
              <span className={classes.rowTitle}>{connection.name}</span>
              <StatusBadge tone={tones[connection.level]}>{t(`health.level.${connection.level}`)}</StatusBadge>
            </span>
            <span className={classes.rowNote}>
              <HealthWords connection={connection} />
            </span>
            {connection.lastEventAt && (
              <Text span size="xs" c="dimmed">
                {t('health.lastEvent')} <RelativeTime at={connection.lastEventAt} />
              </Text>
            )}
          </PageLink>
        </li>
      ))}
    </ul>
  );
}

/** What the check found in the reader's language; the vendor's own words only where there are no others. */
function HealthWords({ connection }: { connection: ConnectionHealth }) {
  const { t } = useTranslation('insights');
  const { fixOf } = useCheckStep();
  const { step, code, level, vendor, detail } = connection;
  const fix = step && fixOf({ step, state: level === 'broken' ? 'failed' : 'warning', vendor });
  if (fix) return <>{fix}</>;
  return (
    <>
      {t(`health.${code}`)}
      {detail && `: ${detail}`}
    </>
  );
}
