import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/dist/**'];
/** Whole programs in several processes, and promises that count by the second: side by side they would measure each other. */
const measured = ['test/journeys/*.test.ts', 'test/promises/{one-answer,p4-payment,p4-purchase-safe,p5-never-twice,processes}.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    reporters: ['default', './test/closing-line.ts'],
    pool: 'forks',
    // A worker loads the server once, not anew for each file: that was a fifth of the time. A file takes back what it changed for all, such as a global.
    isolate: false,
    // Generous: they end what hangs, and say nothing about how fast the machine is.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 40_000, interval: 50 } },
    projects: [
      { extends: true, test: { name: 'parts', include: ['**/*.test.{ts,tsx}'], exclude: [...exclude, ...measured], maxWorkers: 2, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'whole', include: measured, exclude, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
