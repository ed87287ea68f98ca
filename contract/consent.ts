import { z } from 'zod';
import { ConsentChannel, ConsentPurpose } from './inbound-event.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';

/** The ledger of what people agreed to, with its proof. */

export const ConsentEntry = z.object({
  id: z.uuid(),
  /** Place in the contact's ledger, from 1. */
  sequence: z.int(),
  /** Whose ledger it stands in: another id than asked for when two contacts proved to be one. */
  contactId: z.uuid(),
  channel: ConsentChannel,
  purpose: ConsentPurpose,
  state: z.enum(['granted', 'withdrawn']),
  /** True: counts on every channel at once. */
  everywhere: z.boolean(),
  occurredAt: Instant,
  recordedAt: Instant,
  source: z.string(),
  /** The words the shopper saw; null: not known, or erased. */
  wording: z.string().nullable(),
  evidence: z.record(z.string(), z.string()),
  doubleOptIn: z.boolean(),
  /** The shopper came first (Peru asks for it). */
  ownInitiative: z.boolean(),
  connectionId: z.uuid().nullable(),
  actor: z.string(),
  hash: z.string(),
  previousHash: z.string().nullable(),
  isErased: z.boolean(),
});
export type ConsentEntry = z.infer<typeof ConsentEntry>;

export const ConsentStanding = z.object({
  channel: ConsentChannel,
  purpose: ConsentPurpose,
  state: z.enum(['granted', 'withdrawn']),
  since: Instant,
  ownInitiative: z.boolean(),
  /** An address of the contact is on the suppression list and this word does not pass over it. */
  isSuppressed: z.boolean(),
});
export type ConsentStanding = z.infer<typeof ConsentStanding>;

export const ConsentParams = WorkspaceParams.extend({ contactId: z.uuid() });
/** Newest first. */
export const ConsentLedger = pageOf(ConsentEntry).extend({ standings: z.array(ConsentStanding) });
export type ConsentLedger = z.infer<typeof ConsentLedger>;
export { PageQuery as ConsentQuery };

/** A statement that a member writes down. An opt-in needs its proof: where it was said and in which words. */
export const NewConsent = z
  .object({
    channel: ConsentChannel,
    purpose: ConsentPurpose.default('marketing'),
    state: z.enum(['granted', 'withdrawn']),
    /** Absent: just now. */
    occurredAt: Instant.optional(),
    wording: z.string().trim().max(2000).nullable().default(null),
    /** Where it was said: a form, a call, a paper at the counter. */
    place: z.string().trim().max(500).nullable().default(null),
    ownInitiative: z.boolean().default(false),
  })
  .refine((entry) => entry.state === 'withdrawn' || (entry.wording && entry.place), {
    error: 'An opt-in needs its proof: where it was said, and the words the person agreed to.',
    path: ['wording'],
  });
export type NewConsent = z.infer<typeof NewConsent>;

export const ChainCheck = z.object({
  contactId: z.uuid(),
  isIntact: z.boolean(),
  length: z.int(),
  /** The first entry that does not fit; null: all do. */
  brokenAt: z.int().nullable(),
  problem: z.enum(['missing_entry', 'changed_entry', 'changed_proof', 'cut_off']).nullable(),
});
export type ChainCheck = z.infer<typeof ChainCheck>;

/** Everything that proves what a person agreed to. */
export const ConsentProof = z.object({
  contactId: z.uuid(),
  exportedAt: Instant,
  /** One for each ledger: of the contact, and of those merged into it. */
  chains: z.array(ChainCheck),
  entries: z.array(ConsentEntry),
});
export type ConsentProof = z.infer<typeof ConsentProof>;

export const ProofQuery = z.object({ format: z.enum(['json', 'csv']).default('json') });
