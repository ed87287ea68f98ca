import type { App } from '#context';
import { languageOf, languages } from '#contract/language';
import type { Language } from '#contract/language';
import { readWorkspaceFacts } from '#modules/workspaces';
import { dayMs } from '#platform/clock';
import type { Keys } from '#platform/crypto';
import type { Http } from '#platform/http';
import { readIdToken, writeIdToken } from '#platform/id-token';
import { findCart } from './find-open-cart.ts';
import { linkOfCart } from './open-cart-link.ts';
import { noticePage, sharedCartPage } from './shared-cart-page.ts';

/** Long enough to ask somebody, short enough that a forwarded link does not live for ever. */
const openForMs = 14 * dayMs;

interface SharedRef {
  workspaceId: string;
  cartId: string;
}

/** The page on which somebody else sees this cart and can pay it. */
export function sharedCartUrl(app: Pick<App, 'keys' | 'publicUrl'>, ref: SharedRef, now: Date): string {
  return `${app.publicUrl}/s/${shareToken(app.keys, ref, new Date(now.getTime() + openForMs))}`;
}

function shareToken(keys: Keys, { workspaceId, cartId }: SharedRef, expiresAt: Date): string {
  const until = Math.floor(expiresAt.getTime() / 1000).toString(36);
  return `${until}.${writeIdToken(keys, `share ${until}`, [workspaceId, cartId])}`;
}

/** Which cart, and until when; null when it was not signed by us. */
function readShareToken(keys: Keys, token: string): (SharedRef & { expiresAtMs: number }) | null {
  const [until = '', ...signed] = token.split('.');
  const [workspaceId, cartId, ...rest] = readIdToken(keys, `share ${until}`, signed.join('.')) ?? [];
  return workspaceId && cartId && rest.length === 0 ? { workspaceId, cartId, expiresAtMs: Number.parseInt(until, 36) * 1000 } : null;
}

/** `/s/:token`: a cart for somebody else's eyes. Says nothing of whose it is. */
export function addSharedCartRoutes(http: Http, app: App): void {
  http.get<{ Params: { token: string } }>('/s/:token', { schema: { hide: true }, config: { isPublic: true } }, async (request, reply) => {
    const { status, page } = await showSharedCart(app, request.params.token, request.headers['accept-language'] ?? '');
    return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex').send(page);
  });
}

async function showSharedCart(app: App, token: string, accepted: string): Promise<{ status: number; page: string }> {
  const ref = readShareToken(app.keys, token);
  const workspace = ref && (await readWorkspaceFacts(app.db, [ref.workspaceId])).get(ref.workspaceId);
  const language = preferred(accepted) ?? languageOf(workspace?.locale) ?? 'en';
  if (!ref || !workspace) return { status: 404, page: noticePage(language, null, 'unknown') };
  if (ref.expiresAtMs < app.clock.nowMs()) return { status: 410, page: noticePage(language, workspace.name, 'expired') };
  const cart = await findCart(app.db, ref.workspaceId, ref.cartId);
  if (!cart || cart.state === 'deleted' || cart.itemCount === 0) return { status: 404, page: noticePage(language, workspace.name, 'gone') };
  if (cart.state === 'completed') return { status: 200, page: noticePage(language, workspace.name, 'bought') };
  const url = await linkOfCart(app, ref.workspaceId, cart, { code: null, isForOthers: true });
  return { status: 200, page: sharedCartPage({ language, locale: localeFor(language, workspace.locale), shopName: workspace.name, cart, url }) };
}

/** The first language of the reader's browser that our texts exist in. */
function preferred(accepted: string): Language | null {
  const wished = accepted.split(',').map((part) => languageOf(part.trim()));
  return wished.find((language) => language !== null && languages.includes(language)) ?? null;
}

const localeFor = (language: Language, locale: string) => (languageOf(locale) === language ? locale : language);
