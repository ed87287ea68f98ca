import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, BenchOptions, Figure } from './kit/bench.ts';
import { pauseMs } from './kit/bench.ts';
import { readUsage } from './kit/run-process.ts';

export const idle: Bench = {
  name: 'idle',
  about: 'The demo as `npm start` leaves it, with nobody doing anything: the server process, without the simulator and PostgreSQL that it started.',
  async run({ isQuick }: BenchOptions): Promise<Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), 'marchante-idle-'));
    const main = fileURLToPath(new URL('../server/main.ts', import.meta.url));
    const environment = { ...process.env, NODE_ENV: 'production', DATA_DIR: folder, DATABASE_URL: '', DEMO: 'on', PORT: '0', SIMULATOR_PORT: '0', LOG_LEVEL: 'warn' };
    const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
    try {
      const startMs = performance.now();
      await saysReady(child);
      const readyS = (performance.now() - startMs) / 1000;
      const seconds = isQuick ? 15 : 60;
      await pauseMs(isQuick ? 10_000 : 30_000);
      const pid = child.pid as number;
      const before = readUsage(pid);
      await pauseMs(seconds * 1000);
      const after = readUsage(pid);
      return [
        { what: 'from the command to the addresses, first start', value: readyS, unit: 's' },
        { what: 'processor of the idle server', value: (after.cpuMs - before.cpuMs) / 10 / seconds, unit: '% of a core', goal: { atMost: 1 } },
        { what: 'memory of the idle server', value: after.rssBytes / 1e6, unit: 'MB', goal: { atMost: 250 } },
      ];
    } finally {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function saysReady(child: { stdout: NodeJS.ReadableStream; once(event: 'exit', heard: () => void): unknown }): Promise<void> {
  return new Promise((settle, fail) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('Stop with Ctrl-C')) settle();
    });
    child.once('exit', () => fail(new Error(`The demo did not start: ${text}`)));
  });
}
