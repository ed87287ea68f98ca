import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/dist/**'];
/** Whole programs, real browsers, and promises that count by the second: side by side they would measure each other. */
const whole = ['test/**/*.test.ts', 'console/test/**/*.test.ts', 'store-kits/**/*.test.ts', 'widget/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    reporters: ['default', './test/closing-line.ts'],
    pool: 'forks',
    // Generous: they end what hangs, and say nothing about how fast the machine is.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000, interval: 50 } },
    projects: [
      { extends: true, test: { name: 'parts', include: ['{contract,server,console,simulator,scripts}/**/*.test.{ts,tsx}'], exclude: [...exclude, ...whole], maxWorkers: 2, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'whole', include: whole, exclude, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
