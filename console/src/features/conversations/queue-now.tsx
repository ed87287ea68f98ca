import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import classes from './conversation-list.module.css';
import { useCounts, useInboxFigures } from './inbox-requests.ts';
import { useDurations } from './use-durations.ts';

/** The queue in one line: how many, the longest wait, how quickly people answered in the last day. */
export function QueueNow() {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const workspace = useWorkspace();
  const time = useDurations();
  const counts = useCounts().data;
  const figures = useInboxFigures(1).data;
  if (!figures) return <Text size="xs" className={classes.now} aria-hidden>&nbsp;</Text>;
  const { now, firstResponse } = figures;
  // The views below are counted with every message; one line must not say another number.
  const waiting = counts?.waiting ?? now.waiting;
  const parts = [
    waiting === 0 ? t('figures.nobodyWaits') : t('figures.waiting', { count: waiting, number: formats.number(waiting) }),
    ...(now.longestMs !== null && waiting > 0 ? [t('figures.longest', { time: time(now.longestMs) })] : []),
    ...(firstResponse.medianMs !== null ? [t('figures.answeredIn', { time: time(firstResponse.medianMs) })] : []),
  ];
  return (
    <Text size="xs" c="dimmed" className={classes.now}>
      <PageLink to={workspace.href('answers')} className={classes.nowLink}>
        {parts.join(' · ')}
      </PageLink>
    </Text>
  );
}
