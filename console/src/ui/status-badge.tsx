import type { ReactNode } from 'react';
import classes from './status-badge.module.css';

/** What a status means: `attention` needs a person, `earned` is money, `broken` does not work; the rest is quiet. */
export type Tone = 'neutral' | 'accent' | 'attention' | 'earned' | 'broken';

/** A status as a word with a mark: the shape tells the tone apart without its colour. */
export function StatusBadge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden className={classes.mark}>
        {marks[tone]}
      </svg>
      {children}
    </span>
  );
}

const marks: Record<Tone, ReactNode> = {
  neutral: <circle cx="4" cy="4" r="2.75" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  accent: <circle cx="4" cy="4" r="3.5" fill="currentColor" />,
  attention: <path d="M4 .5 8 7.5H0Z" fill="currentColor" />,
  earned: <path d="m.8 4.2 2.2 2.3L7.2 1.6" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />,
  broken: <path d="m1 1 6 6m0-6L1 7" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />,
};
