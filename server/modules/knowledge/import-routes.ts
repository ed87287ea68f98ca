import multipart from '@fastify/multipart';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ImportBody, ImportFields, ImportPreview } from '#contract/knowledge-import';
import { WorkspaceParams } from '#contract/page';
import type { App } from '#context';
import { requireRole } from '#platform/actor';
import { AppError } from '#platform/errors';
import type { Http } from '#platform/http';
import { previewFile, previewImport } from './imports/preview-import.ts';

const base = '/v1/workspaces/:workspaceId/knowledge/import';
const tags = ['knowledge'];
const maxFileBytes = 10 * 1024 * 1024;
/** Room for the form around the file. */
const formBytes = 64 * 1024;
/** Reading documents and pages of others costs time: nobody needs more of it. */
const rateLimit = { max: 60, timeWindow: '1 minute' };

export function addImportRoutes(http: Http, app: App): void {
  const summary = 'Read text, Markdown, CSV or a web page, and show what a page of it would be';
  http.post(`${base}/preview`, { bodyLimit: 4 * 1024 * 1024, config: { rateLimit }, schema: { summary, tags, params: WorkspaceParams, body: ImportBody, response: { 200: ImportPreview } } }, (request) =>
    previewImport(app, request.actor, request.body),
  );
  addFileRoute(http, app);
}

/** In a scope of its own: elsewhere forms with files are not read. */
function addFileRoute(http: Http, app: App): void {
  void http.register(async (plain) => {
    await plain.register(multipart, { limits: { fileSize: maxFileBytes, files: 1, fields: 4, parts: 5 }, throwFileSizeLimit: false });
    plain.withTypeProvider<ZodTypeProvider>().post(
      `${base}/file`,
      { bodyLimit: maxFileBytes + formBytes, config: { rateLimit }, schema: { summary: 'Read a PDF, CSV, Markdown or text file (multipart/form-data with "kind" before the file), and show what a page of it would be', tags, params: WorkspaceParams, consumes: ['multipart/form-data'], response: { 200: ImportPreview } } },
      async (request) => {
        requireRole(request.actor, 'agent');
        if (!request.isMultipart()) throw new AppError('invalid', 'file_missing', 'Send the file as multipart/form-data.');
        const part = await request.file();
        if (!part) throw new AppError('invalid', 'file_missing', 'The form holds no file.');
        const field = part.fields['kind'];
        const fields = ImportFields.safeParse({ kind: field && 'value' in field ? field.value : undefined });
        if (!fields.success) throw new AppError('invalid', 'kind_missing', 'Name the kind of page in the field "kind", before the file: policy, faq, size_guide, shipping, hours, about or other.');
        const bytes = await part.toBuffer();
        if (part.file.truncated) throw new AppError('too_large', 'file_too_large', `This file is larger than ${maxFileBytes / 1024 / 1024} MB. Send a part of it, or paste its text.`);
        return previewFile(app, request.actor, fields.data.kind, { bytes, fileName: part.filename });
      },
    );
  });
}
