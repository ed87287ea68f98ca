import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { describeEnvironment, readConfig } from '#config';
import { giveBackMemory } from '#platform/give-back-memory';
import { advanceClock } from './demo-clock.ts';
import { startProgram } from './program.ts';
import type { Role } from './program.ts';

const { values } = parseArgs({
  options: { role: { type: 'string', default: 'all' }, console: { type: 'boolean', default: true }, help: { type: 'boolean', default: false } },
  allowNegative: true,
});

if (values.help) {
  const lines = describeEnvironment().map(({ name, default: value, help }) => `  ${name.padEnd(26)} ${help}${value ? ` [${value}]` : ''}`);
  process.stdout.write(`node server/main.ts [--role web|worker|all] [--no-console]\n\nEnvironment:\n${lines.join('\n')}\n`);
} else {
  await run(readRole(values.role), values.console);
}

/** @param serveConsole false for a server of the API and the hooks alone: nothing is built. */
async function run(role: Role, serveConsole: boolean) {
  const config = readConfig(process.env);
  if (role !== 'worker' && serveConsole) await buildConsoleOnce();
  const program = await startProgram({ config, role, serveConsole });
  const simulator = config.isDemo && role !== 'worker' && program.url ? await startDemo(program).catch((error: unknown) => giveUp(program, error)) : null;
  let isStopping = false;
  const stop = (signal: string) => {
    // Asked twice: whoever asks does not want to wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    program.app.log.info({ signal }, 'Stopping: finishing what is under way');
    void program
      .stop()
      .then(() => simulator?.stop())
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
  if (!simulator) process.stdout.write(program.url ? `Marchante (${role}) listens on ${program.url}\n` : 'Marchante (worker) is at work.\n');
  giveBackMemory();
}

/** A demo that cannot begin leaves no database running behind it. */
async function giveUp(program: Awaited<ReturnType<typeof startProgram>>, error: unknown): Promise<never> {
  await program.stop();
  throw error;
}

async function startDemo(program: Awaited<ReturnType<typeof startProgram>>) {
  const { startSimulatorProcess } = await import('./demo/start-simulator.ts');
  const { untilFriendlyHourMs } = await import('./demo/friendly-start.ts');
  await advanceClock(program.app, untilFriendlyHourMs(program.app.clock.nowMs(), 'America/Argentina/Buenos_Aires', 'AR'));
  const { seedDemo } = await import('./demo/seed-demo.ts');
  const simulator = await startSimulatorProcess(program.app.config.simulatorPort, program.url ?? '', program.app.clock.nowMs());
  await seedDemo(program.app, simulator.url);
  process.stdout.write(`
  Marchante is ready, with a pretend shop and a pretend phone.

    Console   ${program.url}
    Shop      ${simulator.url}/shop/aurora
    Phone     ${simulator.url}/phone

  Leave a cart in the shop with a phone number and the WhatsApp box ticked, let an hour pass on the phone page, and read the message.
  Stop with Ctrl-C.

`);
  return simulator;
}

/** In a process of its own: the builder takes most of a gigabyte, which this one would keep. */
async function buildConsoleOnce() {
  const builder = fileURLToPath(new URL('../scripts/build-console.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [builder]);
  process.stdout.write(stdout);
}

function readRole(text: string): Role {
  if (text === 'web' || text === 'worker' || text === 'all') return text;
  throw new Error(`The role "${text}" does not exist. Choose web, worker or all.`);
}
