import { z } from 'zod';
import { PageKind } from './knowledge.ts';
import { Language } from './language.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';

/** Questions that nobody's page answered, put together by what they ask. */

/** `no_answer`: nothing fits; `weak_answer`: something was near, and not enough; `handed_over`: a person had to answer. */
export const UnansweredReason = z.enum(['no_answer', 'weak_answer', 'handed_over']);
export type UnansweredReason = z.infer<typeof UnansweredReason>;

export const questionStates = ['open', 'answered', 'dismissed'] as const;
export const QuestionState = z.enum(questionStates);
export type QuestionState = z.infer<typeof QuestionState>;

export const QuestionSuggestion = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('write_page'),
    pageKind: PageKind,
    title: z.string(),
    /** Markdown with the questions as headings and blanks for the answers. */
    body: z.string(),
    language: Language,
    /** A page that is about it already and lacks this; null: none. */
    mendPage: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  }),
  z.object({ kind: z.literal('mend_product'), productId: z.uuid(), title: z.string(), url: z.string().nullable(), /** The questions to be answered in its description. */ questions: z.array(z.string()) }),
]);
export type QuestionSuggestion = z.infer<typeof QuestionSuggestion>;

export const QuestionGroup = z.object({
  id: z.uuid(),
  state: QuestionState,
  /** The question that stands for the others. */
  label: z.string(),
  language: Language,
  count: z.int(),
  firstAskedAt: Instant,
  lastAskedAt: Instant,
  /** Newest first, at most 5. */
  examples: z.array(z.object({ question: z.string(), askedAt: Instant, /** Null: tried in the console, or its conversation was erased. */ conversationId: z.uuid().nullable() })),
  /** The page that answers it now; null: none. */
  answeredBy: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  suggestion: QuestionSuggestion,
});
export type QuestionGroup = z.infer<typeof QuestionGroup>;

export const QuestionParams = WorkspaceParams.extend({ groupId: z.uuid() });
export const QuestionQuery = PageQuery.extend({ state: QuestionState.default('open') });
export type QuestionQuery = z.infer<typeof QuestionQuery>;
export const QuestionPage = pageOf(QuestionGroup);
export const SettleBody = z.object({ state: QuestionState });
