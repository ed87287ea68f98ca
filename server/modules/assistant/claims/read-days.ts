import type { Claim } from './claim.ts';
import type { Reading } from './reading.ts';

const months: string[][] = [
  ['enero', 'janeiro', 'january', 'ene', 'jan'], ['febrero', 'fevereiro', 'february', 'feb', 'fev'], ['marzo', 'marco', 'march', 'mar'], ['abril', 'april', 'abr', 'apr'],
  ['mayo', 'maio', 'may', 'mai'], ['junio', 'junho', 'june', 'jun'], ['julio', 'julho', 'july', 'jul'], ['agosto', 'august', 'ago', 'aug'],
  ['septiembre', 'setiembre', 'setembro', 'september', 'sep', 'sept', 'set'], ['octubre', 'outubro', 'october', 'oct', 'out'], ['noviembre', 'novembro', 'november', 'nov'],
  ['diciembre', 'dezembro', 'december', 'dic', 'dez', 'dec'],
];
const monthOf = new Map(months.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const monthNames = [...monthOf.keys()].toSorted((left, right) => right.length - left.length).join('|');
/** Monday first, as the calendar counts. */
const weekdays: string[][] = [
  ['lunes', 'segunda-feira', 'segunda', 'monday'], ['martes', 'terca-feira', 'terca', 'tuesday'], ['miercoles', 'quarta-feira', 'quarta', 'wednesday'], ['jueves', 'quinta-feira', 'quinta', 'thursday'],
  ['viernes', 'sexta-feira', 'sexta', 'friday'], ['sabado', 'saturday'], ['domingo', 'sunday'],
];
const weekdayOf = new Map(weekdays.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const weekdayNames = [...weekdayOf.keys()].toSorted((left, right) => right.length - left.length).join('|');

const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/g;
const slashed = /(?<![\d.,$])(\d{1,2})\/(\d{1,2})(?:\/(\d{2,4}))?\b(?![.,]?\d)/g;
const dotted = /(?<![\d.,$])(\d{1,2})\.(\d{1,2})\.(\d{4})\b/g;
const dayMonth = new RegExp(String.raw`\b(\d{1,2})(?:º|°|o|st|nd|rd|th)?(?: de| of)? (${monthNames})\b(?:,?(?: de| del)? (\d{4}))?`, 'g');
const monthDay = new RegExp(String.raw`\b(${monthNames}) (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4}))?`, 'g');
/** "entre el 3 y el 5 de diciembre": the first day has no month of its own. */
const dayRange = new RegExp(String.raw`\b(\d{1,2}) (?:y|e|a|al|ao|and|to|-|–)\s?(?:el |o )?(?=(\d{1,2})(?: de| of)? (${monthNames})\b)`, 'g');
const delivery = /(lleg|entreg|recib|envi|despach|sale|saldra|manda|chega|receb|sai |arriv|deliver|ship|get it|reach|retir|llevar)/;
const relative = /\b(pasado manana|depois de amanha|day after tomorrow|hoy mismo|hoy|hoje|today|tonight|manana|amanha|tomorrow)\b/g;
const weekday = new RegExp(String.raw`\b(${weekdayNames})(?: (\d{1,2}))?\b`, 'g');

const dayMs = 86_400_000;
const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Calendar days that a text names. Relative ones and weekdays count where it speaks of a delivery. @param todayOn the day of the shop's clock. */
export function readDays(reading: Reading, todayOn: string): Extract<Claim, { kind: 'day' }>[] {
  const todayMs = Date.parse(`${todayOn}T00:00:00Z`);
  const claim = (days: string[], text: string) => ({ kind: 'day' as const, days, text: text.trim() });
  const valid = (days: (string | null)[], text: string) => {
    const known = days.filter((day) => day !== null);
    return known.length > 0 ? claim(known, text) : null;
  };
  return [
    ...reading.take(iso, ([text, year, month, day]) => valid([dateOf(Number(year), Number(month), Number(day))], text)),
    ...reading.take(dayRange, ([text, day, , month]) => valid(aroundNow(Number(day), monthOf.get(month ?? '') ?? 0, undefined, todayMs), text)),
    ...reading.take(dayMonth, ([text, day, month, year]) => valid(aroundNow(Number(day), monthOf.get(month ?? '') ?? 0, year, todayMs), text)),
    ...reading.take(monthDay, ([text, month, day, year]) => (month === 'may' && !year && Number(day) > 31 ? null : valid(aroundNow(Number(day), monthOf.get(month ?? '') ?? 0, year, todayMs), text))),
    ...reading.take(dotted, ([text, day, month, year]) => valid(aroundNow(Number(day), Number(month), year, todayMs), text)),
    ...reading.take(slashed, ([text, left, right, year]) => valid([...aroundNow(Number(left), Number(right), year, todayMs), ...aroundNow(Number(right), Number(left), year, todayMs)], text)),
    ...reading.take(relative, ([text, word = ''], before, after) => (delivery.test(`${before} ${after}`) ? claim([isoOf(todayMs + ahead(word) * dayMs)], text) : null)),
    ...reading.take(weekday, ([text, name = '', day], before, after) => (delivery.test(`${before} ${after}`) || day !== undefined ? weekdayClaim(weekdayOf.get(name) ?? 1, day, todayMs, text) : null)),
  ];
}

function weekdayClaim(number: number, day: string | undefined, todayMs: number, text: string) {
  // Four weeks ahead: nobody names a weekday for what comes later.
  const days = Array.from({ length: 28 }, (_, index) => isoOf(todayMs + index * dayMs)).filter((on) => isoWeekday(on) === number && (day === undefined || Number(on.slice(8)) === Number(day)));
  return days.length > 0 || day !== undefined ? { kind: 'day' as const, days, text: text.trim() } : null;
}

const isoWeekday = (on: string) => ((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

const ahead = (word: string) => (/^(hoy|hoje|today|tonight)/.test(word) ? 0 : /^(pasado|depois|day after)/.test(word) ? 2 : 1);

/** The day in this year and its neighbours; with a year of its own only in that. */
function aroundNow(day: number, month: number, year: string | undefined, todayMs: number): (string | null)[] {
  const thisYear = new Date(todayMs).getUTCFullYear();
  const years = year === undefined ? [thisYear, thisYear + 1, thisYear - 1] : [Number(year.length === 2 ? `20${year}` : year)];
  return years.map((each) => dateOf(each, month, day));
}

function dateOf(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? isoOf(at.getTime()) : null;
}
