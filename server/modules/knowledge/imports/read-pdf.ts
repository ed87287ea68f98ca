import { getDocumentProxy } from 'unpdf';

export interface PdfText {
  text: string;
  pages: number;
  /** Pages at the end that were not read. */
  pagesLeftOut: number;
}

const maxPages = 150;

/** The text of a PDF, page by page. Throws `encrypted`, `without_text` (a scan) or `unreadable`. */
export async function readPdf(bytes: Uint8Array): Promise<PdfText> {
  const document = await getDocumentProxy(bytes, { isEvalSupported: false, verbosity: 0 }).catch((error: unknown) => {
    throw new Error(error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'unreadable', { cause: error });
  });
  const pages = document.numPages;
  const read: string[] = [];
  for (let number = 1; number <= Math.min(pages, maxPages); number += 1) {
    read.push(await readPage(document, number).catch((error: unknown) => {
      throw new Error('unreadable', { cause: error });
    }));
  }
  const joined = read.map((page) => page.trim()).join('\n\n');
  if (joined.replaceAll(/[^\p{L}]/gu, '').length < 20) throw new Error('without_text');
  return { text: joined, pages, pagesLeftOut: pages - read.length };
}

/** One at a time: a book of a thousand pages costs what is read of it. */
async function readPage(document: Awaited<ReturnType<typeof getDocumentProxy>>, number: number): Promise<string> {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  page.cleanup();
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
}
