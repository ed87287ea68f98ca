import { z } from 'zod';
import { Currency } from './money.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';

/** Returns and exchanges that shoppers asked for, and what the merchant decided. */

export const returnKinds = ['return', 'exchange'] as const;
export const ReturnKind = z.enum(returnKinds);
export type ReturnKind = z.infer<typeof ReturnKind>;

/** `requested` and `approved` are open; the others are the end. */
export const returnStates = ['requested', 'approved', 'declined', 'done'] as const;
export const ReturnState = z.enum(returnStates);
export type ReturnState = z.infer<typeof ReturnState>;

export const ReturnRequest = z.object({
  id: z.uuid(),
  kind: ReturnKind,
  state: ReturnState,
  orderId: z.uuid(),
  orderNumber: z.string(),
  orderTotalMinor: z.int(),
  currency: Currency,
  placedAt: Instant,
  /** What is to come back; null: the whole order. */
  lineTitle: z.string().nullable(),
  /** In the shopper's words. */
  reason: z.string(),
  /** Null: the person was erased. */
  contactId: z.uuid().nullable(),
  contactName: z.string().nullable(),
  /** Where it was asked for; null: the conversation is gone. */
  conversationId: z.uuid().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  /** Who decided; null: nobody yet. */
  decidedBy: z.string().nullable(),
});
export type ReturnRequest = z.infer<typeof ReturnRequest>;

export const ReturnQuery = PageQuery.extend({ state: ReturnState.optional(), contactId: z.uuid().optional(), orderId: z.uuid().optional() });
export type ReturnQuery = z.infer<typeof ReturnQuery>;
/** Newest first. */
export const ReturnPage = pageOf(ReturnRequest);
export const ReturnParams = WorkspaceParams.extend({ returnId: z.uuid() });

/** An ended request is not opened again: the shopper may ask anew. */
export const ReturnDecision = z.object({ state: z.enum(['approved', 'declined', 'done']) });
export type ReturnDecision = z.infer<typeof ReturnDecision>;

/** What a shopper may begin in the chat without asking a person. */
export const ReturnPolicy = z.object({
  /** False: whoever asks is handed to a person. */
  isOn: z.boolean().default(true),
  /** Counted from the day of delivery, or of the order where the carrier told none. */
  withinDays: z.int().min(1).max(365).default(30),
});
export type ReturnPolicy = z.infer<typeof ReturnPolicy>;
