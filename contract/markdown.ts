/**
 * The part of Markdown that pages are written in: headings, paragraphs, lists, tables, quotes, code. One reader for the server's passages and the
 * console's preview, so that what is seen is what is understood. Linear in the text: nesting is flattened, nothing is looked for far ahead.
 */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: ListItem[] }
  | { kind: 'table'; columns: string[]; rows: string[][] }
  | { kind: 'quote'; text: string }
  | { kind: 'code'; text: string };

export interface ListItem {
  text: string;
  /** 0 for the outermost, at most 3. */
  depth: number;
  /** "1." of a numbered list; null: a bullet. */
  number: string | null;
}

export type Inline = { kind: 'text' | 'strong' | 'emphasis' | 'code'; text: string } | { kind: 'link'; text: string; url: string };

const maxColumns = 30;
const listPattern = /^( {0,12}|\t{0,3})(?:[-*+]|(\d{1,3}[.)]))\s+(.*)$/s;

export function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  let at = 0;
  while (at < lines.length) at = readBlock(lines, at, blocks);
  return blocks;
}

/** Reads what begins at this line and gives the line after it. */
function readBlock(lines: string[], at: number, blocks: Block[]): number {
  const line = lines[at] ?? '';
  if (line.trim() === '' || /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/.test(line)) return at + 1;
  if (line.trimStart().startsWith('```')) return readCode(lines, at, blocks);
  const heading = /^\s{0,3}(#{1,6})\s+(.*)$/s.exec(line);
  if (heading) {
    const text = withoutClosing((heading[2] ?? '').trim());
    if (text !== '') blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text });
    return at + 1;
  }
  if (isTable(lines, at)) return readTable(lines, at, blocks);
  if (listPattern.test(line)) return readList(lines, at, blocks);
  if (/^\s{0,3}>/.test(line)) return readWhile(lines, at, (next) => /^\s{0,3}>/.test(next), (text) => blocks.push({ kind: 'quote', text: text.replaceAll(/^[\s>]+/gm, '').trim() }));
  return readWhile(lines, at, (next, place) => place === at || !beginsBlock(lines, place, next), (text) => blocks.push({ kind: 'paragraph', text: joinLines(text) }));
}

/** "Sizes ##" is "Sizes". */
function withoutClosing(heading: string): string {
  const words = heading.replace(/#{1,6}$/, '');
  return /\s$/.test(words) ? words.trim() : heading;
}

function readWhile(lines: string[], at: number, belongs: (line: string, place: number) => boolean, keep: (text: string) => void): number {
  let end = at;
  while (end < lines.length && (lines[end] ?? '').trim() !== '' && belongs(lines[end] ?? '', end)) end += 1;
  keep(lines.slice(at, end).join('\n'));
  return Math.max(end, at + 1);
}

const beginsBlock = (lines: string[], at: number, line: string) => /^\s{0,3}(#{1,6}\s|>|```)/.test(line) || listPattern.test(line) || isTable(lines, at);

/** Two spaces or a backslash at the end break the line; otherwise the lines are one paragraph. */
const joinLines = (text: string) => text.split('\n').map((line) => (line.endsWith('\\') ? `${line.slice(0, -1).trimEnd()}\n` : line.endsWith('  ') ? `${line.trimEnd()}\n` : `${line.trim()} `)).join('').trim();

function readCode(lines: string[], at: number, blocks: Block[]): number {
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? '').trimStart().startsWith('```')) end += 1;
  blocks.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') });
  return end + 1;
}

function readList(lines: string[], at: number, blocks: Block[]): number {
  const items: ListItem[] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    const item = listPattern.exec(line);
    const last = items.at(-1);
    if (item) items.push({ text: (item[3] ?? '').trim(), depth: Math.min(3, Math.floor((item[1] ?? '').replaceAll('\t', '  ').length / 2)), number: item[2] ?? null });
    else if (last && /^\s+\S/.test(line)) last.text += ` ${line.trim()}`;
    else break;
  }
  blocks.push({ kind: 'list', items });
  return Math.max(end, at + 1);
}

/** The line under a table's head: "| :--- | ---: |". No two parts of it can match the same blanks. */
const tableRule = /^\|?\s*:?-+:?(?:\s*\|\s*:?-+:?){0,30}\s*\|?$/;
const isTable = (lines: string[], at: number) => (lines[at] ?? '').includes('|') && tableRule.test((lines[at + 1] ?? '').trim());

function readTable(lines: string[], at: number, blocks: Block[]): number {
  const columns = cellsOf(lines[at] ?? '');
  const rows: string[][] = [];
  let end = at + 2;
  for (; end < lines.length && (lines[end] ?? '').includes('|'); end += 1) {
    const cells = cellsOf(lines[end] ?? '');
    rows.push(columns.map((_, index) => cells[index] ?? ''));
  }
  blocks.push({ kind: 'table', columns, rows });
  return end;
}

const cellsOf = (line: string) => line.trim().replace(/^\|/, '').replace(/\|$/, '').split('|').slice(0, maxColumns).map((cell) => cell.trim());

/** How far a mark's partner is looked for: an unclosed one costs no more than this. */
const reach = 400;
const marks: { mark: string; kind: 'strong' | 'emphasis' | 'code' }[] = [
  { mark: '**', kind: 'strong' },
  { mark: '__', kind: 'strong' },
  { mark: '*', kind: 'emphasis' },
  { mark: '_', kind: 'emphasis' },
  { mark: '`', kind: 'code' },
];

/** Bold, italic, code and links of one text. Only web, mail and phone addresses become links. */
export function readInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let plain = '';
  let at = 0;
  const flush = () => {
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
  };
  while (at < text.length) {
    const found = readLink(text, at) ?? readMark(text, at);
    if (found) {
      flush();
      parts.push(found.part);
      at = found.end;
    } else {
      plain += text[at] === '\\' && /[*_`[\]#\\|]/.test(text[at + 1] ?? '') ? (text[(at += 1)] ?? '') : (text[at] ?? '');
      at += 1;
    }
  }
  flush();
  return parts;
}

function readMark(text: string, at: number): { part: Inline; end: number } | null {
  for (const { mark, kind } of marks) {
    if (!text.startsWith(mark, at)) continue;
    const from = at + mark.length;
    // snake_case and 5*3 are no emphasis.
    if (mark.length === 1 && kind === 'emphasis' && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return null;
    const end = text.slice(from, from + reach).indexOf(mark);
    if (end <= 0 || /^\s/.test(text.slice(from, from + 1))) return null;
    return { part: { kind, text: text.slice(from, from + end) }, end: from + end + mark.length };
  }
  return null;
}

function readLink(text: string, at: number): { part: Inline; end: number } | null {
  const isPicture = text[at] === '!' && text[at + 1] === '[';
  if (text[at] !== '[' && !isPicture) return null;
  const match = /^!?\[([^[\]\n]{0,200})\]\(([^()\s]{1,800})\)/.exec(text.slice(at, at + 1010));
  if (!match) return null;
  const [whole, words = '', url = ''] = match;
  const part: Inline = !isPicture && /^(https?:|mailto:|tel:)/i.test(url) ? { kind: 'link', text: words || url, url } : { kind: 'text', text: words };
  return { part, end: at + whole.length };
}

/** The text without its marks; an address stays beside the words of its link. */
export function plainTextOf(markdown: string): string {
  return readInline(markdown)
    .map((part) => (part.kind === 'link' && !part.url.includes(part.text) && /^https?:/i.test(part.url) ? `${part.text} (${part.url})` : part.text))
    .join('');
}
