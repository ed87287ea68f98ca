import type { App } from '#context';
import type { ImportWay, PageContent, PageKind } from '#contract/knowledge';
import type { ImportBody, ImportPreview, ImportProblem } from '#contract/knowledge-import';
import { readBlocks } from '#contract/markdown';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import { warningsOf } from '../judge-page.ts';
import { requireWorkspaceFacts } from '../published-pages.ts';
import { decodeText } from './decode-text.ts';
import { fetchWebPage } from './fetch-web-page.ts';
import { guessLanguage } from './guess-language.ts';
import { readCsv } from './read-csv.ts';
import { readDocument } from './read-document.ts';
import { readFaq, readShippingTable, readSizeTable } from './read-tables.ts';
import { shapeText } from './shape-text.ts';

const longestBody = 200_000;

interface Read {
  title: string;
  body: string;
  structure: PageContent['structure'];
  url: string | null;
  understood: number;
  problems: ImportProblem[];
}

/** Reads text, Markdown, a CSV or a web page and shows what a page of it would be. Nothing is kept. */
export async function previewImport(app: App, actor: Actor, { way, kind, content }: ImportBody): Promise<ImportPreview> {
  requireRole(actor, 'agent');
  if (way === 'web') return preview('web', kind, await readWeb(app, content));
  return preview(way, kind, await readText(app, actor, way, kind, content, ''));
}

/** The same for a file: a PDF by its first bytes, CSV and Markdown by their names, else text. */
export async function previewFile(app: App, actor: Actor, kind: PageKind, file: { bytes: Buffer; fileName: string }): Promise<ImportPreview> {
  requireRole(actor, 'agent');
  const title = file.fileName.replace(/\.[a-z0-9]{1,8}$/i, '').replaceAll(/[_-]+/g, ' ').trim();
  if (file.bytes.subarray(0, 1024).includes('%PDF-')) return preview('pdf', kind, await readPdfBytes(file.bytes, title, null));
  if (looksBinary(file.bytes)) throw new AppError('invalid', 'file_not_text', 'This file is neither text, Markdown, CSV nor PDF. Save it as one of these and try again.');
  const { text, wasGuessed } = decodeText(file.bytes);
  const way = /\.(csv|tsv)$/i.test(file.fileName) ? 'csv' : /\.(md|markdown)$/i.test(file.fileName) ? 'markdown' : 'text';
  const read = await readText(app, actor, way, kind, text, title);
  const problems: ImportProblem[] = wasGuessed ? [{ row: null, code: 'encoding_guessed', text: 'Windows-1252' }, ...read.problems] : read.problems;
  return preview(way, kind, { ...read, problems });
}

/** UTF-16 has its mark; any other text holds no zero bytes. */
const looksBinary = (bytes: Buffer) => !(bytes[0] === 0xff && bytes[1] === 0xfe) && !(bytes[0] === 0xfe && bytes[1] === 0xff) && bytes.subarray(0, 8000).includes(0);

async function readText(app: App, actor: Actor, way: 'text' | 'markdown' | 'csv', kind: PageKind, content: string, title: string): Promise<Read> {
  if (way === 'csv') return { title, url: null, ...(await readTable(app, actor, kind, content, title)) };
  const body = way === 'markdown' ? content.trim() : shapeText(content);
  return { title: title || firstHeading(body), body, structure: null, url: null, understood: readBlocks(body).length, problems: [] };
}

async function readTable(app: App, actor: Actor, kind: PageKind, content: string, title: string) {
  const table = readCsv(content);
  const { country, currency } = await requireWorkspaceFacts(app, actor.workspaceId);
  if (kind === 'shipping') {
    const read = readShippingTable(table, { country, currency });
    return { ...read, body: '', problems: [...table.problems, ...read.problems] };
  }
  if (kind === 'size_guide') {
    const read = readSizeTable(table, title || 'CSV');
    return { ...read, body: '', problems: [...table.problems, ...read.problems] };
  }
  const read = readFaq(table);
  return { ...read, structure: null, problems: [...table.problems, ...read.problems] };
}

async function readWeb(app: App, address: string): Promise<Read> {
  const page = await fetchWebPage(app, address);
  if (page.kind === 'pdf') return readPdfBytes(page.bytes, '', page.url);
  if (page.kind === 'text') return { title: '', body: shapeText(page.text), structure: null, url: page.url, understood: readBlocks(page.text).length, problems: [] };
  const { title, markdown } = await readDocument({ kind: 'html', html: page.text, url: page.url });
  if (markdown.replaceAll(/[^\p{L}]/gu, '').length < 20) throw new AppError('invalid', 'page_without_text', 'This page shows its text only to a browser that runs its scripts. Open it, copy the text and paste it here.');
  return { title, body: markdown, structure: null, url: page.url, understood: readBlocks(markdown).length, problems: [] };
}

async function readPdfBytes(bytes: Uint8Array, title: string, url: string | null): Promise<Read> {
  // A copy: it moves to the thread that reads it.
  const { text, pagesLeftOut } = await readDocument({ kind: 'pdf', bytes: new Uint8Array(bytes) });
  const body = shapeText(text);
  return { title: title || firstHeading(body), body, structure: null, url, understood: readBlocks(body).length, problems: pagesLeftOut > 0 ? [{ row: null, code: 'pages_left_out', text: String(pagesLeftOut) }] : [] };
}

const firstHeading = (body: string) => /^#{1,6}\s+(.{1,200})$/m.exec(body)?.[1]?.trim() ?? '';

function preview(way: ImportWay, kind: PageKind, read: Read): ImportPreview {
  const isTooLong = read.body.length > longestBody;
  // Cut where a paragraph ends, and said.
  const body = isTooLong ? read.body.slice(0, Math.max(read.body.lastIndexOf('\n\n', longestBody), longestBody / 2)) : read.body;
  const problems: ImportProblem[] = isTooLong ? [...read.problems, { row: null, code: 'too_long', text: String(read.body.length - body.length) }] : read.problems;
  const content: PageContent = { kind, title: read.title.slice(0, 200), language: guessLanguage(`${read.title}\n${body}\n${JSON.stringify(read.structure)}`), body, structure: read.structure, url: read.url };
  return { way, content, understood: read.understood, problems: problems.slice(0, 500), warnings: warningsOf(content) };
}
