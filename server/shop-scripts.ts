import type { Http } from '#platform/http';

/** `GET /marchante.js` and `GET /chat.js`: what a shop pastes into its pages. Built from `store-kits/script` and `widget` when first asked for. */
export function addShopScripts(http: Http): void {
  serve(http, '/marchante.js', 'script');
  serve(http, '/chat.js', 'chat');
}

function serve(http: Http, path: string, kit: 'script' | 'chat'): void {
  let built: Promise<string> | null = null;
  http.get(path, { schema: { hide: true }, config: { isPublic: true } }, async (_request, reply) => {
    built ??= build(kit);
    built.catch(() => (built = null));
    // Any shop's page may load it; an hour is how long a shop waits for a new version.
    return reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=3600').header('cross-origin-resource-policy', 'cross-origin').send(await built);
  });
}

async function build(kit: 'script' | 'chat'): Promise<string> {
  const { buildScript } = await import('../scripts/build-script.ts');
  return buildScript(kit);
}
