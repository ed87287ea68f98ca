import type { PageKind } from '#contract/knowledge';
import type { PageStructure } from '#contract/knowledge-structure';
import type { Language } from '#contract/language';
import { plainTextOf, readBlocks } from '#contract/markdown';
import type { Block } from '#contract/markdown';
import { findInstructions } from '../find-instructions.ts';
import { sayStructure } from '../structures/say-structure.ts';

/** A page as it answers: its published version. */
export interface PublishedPage {
  pageId: string;
  version: number;
  kind: PageKind;
  title: string;
  language: Language | null;
  body: string;
  structure: PageStructure | null;
  url: string | null;
}

/** One piece of a page that can be an answer by itself. */
export interface CutPassage {
  passageId: string;
  pageId: string;
  kind: PageKind;
  language: Language | null;
  title: string;
  /** Headings above it, outermost first; of a question and its answer, the question is the last. */
  headings: string[];
  text: string;
  url: string | null;
}

/** Long enough for a whole rule, short enough to be read on a phone. */
const longestText = 700;

/** A page in passages: cut at headings and questions, and long sections between paragraphs. What speaks to an assistant is left out. */
export function cutPassages(page: PublishedPage, locale: string): CutPassage[] {
  const sections = [...sectionsOf(page.body), ...sayStructure(page, locale).map(({ heading, text }) => ({ headings: heading === null ? [] : [heading], paragraphs: [text] }))];
  const pieces = sections.flatMap(({ headings, paragraphs }) => joinShort(paragraphs).map((text) => ({ headings, text })));
  return pieces
    .filter(({ text }) => text.trim() !== '' && !hasBlanks(text) && !findInstructions(text))
    .map(({ headings, text }, index) => ({
      passageId: `${page.pageId}:${page.version}:${index}`,
      pageId: page.pageId,
      kind: page.kind,
      language: page.language,
      title: page.title,
      headings,
      text,
      url: page.url,
    }));
}

/** What a starter left for the merchant to fill in: `[[how many days]]`. */
export const hasBlanks = (text: string) => /\[\[[^\]]*\]\]/.test(text);

interface Section {
  headings: string[];
  paragraphs: string[];
}

function sectionsOf(body: string): Section[] {
  const sections: Section[] = [];
  let path: { level: number; text: string }[] = [];
  let current: Section = { headings: [], paragraphs: [] };
  const begin = (level: number, text: string) => {
    path = [...path.filter((above) => above.level < level), { level, text }];
    current = { headings: path.map((part) => part.text), paragraphs: [] };
    sections.push(current);
  };
  sections.push(current);
  for (const block of readBlocks(body)) {
    if (block.kind === 'heading') {
      begin(block.level, plainTextOf(block.text));
      continue;
    }
    const asked = readAsked(block);
    if (asked) {
      // A question in bold or after "P:" stands below the heading it is under, beside other questions.
      begin(7, asked.question);
      if (asked.answer !== '') current.paragraphs.push(asked.answer);
    } else current.paragraphs.push(...paragraphsOf(block));
  }
  return sections.filter(({ paragraphs }) => paragraphs.length > 0);
}

const askedPattern = /^(?:(?:p|q|pregunta|pergunta|question)\s*[:.)-]\s*)(.{3,300}?\??)\s*(?:\n\s*|\s+)(?:(?:r|a|respuesta|resposta|answer)\s*[:.)-]\s*)([\s\S]+)$/i;
const boldPattern = /^(?:\*\*|__)([^*_]{3,300}\?)(?:\*\*|__)\s*:?\s*([\s\S]*)$/;

function readAsked(block: Block): { question: string; answer: string } | null {
  if (block.kind !== 'paragraph') return null;
  const match = askedPattern.exec(block.text) ?? boldPattern.exec(block.text);
  return match ? { question: plainTextOf(match[1] ?? '').trim(), answer: plainTextOf(match[2] ?? '').trim() } : null;
}

function paragraphsOf(block: Block): string[] {
  if (block.kind === 'list') return [block.items.map(({ text, depth, number }) => `${'  '.repeat(depth)}${number ?? '-'} ${plainTextOf(text)}`).join('\n')];
  if (block.kind === 'table') return [sayTable(block.columns, block.rows)];
  if (block.kind === 'code') return [block.text];
  return block.kind === 'heading' ? [] : [plainTextOf(block.text)];
}

/** A table as lines that can be read in a chat: "M — Chest: 95–101; Waist: 77–83". */
export function sayTable(columns: readonly string[], rows: readonly string[][]): string {
  const shown = rows.map((cells) => {
    const rest = cells.slice(1).flatMap((cell, index) => (cell === '' ? [] : [`${plainTextOf(columns[index + 1] ?? '')}: ${plainTextOf(cell)}`]));
    return [plainTextOf(cells[0] ?? ''), rest.join('; ')].filter((part) => part !== '').join(' — ');
  });
  return shown.join('\n');
}

/** Paragraphs of a section together as long as they fit; one that is too long is cut between sentences and begins with the last of the piece before. */
function joinShort(paragraphs: string[]): string[] {
  const pieces: string[] = [];
  let open = '';
  for (const paragraph of paragraphs.flatMap(cutLong)) {
    if (open !== '' && open.length + paragraph.length + 1 > longestText) {
      pieces.push(open);
      open = '';
    }
    open = open === '' ? paragraph : `${open}\n${paragraph}`;
  }
  if (open !== '') pieces.push(open);
  return pieces;
}

function cutLong(paragraph: string): string[] {
  if (paragraph.length <= longestText) return [paragraph];
  const sentences = paragraph.split(/(?<=[.!?;\n])\s+|\n/).flatMap((sentence) => (sentence.length <= longestText ? [sentence] : (sentence.match(new RegExp(`[\\s\\S]{1,${longestText}}`, 'g')) ?? [])));
  const pieces: string[] = [];
  let open: string[] = [];
  const size = () => open.reduce((sum, sentence) => sum + sentence.length + 1, 0);
  for (const sentence of sentences) {
    if (open.length > 0 && size() + sentence.length > longestText) {
      pieces.push(open.join(' '));
      const last = open.at(-1) ?? '';
      open = open.length > 1 && last.length < longestText / 4 ? [last] : [];
    }
    open.push(sentence);
  }
  pieces.push(open.join(' '));
  return pieces;
}
