import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A program of ours under measurement, in a process of its own. */
export interface Measured {
  pid: number;
  /** What it said when it was ready. */
  ready: unknown;
  /** Sends a word and waits for the answer. */
  ask<Answer>(question: object): Promise<Answer>;
  /** Time on a processor so far, ms; memory resident now, bytes. */
  usage(): { cpuMs: number; rssBytes: number };
  /** Ends it at once, as the system would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a file of this folder; it says `{ ready }` over its channel once it is at work. */
export async function runProcess(file: string, input: { environment?: Record<string, string>; arguments?: string[] } = {}): Promise<Measured> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), input.arguments ?? [], {
    env: { ...process.env, ...input.environment },
    execArgv: readFlags(file),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  running.add(child);
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
  void ended.then(() => running.delete(child));
  const { ready } = (await nextMessage(child)) as { ready: unknown };
  const pid = child.pid as number;
  return {
    pid,
    ready,
    ask: async <Answer>(question: object) => {
      const answer = nextMessage(child);
      child.send(question);
      return (await answer) as Answer;
    },
    usage: () => readUsage(pid),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** `BENCH_PROFILE=server-process node bench/run.ts …` leaves a CPU profile of each such process in ./tmp. */
function readFlags(file: string): string[] {
  const wanted = process.env['BENCH_PROFILE'];
  return wanted && file.includes(wanted) ? ['--cpu-prof', '--cpu-prof-dir=tmp/profiles'] : [];
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((settle, fail) => {
    const onMessage = (message: unknown) => {
      child.off('exit', onExit);
      settle(message);
    };
    const onExit = (code: number | null) => {
      child.off('message', onMessage);
      fail(new Error(`A process under measurement ended (${code ?? 'by a signal'}).`));
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}

/** From the kernel, so that the measured process does nothing for it. Linux only; elsewhere nought. */
export function readUsage(pid: number): { cpuMs: number; rssBytes: number } {
  const fields = readStat(pid);
  // Fields 14 and 15 in ticks of 10 ms, field 24 in pages of 4 KB; the first two fields were cut away.
  return fields ? { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, rssBytes: Number(fields[21]) * 4096 } : { cpuMs: 0, rssBytes: 0 };
}

function readStat(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  } catch {
    return null;
  }
}

/** Time that a process and all its children, also those that ended, spent on a processor so far; ms. */
export function readTreeCpuMs(pid: number): number {
  const own = readStat(pid);
  // Fields 16 and 17: children that were waited for.
  const ended = own ? (Number(own[13]) + Number(own[14])) * 10 : 0;
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && readStat(Number(name))?.[1] === String(pid));
  return readUsage(pid).cpuMs + ended + children.reduce((sum, child) => sum + readUsage(Number(child)).cpuMs, 0);
}
