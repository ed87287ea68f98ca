import { foldText } from '#platform/fold-text';

/** The text as a reader sees it: full-width and circled digits become digits, invisible signs go. Case and accents stay. */
export function plainText(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\p{Cf}\p{Me}\uFE0F]/gu, '').replaceAll(/\p{Zs}/gu, ' ');
}

/** The same without case and accents, sign by sign, so that places in both texts are the same. */
export function foldedText(plain: string): string {
  return [...plain].map((sign) => {
    const folded = foldText(sign);
    return folded.length === sign.length ? folded : sign;
  }).join('');
}
