import type { Language } from '#contract/language';
import { formatMoney } from '#contract/money';
import type { FoundVariant } from '../tool-shapes.ts';
import { answerWords } from './answer-words.ts';
import { cutText } from './cut-text.ts';

/** Above it a figure tells the shopper nothing. */
const tellStockUpTo = 20;

export interface VariantWords {
  name: string;
  /** Size, colour; '' when there is only one. */
  variant: string;
  /** "$ 89.999,00 · 4 disponibles" */
  offer: string;
}

/** A variant with price and stock as a tool gave them, in the shopper's language. */
export function describeVariant(variant: FoundVariant, language: Language, locale: string): VariantWords {
  const words = answerWords[language];
  const price = formatMoney({ amountMinor: variant.priceMinor, currency: variant.currency }, locale);
  const stock = !variant.isAvailable ? words.soldOut : variant.stock !== null && variant.stock > 0 && variant.stock <= tellStockUpTo ? words.left(variant.stock) : words.available;
  return { name: variant.title, variant: variant.variantTitle ?? '', offer: `${price} · ${stock}` };
}

/** Three lines at most, as a card carries: the name gives way before price and stock do. */
export function cardText({ name, variant, offer }: VariantWords, most: number): string {
  const tail = [variant, offer].filter((line) => line !== '').map((line) => cutText(line, 60)).join('\n');
  return `${cutText(`*${name}*`.replace(/\*\*/g, '*'), most - tail.length - 1)}\n${tail}`;
}
