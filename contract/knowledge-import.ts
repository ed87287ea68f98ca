import { z } from 'zod';
import { ImportWay, PageContent, PageKind, PageWarning } from './knowledge.ts';

/** What is to be read. A file comes as multipart/form-data beside `kind`; text and addresses as JSON. */
export const ImportBody = z.object({
  way: z.enum(['text', 'markdown', 'csv', 'web']),
  kind: PageKind,
  /** The text itself, or the address of the page. */
  content: z.string().min(1).max(2_000_000),
});
export type ImportBody = z.infer<typeof ImportBody>;

export const ImportFields = z.object({ kind: PageKind });

/** Why a part was left out. `row` counts from 1 as a spreadsheet shows it; null: it concerns the whole. */
export const ImportProblem = z.object({
  row: z.int().nullable(),
  code: z.enum([
    'row_incomplete', 'price_unreadable', 'days_unreadable', 'postal_code_unreadable', 'time_unreadable', 'too_many_cells', 'too_few_cells', 'quote_unclosed', 'row_repeated',
    'too_long', 'encoding_guessed', 'left_out', 'pages_left_out', 'columns_unknown',
  ]),
  /** What stood there, shortened. */
  text: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

/** Nothing is kept yet: the page is created from `content` when the merchant agrees. */
export const ImportPreview = z.object({
  way: ImportWay,
  /** The title may be empty: the merchant gives it then. */
  content: PageContent.extend({ title: z.string() }),
  /** Rows, questions or paragraphs that were understood. */
  understood: z.int(),
  problems: z.array(ImportProblem),
  warnings: z.array(PageWarning),
});
export type ImportPreview = z.infer<typeof ImportPreview>;
