import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,server,console,widget,simulator,store-kits,test,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['test/global-setup.ts'],
    reporters: ['default', './test/closing-line.ts'],
    pool: 'forks',
    // The promises start whole programs and count by the second: side by side they would measure each other.
    maxWorkers: 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
