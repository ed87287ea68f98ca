import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findFreePort, isPortFree } from '../free-port.ts';

export interface RunningSimulator {
  url: string;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));

/**
 * Starts the pretend outside world as a process of its own: the product speaks to it over HTTP only.
 * @param wishedPort 0 for any free one.
 * @param startAtMs where its clock begins: a demo whose clock was put forward goes on from there.
 */
export async function startSimulatorProcess(wishedPort: number, productUrl: string, startAtMs: number): Promise<RunningSimulator> {
  // As a distance, since it takes its time to start: a simulator behind us would date carts before the flow that is to rescue them.
  const aheadMs = startAtMs - Date.now();
  const isFree = wishedPort !== 0 && (await isPortFree('127.0.0.1', wishedPort));
  const port = isFree ? wishedPort : await findFreePort();
  if (!isFree && wishedPort !== 0) process.stdout.write(`Port ${wishedPort} is taken; the simulator uses ${port} instead.\n`);
  const url = `http://127.0.0.1:${port}`;
  // A session of its own: Ctrl-C reaches us first, and we stop it last.
  const child = spawn(process.execPath, [program, '--port', String(port), '--product-url', productUrl, `--ahead-ms=${aheadMs}`, '--until-stdin-ends'], { stdio: ['pipe', 'ignore', 'inherit'], detached: true });
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
  await untilHealthy(url, child);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await Promise.race([ended, new Promise((settle) => setTimeout(settle, 3000))]);
    },
  };
}

async function untilHealthy(url: string, child: { exitCode: number | null }) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) break;
    const isUp = await fetch(`${url}/sim/health`).then((reply) => reply.ok, () => false);
    if (isUp) return;
    await new Promise((settle) => setTimeout(settle, 50));
  }
  throw new Error('The simulator did not start. Start it alone to see why: node simulator/main.ts');
}
