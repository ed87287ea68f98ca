/** The application's only source of time. In demo and tests it can be put forward; in production it never is. */
export interface Clock {
  now(): Date;
  nowMs(): number;
  /** How far it stands ahead of the machine's clock, in ms. */
  offsetMs(): number;
  setOffset(offsetMs: number): void;
}

export function makeClock(offsetMs = 0): Clock {
  let offset = offsetMs;
  return {
    now: () => new Date(Date.now() + offset),
    nowMs: () => Date.now() + offset,
    offsetMs: () => offset,
    setOffset: (next) => {
      offset = next;
    },
  };
}

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
