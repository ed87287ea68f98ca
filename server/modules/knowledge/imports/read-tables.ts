import type { ImportProblem } from '#contract/knowledge-import';
import { ShippingRow } from '#contract/knowledge-structure';
import type { ShippingTable, SizeTables } from '#contract/knowledge-structure';
import { foldText } from '#platform/fold-text';
import { readCodeRange } from '../delivery/postal-codes.ts';
import type { CsvRow, CsvTable } from './read-csv.ts';
import { readClock, readDays, readPrice, readYes } from './read-numbers.ts';

/** Names of columns as merchants write them, folded; the first that a header begins with or holds is taken. */
const shippingColumns = {
  zone: ['zona', 'zone', 'regiao', 'region', 'area', 'destino'],
  postalCodes: ['codigos postales', 'codigo postal', 'cp', 'cep', 'ceps', 'postal', 'zip', 'postcode'],
  places: ['lugares', 'localidades', 'localidad', 'provincia', 'ciudad', 'ciudades', 'cidade', 'estado', 'place', 'cities', 'city', 'comuna', 'departamento'],
  service: ['servicio', 'service', 'servico', 'transporte', 'transportadora', 'correo', 'carrier', 'metodo', 'envio por', 'modalidad'],
  freeFrom: ['gratis desde', 'gratis a partir', 'envio gratis', 'frete gratis', 'free from', 'free over', 'sin cargo desde'],
  price: ['precio', 'costo', 'valor', 'preco', 'price', 'cost', 'tarifa', 'custo', 'frete'],
  untilDays: ['dias hasta', 'hasta', 'dias ate', 'ate', 'days to', 'days until', 'max', 'dias max'],
  fromDays: ['dias desde', 'desde', 'de dias', 'days from', 'min', 'dias min'],
  business: ['habiles', 'dias habiles', 'uteis', 'business', 'tipo de dias'],
  cutOff: ['corte', 'hora de corte', 'horario de corte', 'cut', 'cut off', 'hora limite', 'limite'],
  days: ['dias', 'plazo', 'prazo', 'days', 'demora', 'tiempo', 'entrega', 'delivery'],
} as const;
type ShippingColumn = keyof typeof shippingColumns;

const shorten = (cells: readonly string[]) => cells.join(' · ').slice(0, 120);

function findColumns<Name extends string>(columns: readonly string[], names: Record<Name, readonly string[]>): Partial<Record<Name, number>> {
  const folded = columns.map((column) => foldText(column).replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim());
  const found: Partial<Record<Name, number>> = {};
  const taken = new Set<number>();
  for (const exact of [true, false]) {
    for (const [name, words] of Object.entries(names) as [Name, readonly string[]][]) {
      if (found[name] !== undefined) continue;
      // One letter is a heading only by itself: "¿Puedo pagar en cuotas?" is none, although it begins with a P.
      const isNamed = (column: string, word: string) => (exact ? column === word : word.length > 1 && (column.startsWith(word) || ` ${column} `.includes(` ${word} `)));
      const at = folded.findIndex((column, index) => !taken.has(index) && words.some((word) => isNamed(column, word)));
      if (at < 0) continue;
      found[name] = at;
      taken.add(at);
    }
  }
  return found;
}

export interface ReadTable<Structure> {
  structure: Structure | null;
  problems: ImportProblem[];
  understood: number;
}

/** A shipping table out of a CSV file. A row that cannot be read whole is left out, and says why. */
export function readShippingTable(table: CsvTable, shop: { currency: string; country: string }): ReadTable<ShippingTable> {
  const at = findColumns(table.columns, shippingColumns);
  if (at.zone === undefined && at.postalCodes === undefined && at.places === undefined) return { structure: null, understood: 0, problems: [{ row: 1, code: 'columns_unknown', text: shorten(table.columns) }] };
  const problems: ImportProblem[] = [];
  const rows: ShippingRow[] = [];
  for (const line of table.rows) {
    const read = readShippingRow(line, (name) => (at[name] === undefined ? '' : (line.cells[at[name]] ?? '')), shop);
    if ('code' in read) problems.push({ row: line.row, code: read.code, text: read.text });
    else rows.push(read);
  }
  return { structure: rows.length === 0 ? null : { kind: 'shipping', version: 1, currency: shop.currency, dispatchDays: [1, 2, 3, 4, 5], rows }, problems, understood: rows.length };
}

const splitList = (text: string) => text.split(/[,;/\n]+|\s+[ye]\s+/).map((part) => part.trim()).filter((part) => part !== '');
const elsewhere = /^(resto|demas|demais|otros|outros|rest|other|everywhere|todo el pais|todo o brasil|interior)\b/;

