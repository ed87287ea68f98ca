import { Text } from '@mantine/core';
import { IconClock, IconClockOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { useFormats } from '../../ui/formats.tsx';
import { useNow } from '../../ui/use-elapsed.ts';
import classes from './composer.module.css';

const minuteMs = 60_000;

/** What is left of the window now; the server said what was left when it was asked. Counted by the second at its end. */
export function useWindowLeft({ windowLeftMs }: ConversationDetail, readAtMs: number): number {
  // By the reader's own clock on both ends, so that it does not matter whether it is right.
  const leftMs = Math.max(0, (windowLeftMs ?? 0) - Math.max(0, Date.now() - readAtMs));
  useNow(leftMs > 0 && leftMs < 10 * minuteMs ? 1000 : 15_000);
  return leftMs;
}

/** The 24 hours in words: how long one may write freely, and what can be done when they are over. */
export function WindowNote({ leftMs, wasOpen, isLimited }: { leftMs: number; wasOpen: boolean; isLimited: boolean }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  if (!isLimited) return null;
  const isOpen = leftMs > 0;
  const isEnding = isOpen && leftMs < 120 * minuteMs;
  const left = leftMs < 10 * minuteMs ? `${Math.floor(leftMs / minuteMs)}:${String(Math.floor((leftMs % minuteMs) / 1000)).padStart(2, '0')}` : formats.duration(leftMs);
  return (
    <Text size="xs" c="dimmed" className={classes.window} data-soon={isEnding || undefined}>
      {isOpen ? <IconClock size={14} aria-hidden /> : <IconClockOff size={14} aria-hidden />}
      {isOpen ? t(isEnding ? 'composer.ending' : 'composer.open', { left }) : t(wasOpen ? 'composer.closed' : 'composer.neverOpened')}
    </Text>
  );
}
