import { z } from 'zod';
import { Language } from './language.ts';
import { PageStructure } from './knowledge-structure.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';

/** What the shop says of itself: policies, questions and answers, shipping, sizes, hours. */

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

/** What the shop's own shipping table says of one place. Days are calendar days of the shop's zone. */
export const DeliveryEstimate = z.object({
  options: z.array(
    z.object({
      name: z.string(),
      /** 0: free for this cart; null: worked out at the checkout. */
      priceMinor: z.int().nullable(),
      currency: z.string(),
      /** Arrival, the soonest and the latest; null: the table does not tell. */
      fromOn: z.string().nullable(),
      untilOn: z.string().nullable(),
      zone: z.string(),
      /** The day it leaves the shop when it is ordered now. Only when this is today may "ships today" be said. */
      dispatchOn: z.string().nullish(),
      /** Whether an order made now leaves today: the cut-off has not passed and parcels leave today. */
      shipsToday: z.boolean().optional(),
      /** The order's total from which it is free; null: never. */
      freeFromMinor: z.int().nullish(),
    }),
  ),
  needs: z.enum(['postal_code']).nullable(),
  passages: z.array(Passage),
});
export type DeliveryEstimate = z.infer<typeof DeliveryEstimate>;

/** A draft is not used for answers. A published page with a newer draft goes on answering with what was published. */
export const pageStates = ['draft', 'published'] as const;
export const PageState = z.enum(pageStates);

/** What the merchant should look at: words that speak to an assistant, blanks that wait to be filled in. */
export const PageWarning = z.enum(['instructions', 'blanks', 'empty']);
export type PageWarning = z.infer<typeof PageWarning>;

const Title = z.string().trim().min(1, 'Give the page a title.').max(200);
/** Markdown. */
const Body = z.string().max(200_000, 'A page has at most 200,000 characters; make several of it.');
const SourceUrl = z.url({ protocol: /^https?$/ }).max(2000);

export const KnowledgePage = z.object({
  id: z.uuid(),
  kind: PageKind,
  title: z.string(),
  /** Null: none stated. */
  language: Language.nullable(),
  state: PageState,
  /** The newest version. */
  version: z.int(),
  /** The version that answers; null: none. */
  publishedVersion: z.int().nullable(),
  warnings: z.array(PageWarning),
  /** First words, for the list. */
  preview: z.string(),
  url: z.string().nullable(),
  author: z.string(),
  updatedAt: Instant,
});
export type KnowledgePage = z.infer<typeof KnowledgePage>;

export const KnowledgePageDetail = KnowledgePage.extend({ body: z.string(), structure: PageStructure.nullable() });
export type KnowledgePageDetail = z.infer<typeof KnowledgePageDetail>;

export const KnowledgeParams = WorkspaceParams.extend({ pageId: z.uuid() });
export const KnowledgeVersionParams = KnowledgeParams.extend({ version: z.coerce.number().int().min(1) });
export const KnowledgeQuery = PageQuery.extend({
  /** Every word must be in the title or the text. */
  q: z.string().trim().max(200).optional(),
  kind: z.union([PageKind, z.array(PageKind)]).optional(),
  state: PageState.optional(),
});
export type KnowledgeQuery = z.infer<typeof KnowledgeQuery>;
export const KnowledgePageList = pageOf(KnowledgePage);

export const importWays = ['text', 'markdown', 'csv', 'web', 'pdf'] as const;
export const ImportWay = z.enum(importWays);
export type ImportWay = z.infer<typeof ImportWay>;

export const PageContent = z.object({
  kind: PageKind,
  title: Title,
  language: Language.nullable(),
  body: Body,
  structure: PageStructure.nullable(),
  /** Where shoppers find it in the shop; given to them as the source. */
  url: SourceUrl.nullable(),
});
export type PageContent = z.infer<typeof PageContent>;

export const NewKnowledgePage = PageContent.extend({
  /** How it came in; null: written here. */
  importedFrom: ImportWay.nullable().default(null),
  /** The group of unanswered questions that it is to answer. */
  questionGroupId: z.uuid().nullable().default(null),
});
export type NewKnowledgePage = z.input<typeof NewKnowledgePage>;

export const SavedKnowledgePage = PageContent.extend({ basedOn: z.int().min(1) });
export type SavedKnowledgePage = z.infer<typeof SavedKnowledgePage>;
export const PublishBody = z.object({ version: z.int().min(1) });
export const RestoreBody = z.object({ version: z.int().min(1), basedOn: z.int().min(1) });

export const KnowledgeVersion = z.object({ version: z.int(), title: z.string(), author: z.string(), createdAt: Instant, isPublished: z.boolean() });
export const KnowledgeVersions = z.object({ items: z.array(KnowledgeVersion) });
export const KnowledgeVersionDetail = PageContent.extend({ version: z.int(), author: z.string(), createdAt: Instant });

export const AskBody = z.object({ question: z.string().trim().min(1).max(500), kind: PageKind.nullish(), language: Language.nullish() });
/** What would be used, best first; `answers` is false when nothing reaches the threshold. */
export const AskReply = z.object({ passages: z.array(Passage), answers: z.boolean(), threshold: z.number() });
export type AskReply = z.infer<typeof AskReply>;

/** Texts to begin with; what is between double square brackets is for the merchant to fill in. */
export const StarterList = z.object({ items: z.array(z.object({ id: z.string(), kind: PageKind, language: Language, title: z.string(), body: z.string() })) });
