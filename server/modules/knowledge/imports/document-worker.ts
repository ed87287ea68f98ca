import { parentPort } from 'node:worker_threads';
import { readHtml } from './html-to-markdown.ts';
import { readPdf } from './read-pdf.ts';

export type DocumentTask = { kind: 'pdf'; bytes: Uint8Array } | { kind: 'html'; html: string; url: string };

/** Reads one document in a thread of its own: what a stranger's file does to memory or time ends with the thread. */
parentPort?.once('message', (task: DocumentTask) => {
  void (task.kind === 'pdf' ? readPdf(task.bytes) : Promise.resolve().then(() => readHtml(task.html, task.url))).then(
    (result) => parentPort?.postMessage({ result }),
    (error: unknown) => parentPort?.postMessage({ failure: error instanceof Error ? error.message : 'unreadable' }),
  );
});
