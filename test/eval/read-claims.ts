/** Figures in words of ours, read without any code of the product. */

export const foldText = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[\u00a0\u202f]/gu, ' ').toLowerCase();

const marked = /(?:r\$|us\$|\$|\bars|\bbrl|\busd)\s*(\d[\d.,]*)(\s*(?:mil|k)\b)?|\b(\d[\d.,]*)\s*(mil\s+)?(?:pesos|reais|dolares|dollars)\b/gu;

/** Amounts of money in minor units. @param isLoose also bare numbers of at least two digits. */
export function moneyIn(text: string, isLoose = false): { minor: number; text: string }[] {
  const folded = foldText(text);
  const found = [...folded.matchAll(marked)].map((match) => ({ minor: minorOf(match[1] ?? match[3] ?? '') * (match[2] || match[4] ? 1000 : 1), text: match[0] }));
  const bare = isLoose ? [...folded.matchAll(/(\d[\d.,]*\d)(\s*(?:mil|k)\b)?/gu)].map((match) => ({ minor: minorOf(match[1] ?? '') * (match[2] ? 1000 : 1), text: match[0] })) : [];
  return [...found, ...bare].filter(({ minor }) => Number.isFinite(minor));
}

/** "89.999,00", "89,999.00", "89.999" and "1200". */
function minorOf(written: string): number {
  const tidy = written.replace(/[.,]+$/, '');
  const [, whole = '', cents = ''] = /^(.*?)(?:[.,](\d{2}))?$/.exec(tidy) ?? [];
  return Number(whole.replaceAll(/[.,]/g, '')) * 100 + Number(cents || 0);
}

const months = ['enero|janeiro|january|jan', 'febrero|fevereiro|february|feb', 'marzo|marco|march|mar', 'abril|april|apr', 'mayo|maio|may', 'junio|junho|june|jun', 'julio|julho|july|jul', 'agosto|august|aug', 'septiembre|setiembre|setembro|september|sep', 'octubre|outubro|october|oct', 'noviembre|novembro|november|nov', 'diciembre|dezembro|december|dec'];
const monthPattern = months.join('|');
const dayPatterns = [new RegExp(`\\b(\\d{1,2})(?:º|o)? (?:de )?(${monthPattern})\\b`, 'gu'), new RegExp(`\\b(${monthPattern})\\.? (\\d{1,2})\\b`, 'gu'), /\b(\d{1,2})\/(\d{1,2})(?:\/\d{2,4})?\b/gu];

/** Days as "MM-DD". The text must be folded. */
export function daysIn(folded: string): { day: string; text: string }[] {
  return dayPatterns.flatMap((pattern, which) =>
    [...folded.matchAll(pattern)].map((match) => {
      const [number, month] = which === 1 ? [match[2], match[1]] : [match[1], match[2]];
      const place = which === 2 ? Number(month) : months.findIndex((names) => names.split('|').includes(month ?? '')) + 1;
      return { day: `${String(place).padStart(2, '0')}-${String(number).padStart(2, '0')}`, text: match[0] };
    }),
  );
}

const numbers: Record<string, number> = { uno: 1, una: 1, um: 1, uma: 1, one: 1, dos: 2, dois: 2, duas: 2, two: 2, tres: 3, three: 3, seis: 6, six: 6, siete: 7, sete: 7, seven: 7, diez: 10, dez: 10, ten: 10, doce: 12, doze: 12, twelve: 12, quince: 15, quinze: 15, fifteen: 15, veinte: 20, vinte: 20, twenty: 20, treinta: 30, trinta: 30, thirty: 30, sesenta: 60, sessenta: 60, sixty: 60, noventa: 90, ninety: 90 };
const span = new RegExp(`(\\d{1,3}(?:[.,]\\d)?|\\b(?:${Object.keys(numbers).join('|')}))[\\s-]*(%|por ciento|por cento|percent|dias?|days?|horas?|hours?|semanas?|weeks?|meses|mes|months?|anos?|years?|year|cuotas?|parcelas?|vezes|veces|installments?|instalments?)(?=\\W|$)`, 'gu');
const free = /\b(?:gratis|gratuit[oa]s?|sin cargo|sin costo|sem custo|free of charge|for free|free shipping|free)\b/u;
const kinds: [RegExp, string][] = [[/^(?:%|por c|percent)/, '%'], [/^(?:dia|day)/, 'day'], [/^(?:hora|hour)/, 'hour'], [/^(?:semana|week)/, 'week'], [/^(?:mes|month)/, 'month'], [/^(?:ano|year)/, 'year'], [/^(?:cuota|parcela|vez|vec|inst)/, 'instalment']];

/** Periods, instalments and percents such as "30 day", and "free": the same in every language. */
export function spansIn(text: string): string[] {
  const folded = foldText(text);
  const found = [...folded.matchAll(span)].map(([, number = '', unit = '']) => `${numbers[number] ?? Number(number.replace(',', '.'))} ${kinds.find(([pattern]) => pattern.test(unit))?.[1] ?? unit}`);
  return [...new Set([...found, ...(free.test(folded) ? ['free'] : [])])];
}
