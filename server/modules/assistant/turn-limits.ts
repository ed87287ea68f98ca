import { minuteMs, secondMs } from '#platform/clock';

/** How long turns take and how far they may go. Not settings of a merchant: each has a reason that is the same for all. */
export const turnLimits = {
  /** People write one thought in two or three messages, mostly within a second of each other; longer would feel like nobody is there. */
  quietMs: 1200,
  /** Whoever goes on writing is answered after this all the same. */
  burstMs: 5 * secondMs,
  /** A turn is ours so long without a word from us, and how often we give one: after kill -9 another worker has it within 20 s. */
  leaseMs: 15 * secondMs,
  heartbeatMs: 5 * secondMs,
  /** Taken more often than this it is not the machine's fault: a person answers. */
  attempts: 3,
  /** Turns that one process thinks at a time: a model's answer is waited for, so more than there are processors. */
  inFlight: 16,
  /** While all of them are busy, those that end within so long are followed by the next ones together: one look instead of one for each. */
  gatherMs: 20,
  /** How often a turn is thought anew because something more was said; what comes later is a turn of its own. */
  rounds: 3,
  /** Moves of an engine and calls of tools in one round: the longest honest job (search, detail, size, stock, add, link) needs six of each. */
  moves: 8,
  calls: 12,
  /** Drafts that guards may send back before a person answers. */
  drafts: 3,
  /** A model that has not moved after this is given up for the turn; all its moves together get so long. */
  moveMs: 20 * secondMs,
  thinkMs: 40 * secondMs,
  /** A model that failed is left alone for so long, so that each shopper does not wait for its failure anew. */
  restMs: minuteMs,
  /** A yes counts as an answer to what was asked for this long. */
  confirmMs: 30 * minuteMs,
  /** A link or code that a tool gave may be repeated for this long in the conversation. */
  factsMs: 7 * 24 * 60 * minuteMs,
  /** How long a file on its way is waited for at a time. */
  mediaMs: secondMs,
  history: 30,
} as const;
