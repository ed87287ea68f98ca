import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import { AppError } from './errors.ts';
import type { Http } from './http.ts';

/** Paths that belong to programs: an unknown one among them is a mistake to name, not a page of the console. */
const programPaths = /^\/(v1|api|hooks|docs|metrics|healthz|readyz)(\/|$)/;

/**
 * Serves the built console at every path that no other route has, so that a link into it can be opened and reloaded. After all other
 * routes. Without a build it says how to make one.
 */
export async function addConsole(http: Http, folder: string): Promise<void> {
  const files = new Set(listFiles(folder));
  await http.register(fastifyStatic, { root: folder, serve: false, cacheControl: false });
  http.get('/*', { schema: { hide: true } }, (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const file = decodePath(path);
    // Names of assets hold a hash of their content: what they say never changes.
    if (file !== null && file !== 'index.html' && files.has(file)) {
      return reply.header('cache-control', cachingOf(file)).sendFile(file);
    }
    if (programPaths.test(path) || path.startsWith('/assets/')) return reply.callNotFound();
    if (!files.has('index.html')) throw new AppError('not_found', 'console_not_built', 'The console was not built. Run "npm run build", then start again.');
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}

/** What runs beside the page, and what names it, is asked for anew: an old one would outlive an update. */
const askedAnew = new Set(['sw.js', 'manifest.webmanifest', 'offline.html']);

function cachingOf(file: string): string {
  if (file.startsWith('assets/')) return 'public, max-age=31536000, immutable';
  return askedAnew.has(file) ? 'no-cache' : 'public, max-age=3600';
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => relative('.', name).split(sep).join('/'));
}

/** The file's name below the folder; null for a path that is not well written. */
function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return null;
  }
}
