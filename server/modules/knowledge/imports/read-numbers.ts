import { parseDecimalToMinor } from '#contract/money';
import { foldText } from '#platform/fold-text';

/** "$ 4.500,00", "4,500.00", "R$ 19,90", "6500", "gratis". Undefined: it cannot be read; null: it says that it is worked out later, or nothing. */
export function readPrice(text: string, currency: string): number | null | undefined {
  const plain = foldText(text).trim();
  if (plain === '' || /^(a cotizar|cotizar|consultar|a consultar|a combinar|quote|variable|segun|sob consulta|no checkout|-+)/.test(plain)) return null;
  if (/^(gratis|gratuito|gratuita|free|sin cargo|sin costo|bonificado|sem custo)\b/.test(plain)) return 0;
  const number = plain.replaceAll(/^[^\d-]*|[^\d]*$/g, '').replaceAll(/\s/g, '');
  if (!/^\d[\d.,]*$/.test(number)) return undefined;
  return parseDecimalToMinor(plainDecimal(number), currency) ?? undefined;
}

/** The last mark parts the decimals when one or two digits follow it; all others part thousands. */
function plainDecimal(number: string): string {
  const last = Math.max(number.lastIndexOf(','), number.lastIndexOf('.'));
  const decimals = last < 0 ? '' : number.slice(last + 1);
  if (last < 0 || decimals.length === 3 || decimals.length === 0) return number.replaceAll(/[.,]/g, '');
  return `${number.slice(0, last).replaceAll(/[.,]/g, '')}.${decimals}`;
}

export interface ReadDays {
  fromDays: number | null;
  untilDays: number | null;
  /** Null: the text does not say. */
  businessDays: boolean | null;
}

/** "3 a 5 días hábiles", "2-4", "24/48 hs", "en el día", "7". Undefined: it cannot be read; no days at all for an empty cell. */
export function readDays(text: string): ReadDays | undefined {
  const plain = foldText(text).trim();
  if (plain === '' || /^-+$/.test(plain)) return { fromDays: null, untilDays: null, businessDays: null };
  const businessDays = /habil|uteis|util|business|working|laborable/.test(plain) ? true : /corrido|calendar|seguido/.test(plain) ? false : null;
  if (/^(en el dia|mismo dia|no mesmo dia|mesmo dia|same day|hoy|hoje|today)/.test(plain)) return { fromDays: 0, untilDays: 0, businessDays };
  const numbers = [...plain.matchAll(/\d+/g)].map((match) => Number(match[0])).slice(0, 2);
  const [first, second = first] = /\d\s*(hs?|hrs?|horas?|hours?)\b/.test(plain) ? numbers.map((hours) => Math.max(1, Math.ceil(hours / 24))) : numbers;
  if (first === undefined || second === undefined || first > 120 || second > 120) return undefined;
  return { fromDays: Math.min(first, second), untilDays: Math.max(first, second), businessDays };
}

/** "14", "14hs", "14:30", "2 pm" as "14:00"; null for an empty cell, undefined when it cannot be read. */
export function readClock(text: string): string | null | undefined {
  const plain = foldText(text).trim();
  if (plain === '' || /^-+$/.test(plain)) return null;
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|hs?|hrs?|horas?)?\.?$/.exec(plain);
  if (!match) return undefined;
  const hour = Number(match[1]) + (match[3]?.startsWith('p') && Number(match[1]) < 12 ? 12 : 0);
  const minute = Number(match[2] ?? 0);
  return hour > 23 || minute > 59 ? undefined : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Yes and no in three languages; null: neither. */
export function readYes(text: string): boolean | null {
  const plain = foldText(text).trim();
  if (/^(si|sim|s|yes|y|true|verdadero|verdadeiro|1|x|habiles|uteis)$/.test(plain)) return true;
  return /^(no|nao|n|false|falso|0|corridos)$/.test(plain) ? false : null;
}
