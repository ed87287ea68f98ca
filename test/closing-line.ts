import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line that programs read, and names what was skipped. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      const broken = module.errors().length;
      counts.failed += broken;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'pending' || state === 'skipped') {
          counts.skipped += 1;
          process.stdout.write(`skipped: ${test.fullName}\n`);
        } else counts[state] += 1;
      }
    }
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
}
