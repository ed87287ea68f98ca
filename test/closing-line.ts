import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line that programs read, and names what failed and what was skipped: the end of a log is what is kept of it. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const { message } of module.errors()) {
        counts.failed += 1;
        process.stdout.write(`failed: ${module.relativeModuleId}: ${firstLine(message)}\n`);
      }
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'failed') process.stdout.write(`failed: ${module.relativeModuleId} > ${test.fullName}: ${firstLine(errors?.[0]?.message)}\n`);
        if (state === 'pending' || state === 'skipped') {
          counts.skipped += 1;
          process.stdout.write(`skipped: ${test.fullName}\n`);
        } else counts[state] += 1;
      }
    }
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
}

const firstLine = (text = '') => text.split('\n', 1)[0];
