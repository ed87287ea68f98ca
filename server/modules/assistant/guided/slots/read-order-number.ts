import type { Said } from './said.ts';

const named = /(?:pedido|pedidos|orden|ordem|order|compra|encomenda|purchase|po)\s*(?:(?:n[uú]mero|number|num|nro|no|n[°º]?|id|c[oó]digo|es|is|[eé]|el|o|the|de)[\s.:]*){0,3}[#:°º\s]*([a-z]{1,6}-?\d{2,12}|\d{3,15}(?:-\d{1,6})?)(?![\d%]|\s*(?:pesos|reais|d[oó]lares|dollars|usd|d[ií]as|days))/iu;
const hashed = /#\s?([a-z]{0,6}-?\d{2,15}(?:-\d{1,6})?)\b/iu;
/** Letters, a dash and digits, as shops write them: "AUR-1042". */
const dashed = /\b([A-Za-z]{2,6}-\d{3,12})\b/u;
const alone = /^\W*([a-z]{0,6}-?\d{2,15}(?:-\d{1,6})?)\W*$/iu;
const anyNumber = /\b([a-z]{0,6}-?\d{3,15})\b/iu;

/** The number of an order, without its "#", letters in capitals: "AUR-1042". Null: none said. */
export function readOrderNumber({ raw, expects }: Pick<Said, 'raw' | 'expects'>): string | null {
  const cut = raw.slice(0, 600);
  const match = hashed.exec(cut) ?? named.exec(cut) ?? dashed.exec(cut) ?? (expects === 'orderNumber' ? (alone.exec(cut) ?? anyNumber.exec(cut)) : null);
  return match?.[1] ? match[1].toUpperCase() : null;
}
