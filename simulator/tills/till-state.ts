import type { World } from '../kit/index.ts';

/** A payment page and what was tried on it: the same for every pretend provider; each tells it in its own words. */
export interface Checkout {
  id: string;
  provider: 'stripe' | 'mercadopago';
  /** The account it belongs to. */
  accountKey: string;
  reference: string | null;
  lines: { title: string; quantity: number; unitMinor: number }[];
  totalMinor: number;
  currency: string;
  language: 'es' | 'pt' | 'en';
  metadata: Record<string, string>;
  returnUrl: string | null;
  payerEmail: string | null;
  /** Where notices of this very page go; null: where the account says. */
  noticeUrl: string | null;
  /** complete: somebody paid, or took a slip that waits. */
  state: 'open' | 'complete' | 'expired';
  attempts: Attempt[];
  createdAt: number;
  expiresAt: number;
}

export type AttemptStatus = 'pending' | 'failed' | 'paid' | 'cancelled' | 'expired';

/** One try to pay. */
export interface Attempt {
  id: string;
  checkoutId: string;
  method: 'card' | 'pix' | 'cash';
  status: AttemptStatus;
  /** Why it failed, in the provider's word. */
  reason: string | null;
  amountMinor: number;
  slip: { code: string; expiresAt: number } | null;
  refunds: { id: string; amountMinor: number; createdAt: number }[];
  dispute: { id: string; status: 'needs_response' | 'won' | 'lost'; createdAt: number; closedAt: number | null } | null;
  createdAt: number;
  /** When it came to where it is, ms. */
  updatedAt: number;
  paidAt: number | null;
  /** When a card was last refused for it. */
  refusedAt: number | null;
}

/** What happened to a page, for the provider's own notices. */
export type TillNews = 'paid' | 'failed' | 'pending' | 'settled' | 'slip_expired' | 'expired' | 'refunded' | 'disputed' | 'dispute_closed';

/** All pages of one pretend provider. */
export interface Till {
  world: World;
  provider: Checkout['provider'];
  checkouts: Map<string, Checkout>;
  attempts: Map<string, Attempt>;
  /** Tells those who subscribed; each provider in its own form. */
  announce(news: TillNews, checkout: Checkout, attempt: Attempt | null): void;
}

/** A mistake of the caller, answered with 4xx. */
export class TillRefusal extends Error {
  readonly statusCode: number;

  constructor(message: string, statusCode = 400) {
    super(message);
    this.statusCode = statusCode;
  }
}

export const refundedOf = ({ refunds }: Attempt) => refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
export const digits = (world: World, length: number) => world.random.text(length, '0123456789');
export const token = (world: World, length: number) => world.random.text(length, 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789');
