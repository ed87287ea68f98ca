import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Home } from '#contract/insights';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import classes from './home.module.css';

const roads: Partial<Record<Home['alarms'][number]['code'], string>> = {
  events_failed: 'intake',
  templates_stopped: 'templates',
  queue_long: 'conversations',
  queue_after_prompts: 'conversations',
  contained_unhappy: 'answers',
};

/** What a merchant should look at today; nothing when there is nothing. */
export function Alarms({ alarms }: { alarms: Home['alarms'] }) {
  const { t } = useTranslation('insights');
  const formats = useFormats();
  const workspace = useWorkspace();
  if (alarms.length === 0) return null;
  return (
    <ul className={classes.alarms} aria-label={t('alarms.title')}>
      {alarms.map(({ code, level, figures }) => {
        const { count = 0, of = 0, longestMs = 0, alone = 0, answered = 0 } = figures;
        const road = roads[code];
        return (
          <li key={code} className={classes.alarm} data-level={level}>
            <IconAlertTriangle size={20} aria-hidden />
            <span>
              {t(`alarms.${code}`, { count, number: formats.number(count), of: formats.number(of), longest: formats.duration(longestMs), alone: formats.number(alone), answered: formats.number(answered) })}{' '}
              {road && <PageLink to={workspace.href(road)}>{t('alarms.look')}</PageLink>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
