import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import classes from './conversation-list.module.css';
import { useInboxFigures } from './inbox-requests.ts';
import { useDurations } from './use-durations.ts';

/** The queue in one line: how many, the longest wait, how quickly people answered in the last day. */
export function QueueNow() {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const workspace = useWorkspace();
  const time = useDurations();
  const figures = useInboxFigures(1).data;
  if (!figures) return <Text size="xs" className={classes.now} aria-hidden>&nbsp;</Text>;
  const { now, firstResponse } = figures;
  const parts = [
    now.waiting === 0 ? t('figures.nobodyWaits') : t('figures.waiting', { count: now.waiting, number: formats.number(now.waiting) }),
    ...(now.longestMs !== null ? [t('figures.longest', { time: time(now.longestMs) })] : []),
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
