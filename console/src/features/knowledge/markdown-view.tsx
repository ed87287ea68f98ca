import { Fragment } from 'react';
import { Title } from '@mantine/core';
import { readBlocks, readInline } from '#contract/markdown';
import type { Block, Inline } from '#contract/markdown';
import classes from './knowledge.module.css';

/**
 * A page as it reads, by the same reader that cuts it into passages. Nothing in it runs: text stays text, and only web and mail addresses are links.
 * @param top level of its outermost headings: one below the heading that it stands under.
 */
export function MarkdownView({ markdown, top = 2 }: { markdown: string; top?: number }) {
  const blocks = readBlocks(markdown);
  const levels = stepHeadings(blocks, top);
  return (
    <div className={classes.markdown}>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} level={levels[index] ?? top} />
      ))}
    </div>
  );
}

/** Levels for the page, whatever the writer began with: each at most one deeper than the heading before. */
function stepHeadings(blocks: readonly Block[], top: number): number[] {
  const open: number[] = [];
  return blocks.map((block) => {
    if (block.kind === 'heading') {
      while (open.length > 0 && (open.at(-1) ?? 0) >= block.level) open.pop();
      open.push(block.level);
    }
    return Math.min(6, top + Math.max(0, open.length - 1));
  });
}

function BlockView({ block, level }: { block: Block; level: number }) {
  switch (block.kind) {
    case 'heading':
      return <Title order={level as 2 | 3 | 4 | 5 | 6}><Words text={block.text} /></Title>;
    case 'paragraph':
      return <p><Words text={block.text} /></p>;
    case 'quote':
      return <blockquote><Words text={block.text} /></blockquote>;
    case 'code':
      return <pre>{block.text}</pre>;
    case 'list':
      return (
        <ul className={classes.points}>
          {block.items.map(({ text, depth, number }, index) => (
            <li key={index} style={{ marginInlineStart: depth * 20 }}>
              <span aria-hidden={number === null}>{number ?? '•'}</span> <span><Words text={text} /></span>
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <TableView columns={block.columns} rows={block.rows} />;
  }
}

export function TableView({ columns, rows }: { columns: string[]; rows: string[][] }) {
  return (
    // Who has no mouse scrolls it by the arrow keys.
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={columns.join(', ')}>
      <table>
        <thead>
          <tr>{columns.map((column, index) => <th key={index} scope="col"><Words text={column} /></th>)}</tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>{cells.map((cell, index) => <td key={index}><Words text={cell} /></td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Blanks of a starter stand out until they are filled in. */
function Words({ text }: { text: string }) {
  return text.split(/(\[\[[^\]]*\]\])/).map((part, index) => (part.startsWith('[[') ? <mark key={index}>{part.slice(2, -2)}</mark> : <Fragment key={index}>{readInline(part).map((inline, place) => <InlineView key={place} inline={inline} />)}</Fragment>));
}

function InlineView({ inline }: { inline: Inline }) {
  if (inline.kind === 'link') return <a href={inline.url} target="_blank" rel="noreferrer noopener">{inline.text}</a>;
  if (inline.kind === 'strong') return <strong>{inline.text}</strong>;
  if (inline.kind === 'emphasis') return <em>{inline.text}</em>;
  return inline.kind === 'code' ? <code>{inline.text}</code> : inline.text;
}
