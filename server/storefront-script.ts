import type { Http } from '#platform/http';

/** `GET /marchante.js`: what a shop pastes into its pages. Built from `store-kits/script` when it is first asked for. */
export function addStorefrontScript(http: Http): void {
  let built: Promise<string> | null = null;
  http.get('/marchante.js', { schema: { hide: true }, config: { isPublic: true } }, async (_request, reply) => {
    built ??= build();
    built.catch(() => (built = null));
    // Any shop's page may load it; an hour is how long a shop waits for a new version.
    return reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=3600').header('cross-origin-resource-policy', 'cross-origin').send(await built);
  });
}

async function build(): Promise<string> {
  const { buildScript } = await import('../scripts/build-script.ts');
  return buildScript();
}
