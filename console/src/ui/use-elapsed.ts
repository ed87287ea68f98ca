import { useEffect, useState } from 'react';
import { serverNow } from './now.ts';

/** 0 until the first time has passed since the part appeared, then 1, then 2 after the second. */
export function useElapsed(firstMs: number, secondMs: number): 0 | 1 | 2 {
  const [stage, setStage] = useState<0 | 1 | 2>(0);
  useEffect(() => {
    const timers = [setTimeout(() => setStage(1), firstMs), setTimeout(() => setStage(2), secondMs)];
    return () => timers.forEach(clearTimeout);
  }, [firstMs, secondMs]);
  return stage;
}

/** The present, renewed every half minute, for "5 minutes ago". */
export function useNow(everyMs = 30_000): Date {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
