import type { App } from '#context';
import { answerThreshold } from '#contract/knowledge';
import type { AskReply, PageKind, Passage } from '#contract/knowledge';
import type { Language } from '#contract/language';
import type { Actor } from '#platform/actor';
import { openPublishedPages, requireWorkspaceFacts } from './published-pages.ts';
import type { IndexedPassage } from './retrieval/build-index.ts';
import { rankPassages } from './retrieval/rank-passages.ts';

export interface PassageWish {
  /** As the shopper put it, in any of the three languages. */
  question: string;
  /** Only pages of this kind; null or absent: of any. */
  kind?: PageKind | null | undefined;
  /** The shopper's: of two alike passages the one in it comes first. */
  language?: Language | null | undefined;
  /** 3 when absent. */
  limit?: number | undefined;
}

/** Passages of the published pages that fit a question, best first. Below `answerThreshold` one is near, and no answer. */
export async function findPassages(app: App, workspaceId: string, { question, kind, language, limit = 3 }: PassageWish): Promise<Passage[]> {
  const { index } = await openPublishedPages(app, await requireWorkspaceFacts(app, workspaceId));
  return rankPassages(index, { question, kind, language, limit }).map(({ passage, score }) => toPassage(passage, score));
}

export function toPassage(passage: IndexedPassage, score: number): Passage {
  const { passageId, kind, text, url, title, headings } = passage;
  return { passageId, source: [title, ...headings].filter((part, index, all) => part !== all[index - 1]).join(' › '), kind, text, url, score: Math.round(score * 1000) / 1000 };
}

/** For the console: what would be used for an answer, and whether it is one. */
export async function askPages(app: App, actor: Actor, wish: PassageWish): Promise<AskReply> {
  const passages = await findPassages(app, actor.workspaceId, { ...wish, limit: 5 });
  return { passages, answers: (passages[0]?.score ?? 0) >= answerThreshold, threshold: answerThreshold };
}
