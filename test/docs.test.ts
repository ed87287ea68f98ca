import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environmentTable } from '../scripts/update-docs.ts';

const own = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md')];
const pages = [...own, ...globSync('{console,simulator,server,store-kits,bench,test,widget}/**/README.md')].filter((page) => !page.includes('node_modules'));
const textOf = (page: string) => readFileSync(page, 'utf8');
const folders = ['bench', 'console', 'contract', 'docs', 'scripts', 'server', 'simulator', 'store-kits', 'test'];

/** Headings become anchors as the forges make them: lower case, words joined by dashes. */
const anchorsOf = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map((match) => (match[1] ?? '').toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));

describe.each(pages)('%s', (page) => {
  test('links only to what is there', () => {
    const text = textOf(page).replaceAll(/```[\s\S]*?```/g, '');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? '').filter((target) => !/^(https?:|mailto:)/.test(target));
    const broken = targets.filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : normalize(join(dirname(page), path));
      if (!existsSync(file)) return true;
      return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe.each(own)('%s', (page) => {
  test('names only files that are there', () => {
    const named = [...textOf(page).matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map((match) => match[1] ?? '').filter((path) => folders.includes(path.split('/')[0] ?? ''));
    expect(named.filter((path) => !existsSync(path) && path !== 'console/dist')).toEqual([]);
  });
});

test('the settings in the operators\' page are those of the program', () => {
  expect(textOf('docs/operations.md'), 'run "node scripts/update-docs.ts"').toContain(`${environmentTable()}\n`);
});

test('the first screen of the README says how to start', () => {
  const firstScreen = textOf('README.md').split('\n').slice(0, 12).join('\n');
  expect(firstScreen).toContain('npm ci && npm start');
  expect(firstScreen).toContain('npm ci && npm test');
  expect(firstScreen).toMatch(/<img src="docs\/images\/[\w-]+\.png"/);
});

test('pictures in the documentation are small enough to load on a phone', () => {
  const heavy = globSync('docs/images/*').filter((file) => readFileSync(file).byteLength > 300_000);
  expect(heavy).toEqual([]);
});

test('what is installed with it is named in NOTICE', () => {
  for (const name of ['date-holidays', 'CC BY', 'Inter', 'Noto Color Emoji']) expect(textOf('NOTICE')).toContain(name);
});
