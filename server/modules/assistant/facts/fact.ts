import { z } from 'zod';

/** One thing that a tool said, by which a draft may stand. */
export const Fact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('price'), minor: z.number(), currency: z.string() }),
  z.object({ kind: z.literal('stock'), count: z.number() }),
  /** A day on the shop's calendar, 2026-12-04. */
  z.object({ kind: z.literal('day'), on: z.string() }),
  z.object({ kind: z.literal('code'), value: z.string() }),
  /** Of an order or a parcel. */
  z.object({ kind: z.literal('reference'), value: z.string() }),
  z.object({ kind: z.literal('percent'), value: z.number() }),
  z.object({ kind: z.literal('link'), url: z.string() }),
  /** What the shop wrote of itself: policies, sizes, explanations. */
  z.object({ kind: z.literal('words'), text: z.string() }),
  /** A name as the catalogue or an order has it. */
  z.object({ kind: z.literal('title'), text: z.string() }),
  /** An order made now leaves today. */
  z.object({ kind: z.literal('ships_today') }),
]);
export type Fact = z.infer<typeof Fact>;

/** Kept for the turns that follow; prices, stock and days must be asked anew. */
export const StoredFact = z.object({ fact: Fact, at: z.iso.datetime() });
export type StoredFact = z.infer<typeof StoredFact>;

const lasting = new Set<Fact['kind']>(['code', 'reference', 'percent', 'link', 'title']);
export const isLasting = (fact: Fact) => lasting.has(fact.kind);

/** What is known in one turn, by kind. */
export interface FactStore {
  /** What the tools said in this turn, and the cart as it is now. */
  fresh: Fact[];
  /** What earlier turns of the conversation learned and may still be said. */
  earlier: Fact[];
}

export function factsOf<Kind extends Fact['kind']>(facts: readonly Fact[], kind: Kind): Extract<Fact, { kind: Kind }>[] {
  return facts.filter((fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind);
}

/** Those of this turn and the lasting ones of earlier turns. */
export const allOf = <Kind extends Fact['kind']>(store: FactStore, kind: Kind) => factsOf([...store.fresh, ...store.earlier], kind);
