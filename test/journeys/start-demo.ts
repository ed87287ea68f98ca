import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Demo {
  consoleUrl: string;
  /** Of the simulator, without a path. */
  simulatorUrl: string;
  shopUrl: string;
  phoneUrl: string;
  /** A call of the console's own API as the demo's owner; gives the reply's body. A path after the workspace's own, such as `/carts`. */
  api(path: string): Promise<unknown>;
  /** The world's time goes on, in the simulator and in the product. */
  letTimePass(ms: number): Promise<void>;
  /** Its folder is gone afterwards, unless another start is to go on with it. */
  stop(options?: { keepsFolder: boolean }): Promise<void>;
  folder: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The program as `npm start` starts it, on free ports and with an empty data folder of its own; ready once it says so. Its clock
 * begins in the morning of a working day of the shop, whatever the hour here: at night no marketing goes out.
 * @param earlier a demo that was stopped and kept its folder: this one goes on with it.
 * @param withConsole false leaves out the console's pages, and the building of them.
 */
export async function startDemo({ earlier = null, withConsole = true }: { earlier?: { folder: string } | null; withConsole?: boolean } = {}): Promise<Demo> {
  const folder = earlier?.folder ?? (await mkdtemp(join(tmpdir(), 'marchante-journey-')));
  const program = spawn(process.execPath, ['server/main.ts', ...(withConsole ? [] : ['--no-console'])], {
    cwd: root,
    env: { ...process.env, DATA_DIR: join(folder, 'data'), PORT: '0', SIMULATOR_PORT: '0', LOG_LEVEL: 'warn', DATABASE_URL: '' },
  });
  let isStopping = false;
  const ended = new Promise<void>((settle) =>
    program.once('exit', (code, signal) => {
      if (!isStopping) process.stderr.write(`The demo ended by itself: ${code ?? signal}\n`);
      settle();
    }),
  );
  const stop: Demo['stop'] = async ({ keepsFolder } = { keepsFolder: false }) => {
    isStopping = true;
    program.kill('SIGTERM');
    await ended;
    if (!keepsFolder) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const words = await readUntilReady(program);
    const urls = { consoleUrl: urlAfter('Console', words), shopUrl: urlAfter('Shop', words), phoneUrl: urlAfter('Phone', words) };
    const simulatorUrl = new URL(urls.phoneUrl).origin;
    const letTimePass = async (ms: number) => void (await post(`${simulatorUrl}/sim/clock`, { advanceMs: ms }));
    return { ...urls, simulatorUrl, api: await openApi(urls.consoleUrl), letTimePass, stop, folder };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readUntilReady(program: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((settle, fail) => {
    let words = '';
    const read = (part: Buffer) => {
      words += part.toString();
      if (words.includes('Stop with Ctrl-C.')) settle(words);
    };
    program.stdout?.on('data', read);
    program.stderr?.on('data', read);
    program.once('exit', (code) => fail(new Error(`The demo ended with ${code} before it was ready:\n${words}`)));
  });
}

function urlAfter(name: string, words: string): string {
  const url = new RegExp(`${name}\\s+(http\\S+)`).exec(words)?.[1];
  if (!url) throw new Error(`The demo does not say where its ${name} is:\n${words}`);
  return url;
}

async function openApi(consoleUrl: string): Promise<Demo['api']> {
  const signIn = await fetch(`${consoleUrl}/demo/sign-in`, { method: 'POST' });
  const cookie = signIn.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const read = async (path: string): Promise<unknown> => {
    const reply = await fetch(consoleUrl + path, { headers: { cookie } });
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
    return reply.json();
  };
  const me = (await read('/v1/me')) as { workspaces: { id: string }[] };
  const workspaceId = me.workspaces[0]?.id;
  return (path) => read(`/v1/workspaces/${workspaceId}${path}`);
}

export async function post(url: string, body: unknown): Promise<unknown> {
  const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}: ${await reply.text()}`);
  return reply.status === 204 ? null : reply.json();
}

/** Looks again and again until it is so; a minute at most. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const endMs = Date.now() + 60_000;
  while (Date.now() < endMs) {
    if (await isSo()) return;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new Error(`A minute went by without ${what}.`);
}
