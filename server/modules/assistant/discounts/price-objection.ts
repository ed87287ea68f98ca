import { foldText } from '#platform/fold-text';

const words = [
  // es: "carísimo", "muy cara", "se me va de presupuesto", "¿no tenés descuento?", "algo más barato"
  /\bcar(o|a|os|as|isim[oa]s?)\b/, /\bdescuent/, /\brebaj/, /\bpresupuesto\b/, /\bbarat[oa]/, /\bcupon/, /\bpromo/, /\boferta/, /\bpreci[oa]s? (mas )?(alto|bajo|mejor)/, /\bmucha plata\b/, /\bno me alcanza\b/, /\bno llego\b/,
  // pt
  /\bdesconto/, /\bcupom\b/, /\bbaratinh/, /\bcarinh[oa]\b/, /\bsalgad[oa]\b/, /\borcamento\b/, /\bpreco (mais )?(alto|baixo|melhor)/, /\bmuito dinheiro\b/, /\bnao cabe no bolso\b/, /\babate/,
  // en
  /\bexpensive\b/, /\bpricey\b/, /\bdiscount/, /\bcheaper\b/, /\bcoupon/, /\btoo much\b/, /\bcosts? a lot\b/, /\bover (my )?budget\b/, /\bcan.?t afford\b/, /\bbetter price\b/, /\bdeal\b/, /\bpromo code\b/,
];

/**
 * Whether the price stands in the way, by the shopper's own words. Money is never given away on a model's word alone, so this asks no model. Pure.
 * @param texts what they wrote last, in any of the three languages.
 */
export function objectsToPrice(texts: readonly string[]): boolean {
  const plain = texts.map(foldText);
  return plain.some((text) => words.some((word) => word.test(text)));
}
