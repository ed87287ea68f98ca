/** Everything that guards main: types, lint, dead code, schema, tests. `--fast` leaves the tests out. */
import { spawnSync } from 'node:child_process';

const steps: [name: string, command: string, ...parts: string[]][] = [
  ['types', 'tsc', '-p', '.'],
  ['lint', 'oxlint', '--type-aware', '--quiet'],
  ['dead code', 'knip', '--no-progress'],
  ['schema', 'node', 'scripts/update-schema.ts', '--check'],
];
if (!process.argv.includes('--fast')) steps.push(['tests', 'vitest', 'run']);

for (const [name, command, ...parts] of steps) {
  const startedAt = performance.now();
  const { status } = spawnSync(command, parts, { stdio: 'inherit', shell: process.platform === 'win32' });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok' : 'FAILED'}  ${name} (${seconds} s)\n`);
  if (status !== 0) {
    if (name !== 'tests') process.stdout.write(`0 passed, 1 failed, 0 skipped\n`);
    process.exit(1);
  }
}
