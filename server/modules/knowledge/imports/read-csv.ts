import { CsvError, parse } from 'csv-parse/sync';
import type { ImportProblem } from '#contract/knowledge-import';

export interface CsvRow {
  /** As a spreadsheet counts, from 1. */
  row: number;
  cells: string[];
}

export interface CsvTable {
  columns: string[];
  rows: CsvRow[];
  problems: ImportProblem[];
}

const separators = [';', ',', '\t', '|'] as const;
const maxRows = 2000;
const shorten = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

/**
 * Reads a CSV file as people send it: any of the usual separators, quotes where there are some. A row whose quotes are broken is left out and named;
 * the others are read.
 */
export function readCsv(text: string): CsvTable {
  const separator = chooseSeparator(text);
  const problems: ImportProblem[] = [];
  const rows: CsvRow[] = [];
  for (const [index, record] of splitRecords(text).entries()) {
    if (record.text.trim() === '') continue;
    const cells = readRecord(record.text, separator);
    if (cells === null) problems.push({ row: record.row, code: 'quote_unclosed', text: shorten(record.text) });
    else if (rows.length > maxRows) {
      problems.push({ row: record.row, code: 'left_out', text: String(index) });
      break;
    } else if (cells.some((cell) => cell !== '')) rows.push({ row: record.row, cells });
  }
  const [head, ...body] = rows;
  return { columns: head?.cells ?? [], rows: body, problems };
}

/** The one that divides the first lines most evenly. */
function chooseSeparator(text: string): string {
  const lines = text.split(/\r?\n/, 12).filter((line) => line.trim() !== '').map((line) => line.replaceAll(/"[^"]*"/g, ''));
  const worth = (separator: string) => {
    const counts = lines.map((line) => line.split(separator).length - 1);
    return Math.min(...counts) * 10 + (counts[0] ?? 0);
  };
  return separators.toSorted((left, right) => worth(right) - worth(left))[0] ?? ',';
}

/** One record for each line, and for lines that a quoted cell runs over. A quote that is never closed ends with its line, so that it does not swallow the rest. */
function splitRecords(text: string): { row: number; text: string }[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const records: { row: number; text: string }[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = closingLine(lines, at);
    records.push({ row: at + 1, text: lines.slice(at, end + 1).join('\n') });
    at = end + 1;
  }
  return records;
}

const longestCellLines = 40;
const hasOpenQuote = (text: string) => (text.split('"').length - 1) % 2 === 1;

function closingLine(lines: readonly string[], at: number): number {
  if (!hasOpenQuote(lines[at] ?? '')) return at;
  for (let end = at + 1; end < Math.min(lines.length, at + longestCellLines); end += 1) if (hasOpenQuote(lines[end] ?? '')) return end;
  return at;
}

function readRecord(text: string, separator: string): string[] | null {
  try {
    const [cells] = parse(text, { delimiter: separator, relax_quotes: false, trim: true }) as string[][];
    return cells ?? [];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return readLoosely(text, separator);
  }
}

/** Inches and nicknames stand between quotes in the middle of a cell; that is no fault. */
function readLoosely(text: string, separator: string): string[] | null {
  if (hasOpenQuote(text)) return null;
  try {
    const [cells] = parse(text, { delimiter: separator, relax_quotes: true, trim: true }) as string[][];
    return cells ?? [];
  } catch {
    return null;
  }
}
