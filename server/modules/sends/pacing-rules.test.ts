import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grantSlots, mostLateMs, nextPairSlot, pairDelayMs, retryDelayMs } from './pacing-rules.ts';

test('never grants more than the number allows in any second, whoever asks and when', () => {
  const asks = fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 400 }), wanted: fc.integer({ min: 0, max: 200 }) }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(asks, fc.integer({ min: 1, max: 1000 }), (list, messagesPerSecond) => {
      let nowMs = 1_000_000;
      let state = { nextFreeMs: 0, backlogMs: 0 };
      const slots: number[] = [];
      for (const { afterMs, wanted } of list) {
        nowMs += afterMs;
        const grant = grantSlots(wanted, state, nowMs, messagesPerSecond, 250);
        expect(grant.slotsMs.length + grant.putOffMs.length).toBe(wanted);
        expect(grant.slotsMs.every((slot) => slot >= nowMs && slot <= nowMs + 250)).toBe(true);
        slots.push(...grant.slotsMs);
        state = grant;
      }
      slots.sort((left, right) => left - right);
      slots.forEach((slot, index) => {
        // A call may begin up to `mostLateMs` after its slot: those of so much more than a second can fall into one.
        const within = slots.slice(index).filter((other) => other < slot + 1000 + mostLateMs).length;
        expect(within).toBeLessThanOrEqual(messagesPerSecond);
      });
    }),
  );
});

test('gives everybody in a long line a turn of their own', () => {
  const first = grantSlots(100, { nextFreeMs: 0, backlogMs: 0 }, 10_000, 80, 250);
  const second = grantSlots(100, first, 10_001, 80, 250);
  const turns = [...first.putOffMs, ...second.putOffMs];
  expect(new Set(turns).size).toBe(turns.length);
  expect(Math.max(...turns) - 10_000).toBeGreaterThan(2000);
});

test('lets a burst to one person pass and then one message every six seconds', () => {
  const limits = { intervalMs: 6000, burst: 45 };
  const nowMs = 1_000_000;
  expect(nextPairSlot([], limits, nowMs)).toBe(nowMs);
  expect(nextPairSlot(Array.from({ length: 44 }, () => nowMs), limits, nowMs)).toBe(nowMs);
  expect(nextPairSlot(Array.from({ length: 45 }, () => nowMs), limits, nowMs)).toBe(nowMs + 6000);
  expect(nextPairSlot(Array.from({ length: 45 }, () => nowMs - 6000), limits, nowMs)).toBe(nowMs);
});

test('waits longer with each failure, within bounds', () => {
  expect(retryDelayMs(1, 0)).toBe(2000);
  expect(retryDelayMs(3, 0)).toBe(8000);
  expect(retryDelayMs(30, 1)).toBeLessThanOrEqual(400_000);
  expect(pairDelayMs(2)).toBe(16_000);
});
