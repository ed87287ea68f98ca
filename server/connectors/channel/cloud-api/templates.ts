import { z } from 'zod';
import type { ChannelTemplate, TemplateDraft, TemplateStatus } from '#ports/channel';
import { ConnectorError } from '#ports/connector';
import { buildTemplateDraft } from './build-template-draft.ts';
import type { GraphApi } from './graph-api.ts';
import { mapTemplate, TemplateReply } from './map-template.ts';
import { uploadSample } from './media.ts';
import { readCategory, readTemplateStatus } from './template-words.ts';

/** Texts that Meta has to approve before they can be sent outside the service window. */

const templateFields = 'id,name,status,category,language,components,quality_score,parameter_format,rejected_reason';

const TemplatePage = z.object({
  data: z.array(TemplateReply),
  paging: z.object({ cursors: z.object({ after: z.string().nullish() }).nullish(), next: z.string().nullish() }).nullish(),
});

/** One page of a hundred; `nextCursor` is null on the last. */
export async function listTemplates(api: GraphApi, cursor: string | null, name?: string): Promise<{ templates: ChannelTemplate[]; nextCursor: string | null }> {
  const query = { fields: templateFields, limit: 100, after: cursor, name };
  const page = await api.http.call({ path: `${api.wabaPath}/message_templates`, query }, TemplatePage);
  const after = page.paging?.cursors?.after ?? null;
  return { templates: page.data.map(mapTemplate), nextCursor: page.paging?.next ? after : null };
}

const CreateReply = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  status: z.string().nullish(),
  category: z.string().nullish(),
});

type Created = { templateKey: string; status: TemplateStatus; category: ChannelTemplate['category'] };

/**
 * Submits a text for review. Meta may answer with another category than asked for: what it answers counts. When the name
 * is taken in this language, or an earlier call was cut off, the answer is the template that exists.
 */
export async function createTemplate(api: GraphApi, draft: TemplateDraft): Promise<Created> {
  const { header } = draft;
  const handle = header.kind === 'image' && header.exampleUrl !== null ? await uploadSample(api, header.exampleUrl) : null;
  try {
    const created = await api.http.call({ path: `${api.wabaPath}/message_templates`, json: buildTemplateDraft(draft, handle), timeoutMs: 30_000 }, CreateReply);
    return {
      templateKey: created.id,
      status: readTemplateStatus(created.status) ?? 'pending',
      category: readCategory(created.category) ?? draft.category,
    };
  } catch (error) {
    const mayExist = error instanceof ConnectorError && (error.kind === 'rejected' || !error.isCertain);
    const existing = mayExist ? await findTemplate(api, draft.name, draft.language) : null;
    if (existing) return { templateKey: existing.templateKey, status: existing.status, category: existing.category };
    throw error;
  }
}

/** Meta's filter also finds names that merely contain the one asked for, so every page is looked through. */
async function findTemplate(api: GraphApi, name: string, language: string): Promise<ChannelTemplate | null> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listTemplates>> = await listTemplates(api, cursor, name);
    const found = page.templates.find((template) => template.name === name && template.language === language);
    if (found) return found;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return null;
}

const Removed = z.object({ success: z.boolean().nullish() });

/** Removes the template in every language. Meta blocks the name for 30 days. A repeat changes nothing. */
export async function removeTemplate(api: GraphApi, name: string): Promise<void> {
  try {
    await api.http.call({ method: 'DELETE', path: `${api.wabaPath}/message_templates`, query: { name } }, Removed);
  } catch (error) {
    const isRefused = error instanceof ConnectorError && error.kind === 'rejected';
    const { templates } = isRefused ? await listTemplates(api, null, name) : { templates: [] };
    if (!isRefused || templates.some((template) => template.name === name && template.status !== 'deleted')) throw error;
  }
}
