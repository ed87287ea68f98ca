import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findFreePort } from '../server/free-port.ts';

const program = fileURLToPath(new URL('../server/main.ts', import.meta.url));
const project = fileURLToPath(new URL('..', import.meta.url));

/** One process of the product, as an operator would start it. It keeps its port over restarts. */
export interface ProductProcess {
  role: 'web' | 'worker';
  /** Null for a worker. */
  url: string | null;
  /** It was started, is ready and has not ended. */
  isRunning(): boolean;
  /** Starts it, or starts it again after an end; settles when it is ready, or was killed before it was. */
  start(): Promise<void>;
  /** Ends it at once, with everything it holds. Settles when it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop; gives its exit code once it has drained. Null: it was killed for taking more than `limitMs`. */
  stop(limitMs?: number): Promise<number | null>;
  /** What it wrote, newest last; for messages of failed tests. */
  output(): string;
}

/** The key that seals the secrets of test databases, the same as `createTestApp` uses. */
export const testSecretKey = '5'.repeat(64);

/** A process that is not yet started. */
export async function makeProcess(role: 'web' | 'worker', databaseUrl: string, environment: Record<string, string> = {}): Promise<ProductProcess> {
  const port = role === 'web' ? await findFreePort() : 0;
  let child: ChildProcess | null = null;
  let ended: Promise<number | null> = Promise.resolve(null);
  let lines: string[] = [];
  let isReady = false;
  let isKilled = false;

  const start = async () => {
    const compiled = await (compiling ??= compileProgram());
    const started = spawn(process.execPath, [program, '--role', role, '--no-console'], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, SECRET_KEY: testSecretKey, DEMO: 'off', PORT: String(port), LOG_LEVEL: 'warn', NODE_COMPILE_CACHE: compiled, ...environment },
    });
    child = started;
    [isReady, isKilled] = [false, false];
    endWithUs(started);
    ended = new Promise((settle) => started.once('exit', (code) => settle(code)));
    await new Promise<void>((settle, fail) => {
      const note = (chunk: Buffer) => {
        lines = [...lines, chunk.toString()].slice(-200);
        if (!chunk.includes('Marchante (')) return;
        isReady = true;
        settle();
      };
      started.stdout?.on('data', note);
      started.stderr?.on('data', note);
      started.once('exit', (code) => (isKilled ? settle() : fail(new Error(`The ${role} ended with ${code} before it was ready: ${lines.join('')}`))));
    });
  };

  const isAlive = () => child !== null && child.exitCode === null && child.signalCode === null;
  return {
    role,
    url: role === 'web' ? `http://127.0.0.1:${port}` : null,
    isRunning: () => isReady && isAlive(),
    start,
    kill: async () => {
      isKilled = true;
      if (isAlive()) child?.kill('SIGKILL');
      await ended;
    },
    stop: async (limitMs = 120_000) => {
      if (!isAlive()) return ended;
      child?.kill('SIGTERM');
      const timer = setTimeout(() => child?.kill('SIGKILL'), limitMs);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
    output: () => lines.join(''),
  };
}

let compiling: Promise<string> | null = null;

/** A folder with the program as Node compiled it, so that dozens of starts do not do it again. A killed process writes none: one that only prints its help does. */
async function compileProgram(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'marchante-compiled-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await promisify(execFile)(process.execPath, [program, '--help'], { cwd: project, env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: folder } });
  return folder;
}

const living = new Set<ChildProcess>();

/** No process outlives the test that started it. */
function endWithUs(child: ChildProcess) {
  if (living.size === 0) process.once('exit', () => living.forEach((each) => each.kill('SIGKILL')));
  living.add(child);
  child.once('exit', () => living.delete(child));
}
