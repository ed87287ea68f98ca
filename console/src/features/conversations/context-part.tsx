import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './context-panel.module.css';

/** One part of what is known, under its heading. */
export function ContextPart({ title, actions, children }: { title: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className={classes.heading}>
        <h3 className={classes.title}>{title}</h3>
        {actions}
      </div>
      {children}
    </section>
  );
}

export const Nothing = ({ children }: { children: ReactNode }) => (
  <Text size="xs" c="dimmed">
    {children}
  </Text>
);
