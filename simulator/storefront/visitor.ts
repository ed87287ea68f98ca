import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ShopContext } from '../shopify/shop-context.ts';
import { storeUrl } from '../shopify/shop-context.ts';
import type { Cart, Language } from '../shopify/shop-state.ts';
import { createCart } from '../shopify/actions/change-cart.ts';
import { textsFor, type Texts } from './texts.ts';

/** Who looks at a page: their cart, their language, and where they came from. */
export interface Visitor {
  context: ShopContext;
  language: Language;
  texts: Texts;
  /** Null until something was put in it; a bought cart is no longer theirs. */
  cart: Cart | null;
  landingSite: string;
  referringSite: string;
  /** Path of the shop, `/shop/aurora`. */
  base: string;
  money(minor: number): string;
  /** The same without decimals, for round thresholds. */
  roundMoney(minor: number): string;
}

const REGIONS: Record<Language, string> = { es: 'es-AR', pt: 'pt-BR', en: 'en' };
const CAMPAIGN = /[?&](utm_\w+|gclid|fbclid|ctwa_clid|ref)=/;

/** Reads the cookies and, on a first visit or a visit from a campaign, notes where the visitor landed. */
export function meetVisitor(context: ShopContext, request: FastifyRequest, reply: FastifyReply): Visitor {
  const { shop } = context;
  const base = `/shop/${shop.profile.handle}`;
  const cookies = readCookies(request.headers.cookie);
  const wished = (request.query as Record<string, string | undefined>).lang;
  if (isLanguage(wished)) setCookie(reply, base, 'lang', wished);
  const language = isLanguage(wished) ? wished : isLanguage(cookies.lang) ? cookies.lang : shop.profile.language;
  let landingSite = cookies.landing ?? '';
  let referringSite = cookies.referrer ?? '';
  if (request.method === 'GET' && (!landingSite || CAMPAIGN.test(request.url))) {
    const path = request.url.slice(base.length);
    landingSite = path.startsWith('/') ? path : `/${path}`;
    referringSite = outsideReferrer(context, request.headers.referer);
    setCookie(reply, base, 'landing', landingSite);
    setCookie(reply, base, 'referrer', referringSite);
  }
  const cart = shop.carts.get(cookies.cart ?? '');
  const look = { style: 'currency', currency: shop.profile.currency, currencyDisplay: 'narrowSymbol' } as const;
  const format = new Intl.NumberFormat(REGIONS[language], look);
  const roundFormat = new Intl.NumberFormat(REGIONS[language], { ...look, maximumFractionDigits: 0 });
  return {
    context, language, base, landingSite, referringSite,
    texts: textsFor(language),
    cart: cart && cart.closedAt === null ? cart : null,
    money: (minor) => format.format(minor / 100),
    roundMoney: (minor) => roundFormat.format(minor / 100),
  };
}

/** The visitor's cart, started if they have none yet. */
export function cartOf(visitor: Visitor, reply: FastifyReply): Cart {
  if (visitor.cart) return visitor.cart;
  const { context, landingSite, referringSite } = visitor;
  visitor.cart = createCart(context, { landingSite: landingSite || '/', referringSite });
  rememberCart(visitor, reply, visitor.cart);
  return visitor.cart;
}

export function rememberCart(visitor: Visitor, reply: FastifyReply, cart: Cart): void {
  visitor.cart = cart;
  setCookie(reply, visitor.base, 'cart', cart.token);
}

function setCookie(reply: FastifyReply, path: string, name: string, value: string): void {
  reply.header('set-cookie', `${name}=${encodeURIComponent(value)}; Path=${path}; Max-Age=1209600; SameSite=Lax`);
}

function readCookies(header: string | undefined): Record<string, string | undefined> {
  const pairs = (header ?? '').split(';').flatMap((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [] : [[part.slice(0, at).trim(), decode(part.slice(at + 1).trim())]];
  });
  return Object.fromEntries(pairs) as Record<string, string | undefined>;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Somebody else's cookie on this host; ours are always encoded.
    return text;
  }
}

function outsideReferrer(context: ShopContext, referer: string | undefined): string {
  return referer && !referer.startsWith(storeUrl(context)) ? referer : '';
}

function isLanguage(value: string | undefined): value is Language {
  return value === 'es' || value === 'pt' || value === 'en';
}
