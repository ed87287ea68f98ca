import type { Slots } from '../understanding.ts';
import { readColour } from './read-colour.ts';
import { readDenied } from './read-denied.ts';
import { readDiscountCode } from './read-discount-code.ts';
import { readEmail } from './read-email.ts';
import { readForWhom } from './read-for-whom.ts';
import { readOrderNumber } from './read-order-number.ts';
import { readPostalCode } from './read-postal-code.ts';
import { readPrices } from './read-prices.ts';
import { readProduct } from './read-product.ts';
import { readQuantity } from './read-quantity.ts';
import { readReference } from './read-reference.ts';
import { readReturnKind } from './read-return-kind.ts';
import { readSize } from './read-size.ts';
import { readUse } from './read-use.ts';
import type { Found, Said } from './said.ts';

/** All slots of a message; product words only when it is about one (`isAboutProduct`), since any talk leaves words over. What one reader holds, the next ones leave alone: "42" is not both a size and a quantity. */
export function readSlots(said: Said, isAboutProduct: boolean): Slots {
  const denied = readDenied(said);
  return readWanted(denied.length === 0 ? said : { ...said, words: withoutHeldWords(said.words, new Set(denied)) }, isAboutProduct);
}

function readWanted(said: Said, isAboutProduct: boolean): Slots {
  const held = new Set<number>();
  const hold = <Value>(found: Found<Value> | null): Value | null => {
    for (let index = found?.from ?? 0; index < (found?.to ?? 0); index += 1) held.add(index);
    return found?.value ?? null;
  };
  const orderNumber = readOrderNumber(said);
  const postalCode = orderNumber === null || said.expects === 'postalCode' ? readPostalCode(said) : null;
  const discountCode = readDiscountCode(said);
  for (const code of [orderNumber, postalCode, discountCode]) holdCode(said.words, code, held);
  const prices = hold(readPrices(withoutHeld(said, held)));
  const size = hold(readSize(withoutHeld(said, held)));
  const reference = hold(readReference(withoutHeld(said, held)));
  const colour = hold(readColour(said));
  const forWhom = hold(readForWhom(said));
  const quantity = hold(readQuantity(withoutHeld(said, held), (index) => held.has(index)));
  return {
    product: isAboutProduct ? readProduct(said, (index) => held.has(index)) : null,
    size,
    colour,
    quantity: quantity?.count ?? null,
    quantityChange: quantity?.change ?? null,
    maxPrice: prices?.maxPrice ?? null,
    minPrice: prices?.minPrice ?? null,
    postalCode,
    orderNumber,
    email: readEmail(said.raw),
    forWhom,
    use: readUse(said),
    reference,
    discountCode,
    returnKind: readReturnKind(said),
  };
}

/** A code's words: "AUR-1042" folds to "aur 1042". */
function holdCode(words: readonly string[], code: string | null, held: Set<number>): void {
  if (!code) return;
  const parts = new Set([code.toLowerCase(), ...code.toLowerCase().split(/[-_]/)]);
  words.forEach((word, index) => {
    if (parts.has(word.replace(/^#/, ''))) held.add(index);
  });
}

/** Held words become a word that nobody reads, so that places stay the same. */
const withoutHeld = (said: Said, held: ReadonlySet<number>): Said => ({ ...said, words: withoutHeldWords(said.words, held) });
const withoutHeldWords = (words: readonly string[], held: ReadonlySet<number>) => words.map((word, index) => (held.has(index) ? '·' : word));
