import { Group, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { setPageTitle } from './page-title.ts';
import classes from './page.module.css';

export interface PageProps {
  title: string;
  /** What this page is for, in one line. */
  purpose: string;
  /** Buttons of the whole page; the main one last. */
  actions?: ReactNode;
  /** Fills the height of the window and lets its panes scroll: for `ThreePane`. */
  filled?: boolean;
  children: ReactNode;
}

/** Every page of the console: title, one line, actions, content. */
export function Page({ title, purpose, actions, filled = false, children }: PageProps) {
  useEffect(() => {
    setPageTitle(`${title} · Marchante`);
  }, [title]);
  return (
    <div className={filled ? `${classes.page} ${classes.filled}` : classes.page}>
      <header className={classes.header}>
        <div className={classes.words}>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          <Text c="dimmed" className={classes.purpose}>
            {purpose}
          </Text>
        </div>
        {actions && (
          <Group gap="xs" className={classes.actions}>
            {actions}
          </Group>
        )}
      </header>
      <div className={classes.content}>{children}</div>
    </div>
  );
}

/** A part of a page under its own heading, parted by white space. */
export function Section({ title, note, actions, children }: { title: string; note?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <Group justify="space-between" align="end" gap="xs">
        <div>
          <Title order={2} className={classes.sectionTitle}>
            {title}
          </Title>
          {note && (
            <Text size="xs" c="dimmed">
              {note}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      {children}
    </section>
  );
}
