/** What a message will cost, as status webhooks report it. */
export interface Pricing {
  billable: boolean;
  pricing_model: 'PMP';
  type: 'regular' | 'free_customer_service' | 'free_entry_point';
  category: string;
}

/** From this moment on service messages, and utility templates in an open window, are charged. */
const SERVICE_CHARGED_FROM = Date.UTC(2026, 9, 1);

export interface PricingFacts {
  /** Of the template in lower case; null for a message that is no template. */
  templateCategory: string | null;
  isWindowOpen: boolean;
  isFreeEntry: boolean;
  /** Service messages that this number may still send free in this calendar month. */
  freeServiceLeft: number;
  now: number;
}

export function priceMessage(facts: PricingFacts): Pricing {
  const category = facts.templateCategory ?? 'service';
  if (facts.isFreeEntry) return pricing('free_entry_point', category);
  if (category === 'service') {
    const isFree = facts.now < SERVICE_CHARGED_FROM || facts.freeServiceLeft > 0;
    return pricing(isFree ? 'free_customer_service' : 'regular', category);
  }
  const isFreeUtility = category === 'utility' && facts.isWindowOpen && facts.now < SERVICE_CHARGED_FROM;
  return pricing(isFreeUtility ? 'free_customer_service' : 'regular', category);
}

const pricing = (type: Pricing['type'], category: string): Pricing => ({
  billable: type === 'regular',
  pricing_model: 'PMP',
  type,
  category,
});