function readShippingRow(line: CsvRow, cell: (name: ShippingColumn) => string, shop: { currency: string; country: string }): ShippingRow | { code: ImportProblem['code']; text: string } {
  const zone = cell('zone') || cell('places') || cell('postalCodes');
  if (zone === '') return { code: 'row_incomplete', text: shorten(line.cells) };
  const postalCodes = splitList(cell('postalCodes'));
  const badCode = postalCodes.find((code) => readCodeRange(shop.country, code) === null);
  if (badCode !== undefined) return { code: 'postal_code_unreadable', text: badCode };
  const price = readPrice(cell('price'), shop.currency);
  const freeFrom = readPrice(cell('freeFrom'), shop.currency);
  if (price === undefined || freeFrom === undefined) return { code: 'price_unreadable', text: price === undefined ? cell('price') : cell('freeFrom') };
  const days = daysOf(cell);
  if (days === undefined) return { code: 'days_unreadable', text: [cell('fromDays'), cell('untilDays'), cell('days')].filter((part) => part !== '').join(' · ') };
  const cutOff = readClock(cell('cutOff'));
  if (cutOff === undefined) return { code: 'time_unreadable', text: cell('cutOff') };
  const isElsewhere = postalCodes.length === 0 && elsewhere.test(foldText(zone));
  const places = splitList(cell('places'));
  const read = ShippingRow.safeParse({
    zone,
    postalCodes,
    places: places.length > 0 || postalCodes.length > 0 || isElsewhere ? places : splitList(zone),
    service: cell('service') || zone,
    priceMinor: price,
    freeFromMinor: freeFrom,
    ...days,
    cutOff,
  });
  return read.success ? read.data : { code: 'row_incomplete', text: shorten(line.cells) };
}

function daysOf(cell: (name: ShippingColumn) => string): Pick<ShippingRow, 'fromDays' | 'untilDays' | 'businessDays'> | undefined {
  const [whole, from, until] = [readDays(cell('days')), readDays(cell('fromDays')), readDays(cell('untilDays'))];
  if (!whole || !from || !until) return undefined;
  const fromDays = from.fromDays ?? whole.fromDays ?? until.untilDays;
  const untilDays = until.untilDays ?? whole.untilDays ?? from.fromDays;
  if (fromDays !== null && untilDays !== null && fromDays > untilDays) return undefined;
  return { fromDays, untilDays, businessDays: readYes(cell('business')) ?? whole.businessDays ?? until.businessDays ?? true };
}

/** A size table out of a CSV file: the first column is the size. */
export function readSizeTable(table: CsvTable, name: string): ReadTable<SizeTables> {
  const { columns } = table;
  if (columns.length < 2 || columns.some((column) => column === '')) return { structure: null, understood: 0, problems: [{ row: 1, code: 'columns_unknown', text: shorten(columns) }] };
  const problems: ImportProblem[] = [];
  const rows: string[][] = [];
  for (const { row, cells } of table.rows) {
    if (cells.length > columns.length) problems.push({ row, code: 'too_many_cells', text: shorten(cells) });
    else if (cells.length < 2 || cells[0] === '') problems.push({ row, code: 'too_few_cells', text: shorten(cells) });
    else if (rows.some(([size]) => size === cells[0])) problems.push({ row, code: 'row_repeated', text: shorten(cells) });
    else if (rows.length >= 80 || cells.some((cell) => cell.length > 60)) problems.push({ row, code: 'too_long', text: shorten(cells) });
    else rows.push(columns.map((_, index) => cells[index] ?? ''));
  }
  const structure: SizeTables | null = rows.length === 0 ? null : { kind: 'size_guide', version: 1, tables: [{ name, columns: columns.slice(0, 12).map((column) => column.slice(0, 60)), rows: rows.map((cells) => cells.slice(0, 12)) }] };
  return { structure, problems, understood: rows.length };
}

const faqColumns = { question: ['pregunta', 'pergunta', 'question', 'duda', 'duvida', 'p', 'q'], answer: ['respuesta', 'resposta', 'answer', 'texto', 'r', 'a'] } as const;

/** Questions and answers out of a CSV file, as Markdown. Without known headings the first two columns are taken, the first row with them. */
export function readFaq(table: CsvTable): { body: string; problems: ImportProblem[]; understood: number } {
  const at = findColumns(table.columns, faqColumns);
  const hasHead = at.question !== undefined && at.answer !== undefined;
  const lines = hasHead ? table.rows : [{ row: 1, cells: table.columns }, ...table.rows];
  const [questionAt, answerAt] = hasHead ? [at.question ?? 0, at.answer ?? 1] : [0, 1];
  const problems: ImportProblem[] = [];
  const asked = new Map<string, string>();
  for (const { row, cells } of lines) {
    const question = cells[questionAt]?.replaceAll(/\s+/g, ' ').trim() ?? '';
    const answer = cells[answerAt]?.trim() ?? '';
    if (question === '' || answer === '') problems.push({ row, code: 'row_incomplete', text: shorten(cells) });
    else if (asked.has(foldText(question))) problems.push({ row, code: 'row_repeated', text: shorten([question]) });
    else if (question.length > 300) problems.push({ row, code: 'too_long', text: shorten([question]) });
    else asked.set(foldText(question), `## ${question.replace(/^#+\s*/, '')}\n\n${answer.replaceAll(/^#+\s+/gm, '')}`);
  }
  return { body: [...asked.values()].join('\n\n'), problems, understood: asked.size };
}
