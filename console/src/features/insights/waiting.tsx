import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Home } from '#contract/insights';
import { useWorkspace } from '../../app/workspace.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { useHandoffText } from '../../ui/reasons.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './home.module.css';

/** Shoppers who wait for a person, longest first. */
export function Waiting({ waiting }: { waiting: Home['waiting'] }) {
  const { t } = useTranslation('insights');
  const formats = useFormats();
  const workspace = useWorkspace();
  if (waiting.count === 0) return <Text c="dimmed">{t('waiting.none')}</Text>;
  const reasonText = useHandoffText();
  return (
    <>
      <ul className={classes.rows}>
        {waiting.longest.map((one) => (
          <li key={one.conversationId}>
            <PageLink to={workspace.href(`conversations/${one.conversationId}`)} className={classes.rowLink}>
              <span className={classes.rowHead}>
                <span className={classes.rowTitle}>{one.contactName ?? t('waiting.noName')}</span>
                <Text span size="xs" c="dimmed">
                  <RelativeTime at={one.since} />
                </Text>
              </span>
              <span className={classes.rowNote}>{one.preview}</span>
              {one.reason && <StatusBadge tone="attention">{reasonText(one.reason)}</StatusBadge>}
            </PageLink>
          </li>
        ))}
      </ul>
      {waiting.count > waiting.longest.length && (
        <Button variant="subtle" component={PageLink} to={workspace.href('conversations')}>
          {t('waiting.all', { number: formats.number(waiting.count) })}
        </Button>
      )}
    </>
  );
}
