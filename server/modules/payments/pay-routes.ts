import { isLinkPreview } from '#contract/user-agent';
import type { App } from '#context';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import type { Http } from '#platform/http';
import { createPaymentLink } from './create-payment-link.ts';
import { readLink } from './link-rows.ts';
import type { LinkRow } from './link-rows.ts';
import { lookUpLink } from './ask-look-up.ts';
import { drawPayPage } from './pay-page.ts';
import { readPayToken } from './pay-url.ts';

const linkUnknown = () => new AppError('not_found', 'link_unknown', 'This link is not one of ours, or was cut off when it was copied.');

/**
 * Where shoppers pay: `/pay/:token` leads to the till. A link that ran out, or whose cart changed, is made anew for the cart as it is now, so that an
 * old message in the chat never asks for an old total. `?with=` names another till.
 */
export function addPayRoutes(http: Http, app: App): void {
  http.get<{ Params: { token: string }; Querystring: { with?: string } }>('/pay/:token', { schema: { hide: true }, config: { isPublic: true, rateLimit: { max: 60, timeWindow: '1 minute' } } }, async (request, reply) => {
    const link = await requireLink(app, request.params.token);
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    if (isLinkPreview(request.headers['user-agent'] ?? '')) return reply.type('text/html').send(drawPayPage(link.language, 'open'));
    if (link.state === 'paid' || link.outcome !== null) return reply.type('text/html').send(drawPayPage(link.language, 'paid'));
    try {
      return reply.redirect(await findAddress(app, link, request.query.with ?? null), 302);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const words = wordsFor(error.code);
      return reply.status(words === 'paid' ? 200 : error.kind === 'unavailable' ? 503 : 409).type('text/html').send(drawPayPage(link.language, words));
    }
  });

  http.get<{ Params: { token: string } }>('/pay/:token/back', { schema: { hide: true }, config: { isPublic: true, rateLimit: { max: 60, timeWindow: '1 minute' } } }, async (request, reply) => {
    const link = await requireLink(app, request.params.token);
    // That somebody came back proves nothing: the till is asked.
    if (link.outcome === null) await inTransaction(app.db, (tx) => lookUpLink(app, tx, link));
    app.poke('jobs');
    return reply.header('cache-control', 'no-store').type('text/html').send(drawPayPage(link.language, link.outcome === null ? 'back' : 'paid'));
  });
}

async function requireLink(app: App, token: string): Promise<LinkRow> {
  const ids = readPayToken(app, token);
  const link = ids ? await readLink(app.db, ids.workspaceId, ids.id) : null;
  if (!link) throw linkUnknown();
  return link;
}

async function findAddress(app: App, link: LinkRow, otherTill: string | null): Promise<string> {
  const isLive = link.state === 'open' && link.url !== null && link.expiresAt.getTime() > app.clock.nowMs();
  if (isLive && link.url && (otherTill === null || otherTill === link.connectionId)) return link.url;
  // The minute keeps a finger that taps twice from making two, and lets the same link be made anew tomorrow.
  const { workspaceId, cartId, contactId, conversationId, language } = link;
  const made = await createPaymentLink(app, { workspaceId, cartId, contactId, conversationId, language, vendor: otherTill ?? link.connectionId, idempotencyKey: `again:${link.id}:${otherTill ?? ''}:${Math.floor(app.clock.nowMs() / 60_000)}` });
  const fresh = await readLink(app.db, workspaceId, made.linkId);
  if (!fresh?.url) throw new AppError('unavailable', 'till_away', 'The till does not answer just now.');
  return fresh.url;
}

function wordsFor(code: string): Parameters<typeof drawPayPage>[1] {
  if (code === 'cart_bought') return 'paid';
  if (code === 'out_of_stock') return 'gone';
  if (code === 'price_changed' || code === 'cart_changed') return 'changed';
  return code === 'till_away' || code === 'link_refused' ? 'away' : 'over';
}
