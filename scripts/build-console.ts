import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const consoleFolder = join(project, 'console');
const stampName = 'built-from.txt';

export interface BuiltConsole {
  /** The folder to serve. */
  folder: string;
  /** False when what was there still fitted. */
  wasBuilt: boolean;
  durationMs: number;
}

export interface BuildOptions {
  /** `console/dist` when left out. */
  folder?: string;
  /** Vite's mode. `test` adds the page with every part of the kit. */
  mode?: 'production' | 'test';
}

/**
 * Builds the console unless what is there was built from these very sources. Safe to call from several processes:
 * each builds aside and the finished folder is put in place at once.
 */
export async function buildConsole({ folder = join(consoleFolder, 'dist'), mode = 'production' }: BuildOptions = {}): Promise<BuiltConsole> {
  const startedAt = performance.now();
  const stamp = `${mode} ${hashSources()}`;
  const wasBuilt = readStamp(folder) !== stamp;
  if (wasBuilt) await buildInto(folder, mode, stamp);
  return { folder, wasBuilt, durationMs: Math.round(performance.now() - startedAt) };
}

function hashSources(): string {
  const hash = createHash('sha256');
  const patterns = ['console/{src,public}/**/*', 'console/*.{html,ts}', 'contract/**/*.ts', 'package-lock.json'];
  const files = globSync(patterns, { cwd: project, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.endsWith('.test.ts'));
  for (const path of paths.sort()) hash.update(relative(project, path)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function readStamp(folder: string): string | null {
  const path = join(folder, stampName);
  return existsSync(path) && existsSync(join(folder, 'index.html')) ? readFileSync(path, 'utf8') : null;
}

async function buildInto(folder: string, mode: string, stamp: string): Promise<void> {
  // Vite is loaded only when it is needed: the check alone takes a few milliseconds.
  const { build, mergeConfig } = await import('vite');
  // Read by us and not by Vite, which would write a copy of it into node_modules, where an ordinary user may not write.
  const { default: config } = await import('../console/vite.config.ts');
  // Aside but on the same disk, in a folder that git does not see.
  const drafts = join(project, 'dist');
  await mkdir(drafts, { recursive: true });
  const draft = await mkdtemp(join(drafts, 'console-'));
  try {
    await build(mergeConfig(config, { configFile: false, mode, logLevel: 'warn', build: { outDir: draft } }));
    await writeFile(join(draft, stampName), stamp);
    await mkdir(dirname(folder), { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process may have put the same build in place between our two steps.
    if (readStamp(folder) !== stamp) throw error;
  }
}

/** One line for people: what was built, or that nothing had changed. */
export function describeBuild({ folder, wasBuilt, durationMs }: BuiltConsole): string {
  const place = relative(project, folder);
  return wasBuilt ? `Console built into ${place} in ${(durationMs / 1000).toFixed(1)} s.` : `Console in ${place} is up to date (${durationMs} ms).`;
}

const calledAs = process.argv[1];
if (calledAs && import.meta.url === pathToFileURL(resolve(calledAs)).href) {
  process.stdout.write(`${describeBuild(await buildConsole())}\n`);
}
