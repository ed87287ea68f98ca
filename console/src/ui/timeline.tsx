import { Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from './figures.tsx';
import classes from './timeline.module.css';
import type { Tone } from './status-badge.tsx';

export interface TimelineEntry {
  id: string;
  /** Null for what has no moment yet: "waits until the shop opens". */
  at: string | null;
  title: ReactNode;
  tone?: Tone;
  icon?: ReactNode;
  children?: ReactNode;
}

/** A story from top to bottom, each step with its moment. */
export function Timeline({ label, entries, otherTimeZone = null }: { label: string; entries: readonly TimelineEntry[]; otherTimeZone?: string | null }) {
  return (
    <ol aria-label={label} className={classes.timeline}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes.entry} data-tone={entry.tone ?? 'neutral'}>
          <span className={classes.mark} aria-hidden>
            {entry.icon}
          </span>
          <div className={classes.words}>
            <div className={classes.head}>
              <Text fw={550} component="div">
                {entry.title}
              </Text>
              {entry.at && (
                <Text size="xs" c="dimmed" component="div">
                  <Instant at={entry.at} otherTimeZone={otherTimeZone} />
                </Text>
              )}
            </div>
            {entry.children && <div className={classes.body}>{entry.children}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** One rule that was checked: a tick and its name, or a plain reason. */
export function RuleLine({ passed, children }: { passed: boolean; children: ReactNode }) {
  const { t } = useTranslation('ui');
  return (
    <div className={classes.rule} data-passed={passed || undefined}>
      <span role="img" aria-label={t(passed ? 'rule.passed' : 'rule.objected')} className={classes.ruleMark}>
        {passed ? <IconCheck size={16} stroke={2.2} /> : <IconX size={16} stroke={2.2} />}
      </span>
      <span>{children}</span>
    </div>
  );
}
