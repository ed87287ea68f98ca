import { z } from 'zod';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';

/** What came in and could not be applied: kept, shown, replayed. */

export const FailureState = z.enum(['open', 'replayed', 'dismissed']);

export const InboundFailure = z.object({
  id: z.uuid(),
  connectionId: z.uuid(),
  connectionName: z.string(),
  receivedAt: Instant,
  /** "cart.changed" …; null when the body as a whole could not be read. */
  eventType: z.string().nullable(),
  /** `unreadable`: the body has another shape; `account_unknown`: it is about an account that is not connected; `not_applied`: our fault. */
  code: z.string(),
  error: z.string(),
  /** How often it was tried. */
  attempts: z.int(),
  state: FailureState,
  settledAt: Instant.nullable(),
});
export type InboundFailure = z.infer<typeof InboundFailure>;

export const InboundFailureDetail = InboundFailure.extend({
  /** What the body was read as; null when it could not be. */
  event: z.unknown().nullable(),
  /** Null: it came with no delivery, or the delivery is past its retention. */
  delivery: z
    .object({
      method: z.string(),
      headers: z.record(z.string(), z.string()),
      sizeBytes: z.int(),
      /** The beginning of the body as text; bytes that are no text are shown as �. */
      body: z.string(),
      isCut: z.boolean(),
    })
    .nullable(),
});
export type InboundFailureDetail = z.infer<typeof InboundFailureDetail>;

export const FailureQuery = PageQuery.extend({
  state: FailureState.default('open'),
  connectionId: z.uuid().optional(),
  code: z.string().max(60).optional(),
});
export type FailureQuery = z.infer<typeof FailureQuery>;

/** Open ones by kind, the most frequent first. */
export const FailureKind = z.object({ connectionId: z.uuid(), connectionName: z.string(), code: z.string(), eventType: z.string().nullable(), count: z.int() });
export type FailureKind = z.infer<typeof FailureKind>;
export const FailurePage = pageOf(InboundFailure).extend({ kinds: z.array(FailureKind) });
export type FailurePage = z.infer<typeof FailurePage>;

export const FailureParams = WorkspaceParams.extend({ failureId: z.uuid() });
/** Which open failures to replay: all that fit every given field. */
export const ReplayBody = z.object({ connectionId: z.uuid().optional(), code: z.string().max(60).optional(), eventType: z.string().max(60).nullable().optional() });
export type ReplayBody = z.infer<typeof ReplayBody>;
/** At most 200 are tried in one call, the oldest first; `remaining` counts those not tried yet. */
export const ReplayResult = z.object({ replayed: z.int(), failed: z.int(), remaining: z.int() });
export type ReplayResult = z.infer<typeof ReplayResult>;
