import { foldWords } from '../features/fold-text.ts';
import type { Said } from './said.ts';

const named = /\b(?:cup[oó]n|cupom|coupon|c[oó]digo|code|voucher|promo\s?code|promocode)\b(?:\s+(?:de|del|do|da|for|un|o|el|the|descuento|desconto|discount|promocional|promo|es|is|[eé]|que|me|dice|diz|says|llamado|chamado|called|dio|deu))*\s*[:"“'«#]*\s*([A-Za-z0-9][A-Za-z0-9_-]{2,29})/giu;
/** A code when it stands beside words about discounts: capitals with digits. */
const capitals = /\b([A-Z]{2,20}[-_]?\d{1,4}[A-Z]{0,6}|[A-Z0-9]{2,}[-_][A-Z0-9]{2,})\b/u;
const aboutDiscounts = /cup[oóô]|coupon|c[oó]digo|\bcode\b|voucher|descuent|desconto|discount|promo|aplic|apply|applied|%/iu;
const notDiscounts = /\b(?:postal|seguimiento|rastre\w*|tracking|verificaci[oó]n|verifica[cç][aã]o|barras?|qr|zip|pedido|orden)\b/iu;

/** A discount code in capitals. "el código no anda" names none. */
export function readDiscountCode({ raw, expects }: Pick<Said, 'raw' | 'expects'>): string | null {
  const cut = raw.slice(0, 600);
  for (const match of cut.matchAll(named)) {
    const token = match[1] ?? '';
    if (looksLikeCode(token) && !notDiscounts.test(match[0])) return token.toUpperCase();
  }
  const alone = expects === 'discountCode' ? /^\W*([A-Za-z0-9_-]{3,30})\W*$/u.exec(cut)?.[1] : undefined;
  if (alone && !plainAnswers.has(foldWords(alone))) return alone.toUpperCase();
  const bare = aboutDiscounts.test(cut) ? capitals.exec(cut)?.[1] : undefined;
  return bare && !/^(?:AUR|USD|CP|IPHONE)-?\d/u.test(bare) && !notDiscounts.test(cut) ? bare : null;
}

const plainAnswers = new Set(['si', 'no', 'nao', 'sim', 'yes', 'ninguno', 'nenhum', 'none', 'gracias']);

/** Capitals or a digit: ordinary words after "código" have neither. In a message all in capitals only digits tell. */
function looksLikeCode(token: string): boolean {
  const hasDigit = /\d/.test(token) && /[A-Za-z]/.test(token);
  return hasDigit || (/^[A-Z0-9_-]+$/.test(token) && /[A-Z]{3}/.test(token) && !shouted.has(token));
}

const shouted = new Set(['NO', 'NAO', 'NÃO', 'QUE', 'PARA', 'PRA', 'NOT', 'DOES', 'DOESNT', 'DON', 'ESTA', 'ANDA', 'FUNCIONA', 'POR', 'DESCUENTO', 'DESCONTO', 'POSTAL', 'ISN', 'WON', 'DIDN', 'INVALID', 'INVALIDO', 'WORKS', 'WORK', 'ISNT', 'WONT', 'NUNCA', 'DEL', 'PLEASE']);
