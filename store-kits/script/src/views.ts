import type { View } from './types.ts';

export interface Views {
  start(view: View): void;
  /** Reports the view that is running, if there is one, and ends it. */
  end(): void;
}

/** Counts how long one product is really before the shopper's eyes: only while the page is visible. */
export function createViews(report: (view: View, dwellMs: number) => void): Views {
  let current: View | null = null;
  let seenMs = 0;
  let visibleSince: number | null = null;

  function pause(): void {
    if (visibleSince !== null) seenMs += performance.now() - visibleSince;
    visibleSince = null;
  }

  function end(): void {
    if (!current) return;
    pause();
    report(current, Math.round(seenMs));
    current = null;
  }

  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') pause();
    else if (current) visibleSince ??= performance.now();
  });

  return {
    start(view) {
      end();
      current = view;
      seenMs = 0;
      visibleSince = document.visibilityState === 'hidden' ? null : performance.now();
    },
    end,
  };
}
