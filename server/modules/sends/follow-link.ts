import { sql } from 'kysely';
import { isLinkPreview } from '#contract/user-agent';
import type { App } from '#context';
import { openCartLink } from '#modules/carts';
import { goodsKey, readGoods } from '#modules/catalog';
import { AppError } from '#platform/errors';
import type { Http } from '#platform/http';
import { readLinkToken } from './links.ts';
import type { LinkIds } from './links.ts';

/** `/l/:token`: counts the click and leads to the cart, ready to pay. Programs that only look (HEAD) are not counted. */
export function addLinkRoutes(http: Http, app: App): void {
  http.route<{ Params: { token: string } }>({
    method: ['GET', 'HEAD'],
    url: '/l/:token',
    exposeHeadRoute: false,
    schema: { hide: true },
    config: { isPublic: true },
    handler: async (request, reply) => reply.header('cache-control', 'no-store').redirect(await followLink(app, request.params.token, request.method === 'GET' && !isLinkPreview(request.headers['user-agent'] ?? '')), 302),
  });
}

/** Where a message's link leads now. Throws `not_found` for one that we did not sign or whose cart is gone. */
export async function followLink(app: App, token: string, isClick: boolean): Promise<string> {
  const link = readLinkToken(app.keys, token);
  if (!link) throw new AppError('not_found', 'link_unknown', 'This link is not one of ours, or was cut off when it was copied.');
  const target = await findTarget(app, link);
  if (!target) throw new AppError('not_found', 'link_unknown', 'The message of this link is no longer kept.');
  if (isClick) await countClick(app, link);
  const url = await findUrl(app, link.workspaceId, target);
  if (!url) throw new AppError('not_found', 'cart_unknown', 'This cart can no longer be opened. Please open the shop and choose again.');
  return url;
}

interface Target {
  cartId: string | null;
  code: string | null;
  /** The one thing that the message is about. */
  about: { connectionId: string; variantKey: string } | null;
}

async function findUrl(app: App, workspaceId: string, { cartId, code, about }: Target): Promise<string | null> {
  if (cartId) return openCartLink(app, workspaceId, cartId, { code, isForOthers: false });
  const url = about && (await readGoods(app.db, [{ workspaceId, ...about }])).get(goodsKey(about))?.url;
  return url && /^https?:\/\//.test(url) ? url : null;
}

async function findTarget(app: App, link: LinkIds): Promise<Target | null> {
  if ('cartId' in link) return { cartId: link.cartId, code: null, about: null };
  const { rows } = await sql<Target>`
    select cart_id as "cartId", intent->>'discountCode' as code, intent->'about' as about from send where workspace_id = ${link.workspaceId} and id = ${link.sendId}`.execute(app.db);
  return rows[0] ?? null;
}

async function countClick(app: App, link: LinkIds) {
  const now = app.clock.now();
  const clicked = 'sendId' in link ? sql`id = ${link.sendId}` : sql`origin = 'assistant' and origin_id = ${link.turnId}`;
  await sql`
    with clicked as (
      update send set click_count = click_count + 1, first_clicked_at = coalesce(first_clicked_at, ${now})
      where workspace_id = ${link.workspaceId} and ${clicked} returning workspace_id, origin, origin_id
    )
    update flow_run r set due_at = ${now} from clicked c
    where c.origin = 'flow' and r.workspace_id = c.workspace_id and r.id = c.origin_id and r.state = 'running' and r.wait_until is not null`.execute(app.db);
  app.poke('flows');
}
