import { z } from 'zod';

export const pageKinds = ['policy', 'faq', 'size_guide', 'shipping', 'hours', 'about', 'other'] as const;
export const PageKind = z.enum(pageKinds);
export type PageKind = z.infer<typeof PageKind>;

/** Below this score a passage is no answer to the question. */
export const answerThreshold = 0.35;

export const Passage = z.object({
  passageId: z.string(),
  /** Where it stands: page title and heading, for the source line. */
  source: z.string(),
  kind: PageKind,
  text: z.string(),
  url: z.string().nullable(),
  /** 0 to 1; below 0.35 it is no answer. */
  score: z.number(),
});
export type Passage = z.infer<typeof Passage>;
