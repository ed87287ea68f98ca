import { PageKind } from '#contract/knowledge';
import type { PageContent, PageWarning } from '#contract/knowledge';
import type { ShippingTable } from '#contract/knowledge-structure';
import { plainTextOf, readBlocks } from '#contract/markdown';
import { AppError } from '#platform/errors';
import { readCodeRange } from './delivery/postal-codes.ts';
import { findInstructions } from './find-instructions.ts';
import { hasBlanks } from './retrieval/cut-passages.ts';

const previewLength = 160;

/** What the merchant should look at before a page answers. */
export function warningsOf(content: Pick<PageContent, 'title' | 'body' | 'structure'>): PageWarning[] {
  const text = `${content.title}\n${content.body}\n${content.structure === null ? '' : JSON.stringify(content.structure)}`;
  const warnings: PageWarning[] = [];
  if (findInstructions(text)) warnings.push('instructions');
  if (hasBlanks(text)) warnings.push('blanks');
  if (content.structure === null && content.body.trim() === '') warnings.push('empty');
  return warnings;
}

/** First words without their marks. */
export function previewOf(body: string): string {
  // A page may be long; its beginning is enough.
  const words = readBlocks(body.slice(0, 2000)).flatMap((block) => ('text' in block ? [plainTextOf(block.text)] : block.kind === 'list' ? block.items.map(({ text }) => plainTextOf(text)) : []));
  const text = words.join(' · ');
  return text.length > previewLength ? `${text.slice(0, previewLength).replace(/\s+\S*$/, '')} …` : text;
}

const structuredKinds = PageKind.extract(['shipping', 'hours', 'size_guide']);

/** Figures belong to their kind of page, and their days and rows must make sense together. */
export function checkContent(content: PageContent, country: string): void {
  const { structure } = content;
  if (structure === null) return;
  if (!structuredKinds.safeParse(content.kind).success || structure.kind !== content.kind) throw new AppError('invalid', 'structure_of_other_kind', `A page of the kind "${content.kind}" cannot hold figures of the kind "${structure.kind}". Leave "structure" out or change "kind".`);
  if (structure.kind === 'shipping') checkShipping(structure, country);
  if (structure.kind === 'hours' && new Set(structure.week.map(({ day }) => day)).size < structure.week.length) throw new AppError('invalid', 'day_repeated', 'A day of the week stands twice in the opening hours. Put its times into one.');
  if (structure.kind === 'size_guide') {
    const odd = structure.tables.find(({ columns, rows }) => rows.some((cells) => cells.length !== columns.length));
    if (odd) throw new AppError('invalid', 'size_row_uneven', `A row of the size table "${odd.name}" has more or fewer cells than there are columns.`);
  }
}

function checkShipping({ rows }: ShippingTable, country: string): void {
  for (const [index, { service, fromDays, untilDays, postalCodes }] of rows.entries()) {
    const row = index + 1;
    if (fromDays !== null && untilDays !== null && fromDays > untilDays) throw new AppError('invalid', 'days_backwards', `Row ${row} of the shipping table (${service}) arrives sooner at the latest than at the earliest. Swap the two numbers of days.`, { row });
    const code = postalCodes.find((text) => readCodeRange(country, text) === null);
    if (code !== undefined) throw new AppError('invalid', 'postal_code_unreadable', `Row ${row} of the shipping table (${service}) has a postal code that cannot be read: "${code}". Write a code, its beginning, or a range.`, { row, code });
  }
}

/** A page with blanks or without words would answer nonsense; it stays a draft until it is filled in. */
export function requirePublishable(content: Pick<PageContent, 'title' | 'body' | 'structure'>): void {
  const warnings = warningsOf(content);
  if (warnings.includes('blanks')) {
    const blanks = [...new Set(`${content.title}\n${content.body}\n${JSON.stringify(content.structure)}`.match(/\[\[[^\]]*\]\]/g) ?? [])];
    throw new AppError('conflict', 'page_has_blanks', `Fill in what stands between double brackets before publishing: ${blanks.slice(0, 5).join(', ')}.`, { blanks: blanks.slice(0, 50) });
  }
  if (warnings.includes('empty')) throw new AppError('conflict', 'page_empty', 'This page has no words yet. Write something before publishing it.');
}
