import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';

export interface ReadPage {
  title: string;
  markdown: string;
}

const maxElements = 20_000;
const maxDepth = 200;

/** The words of a web page without its frame: menus, scripts, forms and cookie notices are left out. */
export function readHtml(html: string, url: string): ReadPage {
  const { document } = parseHTML(html);
  if (document.querySelectorAll('*').length > maxElements) throw new Error('too_many_elements');
  const title = (document.querySelector('h1')?.textContent ?? document.title ?? '').replaceAll(/\s+/g, ' ').trim();
  for (const part of document.querySelectorAll('script, style, noscript, template, iframe, object, svg, form, button, [hidden], [aria-hidden="true"]')) part.remove();
  const whole = document.body ?? document.documentElement;
  const article = readArticle(html, url);
  const readable = article === null ? '' : markdownOf(article.root, url);
  const plain = markdownOf(whole, url);
  // Short policies look like no article at all; then everything that is shown is taken.
  return { title: (article?.title || title).slice(0, 200), markdown: readable.length > 200 || readable.length > plain.length / 2 ? readable : plain };
}

function readArticle(html: string, url: string): { root: Node; title: string } | null {
  const { document } = parseHTML(html);
  Object.defineProperty(document, 'baseURI', { value: url });
  const article = new Readability(document as unknown as Document, { maxElemsToParse: maxElements, charThreshold: 120, serializer: (node) => node }).parse();
  return article?.content ? { root: article.content, title: article.title ?? '' } : null;
}

const blockTags = new Set(['P', 'DIV', 'SECTION', 'ARTICLE', 'MAIN', 'UL', 'OL', 'LI', 'TABLE', 'BLOCKQUOTE', 'PRE', 'DL', 'DT', 'DD', 'FIGURE', 'HEADER', 'FOOTER', 'ASIDE', 'DETAILS', 'SUMMARY', 'BODY', 'FIELDSET', 'ADDRESS']);
const leftOut = new Set(['SCRIPT', 'STYLE', 'NAV', 'FORM', 'BUTTON', 'SELECT', 'TEXTAREA', 'NOSCRIPT', 'TEMPLATE', 'IFRAME', 'SVG', 'IMG', 'VIDEO', 'AUDIO', 'CANVAS']);

function markdownOf(root: Node, url: string): string {
  const pieces: string[] = [];
  write(root, pieces, url, 0);
  return pieces.join('').replaceAll(/[ \t]+/g, ' ').replaceAll(/ *\n */g, '\n').replaceAll(/\n{3,}/g, '\n\n').trim();
}

function write(node: Node, pieces: string[], url: string, depth: number): void {
  if (depth > maxDepth) return;
  if (node.nodeType === 3) {
    pieces.push((node.textContent ?? '').replaceAll(/\s+/g, ' '));
    return;
  }
  if (node.nodeType !== 1 && node.nodeType !== 9 && node.nodeType !== 11) return;
  const element = node as Element;
  const tag = element.tagName?.toUpperCase() ?? '';
  if (leftOut.has(tag)) return;
  const inside = () => {
    for (const child of node.childNodes) write(child, pieces, url, depth + 1);
  };
  const heading = /^H([1-6])$/.exec(tag)?.[1] ?? (tag === 'SUMMARY' || tag === 'DT' ? '3' : null);
  if (heading !== null) pieces.push(`\n\n${'#'.repeat(Math.max(2, Number(heading)))} ${(element.textContent ?? '').replaceAll(/\s+/g, ' ').trim()}\n\n`);
  else if (tag === 'BR') pieces.push('\n');
  else if (tag === 'TABLE') pieces.push(`\n\n${tableOf(element)}\n\n`);
  else if (tag === 'LI') {
    pieces.push(element.parentElement?.tagName === 'OL' ? `\n${[...element.parentElement.children].indexOf(element) + 1}. ` : '\n- ');
    inside();
  } else if (tag === 'A') writeLink(element, pieces, url, inside);
  else {
    if (blockTags.has(tag)) pieces.push('\n\n');
    inside();
    if (blockTags.has(tag)) pieces.push('\n\n');
  }
}

function writeLink(element: Element, pieces: string[], url: string, inside: () => void): void {
  const href = element.getAttribute('href') ?? '';
  const target = URL.canParse(href, url) ? new URL(href, url) : null;
  const words = (element.textContent ?? '').replaceAll(/[\s[\]]+/g, ' ').trim();
  const isElsewhere = target !== null && /^https?:$/.test(target.protocol) && target.href.split('#')[0] !== url.split('#')[0];
  if (isElsewhere && words !== '') pieces.push(`[${words}](${target.href.replaceAll('(', '%28').replaceAll(')', '%29')})`);
  else inside();
}

function tableOf(table: Element): string {
  const rows = [...table.querySelectorAll('tr')].slice(0, 300).map((row) => [...row.querySelectorAll('th, td')].slice(0, 20).map((cell) => (cell.textContent ?? '').replaceAll(/[\s|]+/g, ' ').trim()));
  const [head, ...body] = rows.filter((cells) => cells.length > 0);
  if (!head) return '';
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
