import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { describeEnvironment, readConfig } from '#config';
import { giveBackMemory } from '#platform/give-back-memory';
import { advanceClock } from './demo-clock.ts';
import { startProgram } from './program.ts';
import type { RunningSimulator } from './demo/start-simulator.ts';
import type { Program, Role } from './program.ts';

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
  const started: Started = { program: null, simulator: null, isStopping: false };
  const starting = start(started, role, serveConsole);
  const stop = async (signal: string) => {
    // Asked twice: whoever asks does not want to wait.
    if (started.isStopping) process.exit(1);
    started.isStopping = true;
    started.program?.app.log.info({ signal }, 'Stopping: finishing what is under way');
    // What is half started is started first: only then can it be stopped, and no database is left running.
    await starting.catch(() => undefined);
    await close(started);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
  try {
    await starting;
  } catch (error) {
    if (started.isStopping) return;
    await close(started);
    throw error;
  }
  giveBackMemory();
}

interface Started {
  program: Program | null;
  simulator: RunningSimulator | null;
  /** Somebody asked for the end: the start goes no further. */
  isStopping: boolean;
}

async function start(started: Started, role: Role, serveConsole: boolean): Promise<void> {
  const config = readConfig(process.env);
  if (role !== 'worker' && serveConsole) await buildConsoleOnce();
  if (started.isStopping) return;
  const program = (started.program = await startProgram({ config, role, serveConsole }));
  if (started.isStopping) return;
  if (config.isDemo && role !== 'worker') await startDemo(started, program);
  else process.stdout.write(program.url ? `Marchante (${role}) listens on ${program.url}\n` : 'Marchante (worker) is at work.\n');
}

async function close({ program, simulator }: Started): Promise<void> {
  await program?.stop();
  await simulator?.stop();
}

async function startDemo(started: Started, program: Program): Promise<void> {
  const { startSimulatorProcess } = await import('./demo/start-simulator.ts');
  const { untilFriendlyHourMs } = await import('./demo/friendly-start.ts');
  await advanceClock(program.app, untilFriendlyHourMs(program.app.clock.nowMs(), 'America/Argentina/Buenos_Aires', 'AR'));
  const { seedDemo } = await import('./demo/seed-demo.ts');
  const simulator = (started.simulator = await startSimulatorProcess(program.app.config.simulatorPort, program.url ?? '', program.app.clock.nowMs()));
  if (started.isStopping) return;
  await seedDemo(program.app, simulator.url);
  if (started.isStopping) return;
  process.stdout.write(`
  Marchante is ready, with a pretend shop and a pretend phone.

    Console   ${program.url}
    Shop      ${simulator.url}/shop/aurora
    Phone     ${simulator.url}/phone

  Leave a cart in the shop with a phone number and the WhatsApp box ticked, let an hour pass on the phone page, and read the message.
  Stop with Ctrl-C.

`);
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
