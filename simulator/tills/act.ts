import { digits, refundedOf, TillRefusal, token } from './till-state.ts';
import type { Attempt, Checkout, Till } from './till-state.ts';

const DAY_MS = 86_400_000;

/** What a payer does on the page, and what banks and merchants do afterwards. Every change is announced as the provider would. */

export function openCheckout(till: Till, facts: Omit<Checkout, 'provider' | 'state' | 'attempts' | 'createdAt'>): Checkout {
  const { world } = till;
  const checkout: Checkout = { ...facts, provider: till.provider, state: 'open', attempts: [], createdAt: world.now() };
  till.checkouts.set(checkout.id, checkout);
  // Runs out by itself, unless it was closed or paid before.
  world.after(checkout.expiresAt - world.now(), () => {
    if (till.checkouts.get(checkout.id) === checkout && checkout.expiresAt <= world.now()) expireCheckout(till, checkout);
  });
  return checkout;
}

export function findCheckout(till: Till, id: string): Checkout {
  const checkout = till.checkouts.get(id);
  if (!checkout) throw new TillRefusal(`There is no payment page ${id}.`, 404);
  return checkout;
}

export function findAttempt(till: Till, id: string): Attempt {
  const attempt = till.attempts.get(id);
  if (!attempt) throw new TillRefusal(`There is no payment ${id}.`, 404);
  return attempt;
}

export const checkoutOf = (till: Till, attempt: Attempt): Checkout => findCheckout(till, attempt.checkoutId);

/** Pays with a card. `amountMinor` other than the page's stands for whatever may go wrong at a bank. */
export function payByCard(till: Till, checkout: Checkout, amountMinor = checkout.totalMinor): Attempt {
  requireOpen(checkout);
  const attempt = takeUp(till, checkout, 'card', amountMinor);
  settle(till, checkout, attempt);
  till.announce('paid', checkout, attempt);
  return attempt;
}

export function declineCard(till: Till, checkout: Checkout, reason = 'insufficient_funds'): Attempt {
  requireOpen(checkout);
  const attempt = takeUp(till, checkout, 'card', checkout.totalMinor);
  Object.assign(attempt, { status: 'failed', reason, updatedAt: till.world.now(), refusedAt: till.world.now() });
  till.announce('failed', checkout, attempt);
  return attempt;
}

/** Takes a slip, or a Pix code, to pay with elsewhere. */
export function takeSlip(till: Till, checkout: Checkout, method: 'pix' | 'cash'): Attempt {
  requireOpen(checkout);
  const { world } = till;
  const attempt = takeUp(till, checkout, method, checkout.totalMinor);
  const code = method === 'pix' ? `00020126390014br.gov.bcb.pix0117pretend@${digits(world, 6)}` : `33350088${digits(world, 36)}`;
  Object.assign(attempt, { status: 'pending', slip: { code, expiresAt: world.now() + (method === 'pix' ? DAY_MS : 3 * DAY_MS) }, updatedAt: world.now() });
  // MercadoPago's page takes a card all the same.
  if (till.provider === 'stripe') checkout.state = 'complete';
  world.after(attempt.slip!.expiresAt - world.now(), () => {
    if (attempt.status === 'pending') expireSlip(till, attempt);
  });
  till.announce('pending', checkout, attempt);
  return attempt;
}

/** Somebody paid the slip at the counter. */
export function settleSlip(till: Till, attempt: Attempt): void {
  if (attempt.status !== 'pending') throw new TillRefusal('This payment does not wait for money.', 409);
  const checkout = checkoutOf(till, attempt);
  settle(till, checkout, attempt);
  till.announce('settled', checkout, attempt);
}

export function expireSlip(till: Till, attempt: Attempt): void {
  if (attempt.status !== 'pending') throw new TillRefusal('This payment does not wait for money.', 409);
  Object.assign(attempt, { status: 'expired', updatedAt: till.world.now() });
  till.announce('slip_expired', checkoutOf(till, attempt), attempt);
}

/** The page cannot be paid any more. Nothing happens to one that was. */
export function expireCheckout(till: Till, checkout: Checkout): void {
  if (checkout.state !== 'open') return;
  checkout.state = 'expired';
  till.announce('expired', checkout, null);
}

export function refund(till: Till, attempt: Attempt, amountMinor: number | null): Attempt['refunds'][number] {
  if (attempt.status !== 'paid') throw new TillRefusal('Only what was paid can be given back.');
  const left = attempt.amountMinor - refundedOf(attempt);
  const given = amountMinor ?? left;
  if (given <= 0 || given > left) throw new TillRefusal('That is more than is left of this payment.');
  const { world } = till;
  const made = { id: `${till.provider === 'stripe' ? 're_' : ''}${till.provider === 'stripe' ? token(world, 20) : digits(world, 10)}`, amountMinor: given, createdAt: world.now() };
  attempt.refunds.push(made);
  attempt.updatedAt = world.now();
  till.announce('refunded', checkoutOf(till, attempt), attempt);
  return made;
}

export function dispute(till: Till, attempt: Attempt): void {
  if (attempt.status !== 'paid') throw new TillRefusal('Only what was paid can be disputed.');
  attempt.dispute = { id: `dp_${token(till.world, 20)}`, status: 'needs_response', createdAt: till.world.now(), closedAt: null };
  attempt.updatedAt = till.world.now();
  till.announce('disputed', checkoutOf(till, attempt), attempt);
}

export function closeDispute(till: Till, attempt: Attempt, outcome: 'won' | 'lost'): void {
  if (attempt.dispute?.status !== 'needs_response') throw new TillRefusal('No dispute of this payment is open.');
  Object.assign(attempt.dispute, { status: outcome, closedAt: till.world.now() });
  attempt.updatedAt = till.world.now();
  till.announce('dispute_closed', checkoutOf(till, attempt), attempt);
}

function requireOpen(checkout: Checkout): void {
  if (checkout.state !== 'open') throw new TillRefusal('This page cannot be paid any more.', 409);
}

/** Stripe keeps one payment for a page however often a card is tried; MercadoPago makes a new one each time. */
function takeUp(till: Till, checkout: Checkout, method: Attempt['method'], amountMinor: number): Attempt {
  const { world } = till;
  const known = till.provider === 'stripe' ? checkout.attempts[0] : undefined;
  const facts = { method, status: 'pending' as const, reason: null, amountMinor, slip: null, updatedAt: world.now() };
  if (known) return Object.assign(known, facts);
  const id = till.provider === 'stripe' ? `pi_${token(world, 24)}` : digits(world, 12);
  const attempt: Attempt = { id, checkoutId: checkout.id, refunds: [], dispute: null, createdAt: world.now(), paidAt: null, refusedAt: null, ...facts };
  checkout.attempts.push(attempt);
  till.attempts.set(id, attempt);
  return attempt;
}

function settle(till: Till, checkout: Checkout, attempt: Attempt): void {
  const now = till.world.now();
  Object.assign(attempt, { status: 'paid', reason: null, updatedAt: now, paidAt: now });
  checkout.state = 'complete';
}
