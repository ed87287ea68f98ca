import type { FlowDefinition } from '#contract/flow';
import type { Language } from '#contract/language';
import { advisorFirst } from './advisor-first.ts';
import { staggeredHighValue } from './staggered-high-value.ts';

/** A ready-made flow. Its sentence and its metric are the console's words, by this id. */
export interface PlaybookEntry {
  id: string;
  lane: string;
  /** Above others of the lane where both accept a cart. */
  priority: number;
  names: Record<Language, string>;
  /** Figures in money depend on the workspace's currency. */
  define(currency: string): FlowDefinition;
}

export const playbooks: readonly PlaybookEntry[] = [
  {
    id: 'advisor-first',
    lane: 'cart_rescue',
    priority: 0,
    names: { es: 'Rescate con ayuda primero', pt: 'Resgate com ajuda primeiro', en: 'Help-first rescue' },
    define: () => advisorFirst,
  },
  {
    id: 'staggered-high-value',
    lane: 'cart_rescue',
    priority: 10,
    names: { es: 'Carritos de alto valor, en tres pasos', pt: 'Carrinhos de alto valor, em três passos', en: 'High-value carts, in three steps' },
    define: staggeredHighValue,
  },
];
