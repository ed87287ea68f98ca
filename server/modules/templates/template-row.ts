import { z } from 'zod';
import { mentionedVariables } from '#contract/flow-message';
import { StoredTemplateButton, StoredTemplateHeader, TemplateCategory, TemplateQuality, TemplateStatus } from '#contract/template';
import type { Template } from '#contract/template';

/** A template as the database holds it, checked. */
export const TemplateRow = z.object({
  workspace_id: z.string(),
  id: z.string(),
  connection_id: z.string(),
  template_key: z.string().nullable(),
  name: z.string(),
  language: z.string(),
  category: TemplateCategory,
  requested_category: TemplateCategory.nullable(),
  status: TemplateStatus,
  quality: TemplateQuality,
  reason: z.string().nullable(),
  problem: z.string().nullable(),
  header: StoredTemplateHeader,
  body: z.string(),
  footer: z.string().nullable(),
  variables: z.array(z.string()),
  buttons: z.array(StoredTemplateButton),
  message_key: z.string().nullable(),
  content_hash: z.string().nullable(),
  created_at: z.date(),
  updated_at: z.date(),
});
export type TemplateRow = z.infer<typeof TemplateRow>;

/** The variable of a heading of words, of which the channel allows one. */
export const headingVariables = ({ header }: Pick<TemplateRow, 'header'>) => (header.kind === 'text' ? mentionedVariables(header.text ?? '') : []);

export function toTemplate(row: TemplateRow): Template {
  return {
    id: row.id,
    connectionId: row.connection_id,
    name: row.name,
    language: row.language,
    category: row.category,
    requestedCategory: row.requested_category,
    status: row.status,
    quality: row.quality,
    reason: row.problem ?? row.reason,
    header: row.header,
    body: row.body,
    footer: row.footer,
    variables: row.variables,
    buttons: row.buttons,
    messageKey: row.message_key,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
