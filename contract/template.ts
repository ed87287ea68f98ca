import { z } from 'zod';
import { ReplyAction } from './flow-message.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';

/** Messages that a channel approved beforehand. */

export const TemplateStatus = z.enum(['draft', 'pending', 'approved', 'rejected', 'paused', 'disabled', 'deleted', 'archived']);
export const TemplateCategory = z.enum(['marketing', 'utility', 'authentication']);
export type TemplateCategory = z.infer<typeof TemplateCategory>;
export const TemplateQuality = z.enum(['green', 'yellow', 'red', 'unknown']);

/** A button as it is kept: the channel's part, and for texts of ours what a tap asks for. */
export const StoredTemplateButton = z.object({
  kind: z.enum(['link', 'reply', 'code', 'phone']),
  title: z.string(),
  url: z.string().nullable().default(null),
  urlExample: z.string().nullable().default(null),
  /** Null: the template was not written by us. */
  action: ReplyAction.nullable().default(null),
  target: z.enum(['cart', 'shop']).nullable().default(null),
});
export type StoredTemplateButton = z.infer<typeof StoredTemplateButton>;

export const StoredTemplateHeader = z.object({
  kind: z.enum(['none', 'text', 'image', 'video', 'document', 'location', 'other']),
  text: z.string().nullable().default(null),
});
export type StoredTemplateHeader = z.infer<typeof StoredTemplateHeader>;

export const Template = z.object({
  id: z.uuid(),
  connectionId: z.uuid(),
  name: z.string(),
  language: z.string(),
  /** As the channel sees it now. */
  category: TemplateCategory,
  /** As we asked; null: it was not made here. Another category means that the channel moved it. */
  requestedCategory: TemplateCategory.nullable(),
  status: TemplateStatus,
  quality: TemplateQuality,
  /** Why the channel refused or paused it, or why handing it in failed; null: nothing to say. */
  reason: z.string().nullable(),
  header: StoredTemplateHeader,
  body: z.string(),
  footer: z.string().nullable(),
  variables: z.array(z.string()),
  buttons: z.array(StoredTemplateButton),
  /** The flow message it was written for; null: none of ours. */
  messageKey: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Template = z.infer<typeof Template>;

export const TemplateParams = WorkspaceParams.extend({ templateId: z.uuid() });
export const TemplateQuery = PageQuery.extend({
  connectionId: z.uuid().optional(),
  status: TemplateStatus.optional(),
  language: z.string().max(20).optional(),
  messageKey: z.string().max(60).optional(),
  /** Words in name or text. */
  search: z.string().max(100).optional(),
});
export type TemplateQuery = z.infer<typeof TemplateQuery>;
export const TemplatePage = pageOf(Template);

/** One template with its text as a shopper would read it. */
export const TemplateDetail = Template.extend({
  preview: z.object({ header: z.string().nullable(), body: z.string(), footer: z.string().nullable() }),
});
export type TemplateDetail = z.infer<typeof TemplateDetail>;

/** A text to be approved, written by hand. Variables by name, each with an example for the channel's reviewers. */
export const NewTemplate = z.object({
  connectionId: z.uuid(),
  name: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'A name has lower-case letters, digits and underscores.'),
  language: z.string().regex(/^[a-z]{2}(_[A-Z]{2})?$/, 'A language is written like es or pt_BR.'),
  category: z.enum(['marketing', 'utility']),
  headerText: z.string().trim().min(1).max(60).nullable().default(null),
  body: z.string().trim().min(1, 'Write the text.').max(1024, 'The text has at most 1024 characters.'),
  footer: z.string().trim().min(1).max(60).nullable().default(null),
  examples: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), z.string().min(1).max(200)).default({}),
  buttons: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('reply'), title: z.string().trim().min(1).max(25) }),
        z.object({ kind: z.literal('link'), title: z.string().trim().min(1).max(25), url: z.url({ protocol: /^https$/ }) }),
      ]),
    )
    .max(10)
    .default([]),
});
export type NewTemplate = z.infer<typeof NewTemplate>;

export const SyncTemplatesBody = z.object({ connectionId: z.uuid() });
