import { sql } from 'kysely';
import type { App } from '#context';
import { openConnection } from '#modules/connections';
import { AppError } from '#platform/errors';
import type { Http } from '#platform/http';
import type { StorefrontDefinition } from '#ports/storefront';
import { readLinkToken } from './links.ts';

interface Target {
  cartKey: string | null;
  checkoutUrl: string | null;
  connectionId: string | null;
  lines: { variantKey: string | null; quantity: number }[] | null;
  discountCode: string | null;
}

/** `/l/:token`: counts the click and leads to the cart, ready to pay. Programs that only look (HEAD) are not counted. */
export function addLinkRoutes(http: Http, app: App): void {
  http.route<{ Params: { token: string } }>({
    method: ['GET', 'HEAD'],
    url: '/l/:token',
    exposeHeadRoute: false,
    schema: { hide: true },
    config: { isPublic: true },
    handler: async (request, reply) => reply.header('cache-control', 'no-store').redirect(await followLink(app, request.params.token, request.method === 'GET' && !isPreview(request.headers['user-agent'] ?? '')), 302),
  });
}

/** Messengers fetch a link to draw its preview; that is no shopper's click. */
const isPreview = (userAgent: string) => /whatsapp|facebookexternalhit|telegrambot|slackbot|twitterbot|bot\b|preview/i.test(userAgent);

/** Where a message's link leads now. Throws `not_found` for one that we did not sign or whose cart is gone. */
export async function followLink(app: App, token: string, isClick: boolean): Promise<string> {
  const link = readLinkToken(app.keys, token);
  if (!link) throw new AppError('not_found', 'link_unknown', 'This link is not one of ours, or was cut off when it was copied.');
  const { rows } = await sql<Target>`
    select (select k.key from cart_key k where k.workspace_id = c.workspace_id and k.cart_id = c.id limit 1) as "cartKey", c.checkout_url as "checkoutUrl",
      c.connection_id as "connectionId", c.lines, s.intent->>'discountCode' as "discountCode"
    from send s left join cart c on c.workspace_id = s.workspace_id and c.id = s.cart_id
    where s.workspace_id = ${link.workspaceId} and s.id = ${link.sendId}`.execute(app.db);
  const [target] = rows;
  if (!target) throw new AppError('not_found', 'link_unknown', 'The message of this link is no longer kept.');
  if (isClick) await countClick(app, link);
  const url = await targetUrl(app, target);
  if (!url) throw new AppError('not_found', 'cart_unknown', 'This cart can no longer be opened. Please open the shop and choose again.');
  return url;
}

async function countClick(app: App, link: { workspaceId: string; sendId: string }) {
  const now = app.clock.now();
  await sql`
    with clicked as (
      update send set click_count = click_count + 1, first_clicked_at = coalesce(first_clicked_at, ${now})
      where workspace_id = ${link.workspaceId} and id = ${link.sendId} returning workspace_id, origin, origin_id
    )
    update flow_run r set due_at = ${now} from clicked c
    where c.origin = 'flow' and r.workspace_id = c.workspace_id and r.id = c.origin_id and r.state = 'running' and r.wait_until is not null`.execute(app.db);
  app.poke('flows');
}

async function targetUrl(app: App, target: Target): Promise<string | null> {
  if (!target.connectionId) return null;
  const connection = await openConnection(app, target.connectionId);
  const storefront = connection?.port === 'storefront' ? (connection.definition as StorefrontDefinition) : null;
  const built = storefront?.checkoutLink?.(connection?.client()).build(
    { cartKey: target.cartKey ?? '', checkoutUrl: target.checkoutUrl, lines: (target.lines ?? []).map(({ variantKey, quantity }) => ({ variantKey: variantKey ?? null, quantity })) },
    { code: target.discountCode, reference: null },
  );
  const url = built ?? target.checkoutUrl;
  // Only web addresses: a shop's mistake must not send anybody to a script.
  return url && /^https?:\/\//.test(url) ? url : null;
}
