import { IconAlertTriangle, IconCheck, IconCircleDashed, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GuideCheck } from '#contract/guide';
import classes from './guide.module.css';

const icons = { ok: IconCheck, waiting: IconClock, todo: IconCircleDashed, failed: IconAlertTriangle };

/** One thing that was looked at: its state as a sign with a name, and a sentence. */
export function CheckLine({ check }: { check: GuideCheck }) {
  const { t } = useTranslation('guide');
  const Icon = icons[check.state];
  const words = check.state === 'ok' ? t(`checks.${check.check}.ok`, { name: check.detail ?? '', count: check.count ?? 0 }) : t(`checks.${check.check}.open`);
  return (
    <li className={classes.check} data-state={check.state}>
      <span role="img" aria-label={t(`states.${check.state}`)} className={classes.sign}>
        <Icon size={16} stroke={2} />
      </span>
      <span>
        {words}
        {check.state === 'failed' && check.detail !== null && <span className={classes.detail}>{check.detail}</span>}
      </span>
    </li>
  );
}
