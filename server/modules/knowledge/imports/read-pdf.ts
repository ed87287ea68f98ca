import { extractText, getDocumentProxy } from 'unpdf';

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
  const { text } = await extractText(document, { mergePages: false }).catch((error: unknown) => {
    throw new Error('unreadable', { cause: error });
  });
  const read = text.slice(0, maxPages);
  const joined = read.map((page) => page.trim()).join('\n\n');
  if (joined.replaceAll(/[^\p{L}]/gu, '').length < 20) throw new Error('without_text');
  return { text: joined, pages, pagesLeftOut: Math.max(0, pages - read.length) };
}
