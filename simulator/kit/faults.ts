import { z } from 'zod';
import type { Random } from './random.ts';

/**
 * One way to misbehave. `place` names what misbehaves: `graph.messages`, `graph.templates`, `graph.media`, `graph`
 * (everything under it), `shopify.admin`, `stripe.sessions`, `mercadopago.preferences`, `webhook.whatsapp`, `webhook.shopify`, `webhook` ...
 *
 * Answers: `drop_before` closes the connection before anything is done, `drop_after` does the work and then closes it without
 * an answer, `slow` waits `delayMs` of real time first, `status` answers with HTTP `status`, `error` with the vendor's error
 * `code`, `malformed` with broken JSON, `hang` never answers, `fail_later` accepts and reports `code` afterwards.
 * Deliveries: `delay` by `delayMs` of world time, `repeat` sends `times` more copies, `reorder` lets the next ones overtake.
 */
export const FaultRule = z.object({
  place: z.string().min(1),
  kind: z.enum([
    'drop_before', 'drop_after', 'slow', 'status', 'error', 'malformed', 'hang', 'fail_later', 'delay', 'repeat', 'reorder',
  ]),
  /** Only this recipient, shop or other subject; absent = all. Compared without a leading `+`. */
  recipient: z.string().optional(),
  /** 0 to 1, drawn from the world's seed. */
  probability: z.number().min(0).max(1).default(1),
  /** Ends after striking this often; absent = stays until removed. */
  count: z.int().positive().optional(),
  delayMs: z.number().nonnegative().default(1000),
  times: z.int().positive().default(1),
  status: z.int().min(200).max(599).default(500),
  code: z.int().default(131000),
  /** Words sent with `error`, `status` and `fail_later`. */
  message: z.string().optional(),
});
export type FaultRule = z.infer<typeof FaultRule>;
export type FaultKind = FaultRule['kind'];

/** A rule in force and how often it has struck. */
export interface Fault extends FaultRule {
  id: string;
  struck: number;
}

export interface Faults {
  /** The rule as given over the control API; missing figures take their defaults. */
  add(rule: z.input<typeof FaultRule>): Fault;
  /** False when there was none of that id. */
  remove(id: string): boolean;
  clear(): void;
  list(): Fault[];
  /** The first rule that strikes this place and subject now, counted as struck; null almost always. */
  strike(place: string, recipient?: string): Fault | null;
}

/** A rule that has used up its count stays listed, so that a test can read how often it struck. */
export function createFaults(random: Random): Faults {
  let faults: Fault[] = [];
  let lastId = 0;
  return {
    add(rule) {
      lastId += 1;
      const fault = { ...FaultRule.parse(rule), id: `fault_${lastId}`, struck: 0 };
      faults.push(fault);
      return fault;
    },
    remove(id) {
      const before = faults.length;
      faults = faults.filter((fault) => fault.id !== id);
      return faults.length < before;
    },
    clear: () => void (faults = []),
    list: () => faults,
    strike(place, recipient) {
      if (faults.length === 0) return null;
      const struck = faults.find((fault) => concerns(fault, place, recipient) && random.chance(fault.probability));
      if (!struck) return null;
      struck.struck += 1;
      return struck;
    },
  };
}

function concerns(fault: Fault, place: string, recipient: string | undefined): boolean {
  if (fault.count !== undefined && fault.struck >= fault.count) return false;
  if (fault.place !== place && !place.startsWith(`${fault.place}.`)) return false;
  return fault.recipient === undefined || bare(fault.recipient) === bare(recipient ?? '');
}

const bare = (address: string) => (address.startsWith('+') ? address.slice(1) : address);
