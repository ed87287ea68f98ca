import { Worker } from 'node:worker_threads';
import { AppError } from '#platform/errors';
import type { DocumentTask } from './document-worker.ts';
import type { ReadPage } from './html-to-markdown.ts';
import type { PdfText } from './read-pdf.ts';

const limits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
const longestMs = 10_000;

interface Results {
  pdf: PdfText;
  html: ReadPage;
}

/** Reads a document within a limit of memory and time; what cannot be read is explained. */
export async function readDocument<Kind extends DocumentTask['kind']>(task: Extract<DocumentTask, { kind: Kind }>): Promise<Results[Kind]> {
  const answer = await askWorker(task);
  if (answer.failure === null) return answer.result as Results[Kind];
  throw explain(task.kind, answer.failure);
}

function askWorker(task: DocumentTask): Promise<{ result: unknown; failure: null } | { failure: string }> {
  const worker = new Worker(new URL('./document-worker.ts', import.meta.url), { resourceLimits: limits, stdout: true, stderr: true, execArgv: ['--disable-warning=ExperimentalWarning'], env: {} });
  return new Promise<{ result: unknown; failure: null } | { failure: string }>((settle) => {
    const timer = setTimeout(() => settle({ failure: 'too_slow' }), longestMs);
    worker.once('message', (message: { result?: unknown; failure?: string }) => settle(message.failure === undefined ? { result: message.result, failure: null } : { failure: message.failure }));
    worker.once('error', () => settle({ failure: 'too_heavy' }));
    worker.once('exit', () => {
      clearTimeout(timer);
      settle({ failure: 'unreadable' });
    });
    worker.postMessage(task);
  }).finally(() => void worker.terminate());
}

function explain(kind: DocumentTask['kind'], failure: string): AppError {
  if (failure === 'encrypted') return new AppError('invalid', 'pdf_encrypted', 'This PDF is locked with a password. Save it without one and try again.');
  if (failure === 'without_text') return new AppError('invalid', 'pdf_without_text', 'This PDF holds pictures of pages and no text, as scans do. Use a PDF that was made from a document, or paste its text.');
  if (failure === 'too_slow' || failure === 'too_heavy' || failure === 'too_many_elements') return new AppError('invalid', 'document_too_heavy', 'Reading this document took too long or too much memory. Import a part of it, or paste its text.');
  return kind === 'pdf' ? new AppError('invalid', 'pdf_unreadable', 'This file cannot be read as a PDF. Open it, save it again as a PDF, and try with that.') : new AppError('invalid', 'page_unreadable', 'This page cannot be read. Paste its text instead.');
}
