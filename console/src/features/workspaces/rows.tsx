import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './rows.module.css';

/** A short list without pages. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className={classes.rows}>
      {children}
    </ul>
  );
}

/** One of them: its name, a quieter line, and what can be done with it. A `div` where the list makes its items itself. */
export function Row({ name, note, component: Component = 'li', children }: { name: ReactNode; note: ReactNode; component?: 'li' | 'div'; children?: ReactNode }) {
  return (
    <Component className={classes.row}>
      <div className={classes.words}>
        <Text component="div" fw={500}>
          {name}
        </Text>
        <Text component="div" size="sm" c="dimmed">
          {note}
        </Text>
      </div>
      {children}
    </Component>
  );
}
