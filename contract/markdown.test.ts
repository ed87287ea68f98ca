import { describe, expect, test } from 'vitest';
import { plainTextOf, readBlocks } from './markdown.ts';

test('a heading loses the marks that close it, and only those', () => {
  const textOf = (markdown: string) => readBlocks(markdown)[0];
  expect(textOf('## Talles ##')).toMatchObject({ kind: 'heading', level: 2, text: 'Talles' });
  expect(textOf('# Talles #   ')).toMatchObject({ text: 'Talles' });
  expect(textOf('# Modelo C#')).toMatchObject({ text: 'Modelo C#' });
  expect(textOf('# ##')).toMatchObject({ text: '##' });
  expect(textOf('# Talles #######')).toMatchObject({ text: 'Talles #######' });
});

test('two blanks or a backslash break a line; otherwise the lines are one', () => {
  expect(readBlocks('uno  \ndos\\\ntres \ncuatro')).toEqual([{ kind: 'paragraph', text: 'uno\ndos\ntres cuatro' }]);
});

test.each(['|---|---|', '---|---', ' | :--- | ---: | ', '|:-:|-|'])('"%s" makes a table of what stands above it', (rule) => {
  expect(readBlocks(`| Zona | Días |\n${rule}\n| Salta | 4 |`)).toEqual([{ kind: 'table', columns: ['Zona', 'Días'], rows: [['Salta', '4']] }]);
});

test('a line that is no rule makes no table', () => {
  expect(readBlocks('a | b\n| x |')).toMatchObject([{ kind: 'paragraph' }]);
  expect(readBlocks('a | b\n||')).toMatchObject([{ kind: 'paragraph' }]);
});

// A pattern that looks at its blanks anew from each of them would take minutes for these.
describe('the work grows with the text, not with its square', () => {
  const much = 200_000;
  const blanks = ' '.repeat(much);
  test.each([
    ['blanks in a heading', `# a${blanks}b`],
    ['blanks before marks that close nothing', `# a${' #'.repeat(much)}b`],
    ['blanks in a line that breaks', `a${blanks}b  \nc`],
    ['blanks in a line that a backslash breaks', `a${blanks}b\\\nc`],
    ['blanks under what may be a table', `|a|\n${blanks}x`],
    ['blanks behind what may be a table', `|a|\n---${blanks}x`],
    ['cells under what may be a table', `|a|\n${'|-'.repeat(much)}x`],
    ['blanks in an item of a list before a separator of lines', `- ${blanks}x\u2028y`],
    ['asterisks', '*'.repeat(much)],
    ['asterisks and blanks', '* '.repeat(much)],
    ['brackets', '['.repeat(much)],
    ['brackets of pictures', '![a'.repeat(much)],
  ])('%s', { timeout: 20_000 }, (_name, markdown) => {
    expect(readBlocks(markdown).length).toBeLessThan(3);
    expect(plainTextOf(markdown).length).toBeGreaterThan(0);
  });
});
