import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { AskReply, KnowledgePageDetail, KnowledgePageList, KnowledgeVersionDetail, KnowledgeVersions, StarterList } from '#contract/knowledge';
import type { NewKnowledgePage, PageKind, SavedKnowledgePage } from '#contract/knowledge';
import { ImportPreview } from '#contract/knowledge-import';
import type { ImportBody } from '#contract/knowledge-import';
import { QuestionGroup, QuestionPage } from '#contract/knowledge-question';
import type { QuestionState } from '#contract/knowledge-question';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import type { Workspace } from '../../app/workspace.tsx';

export interface PageFilters {
  q: string;
  kind: string[];
  state: string;
}

export const loadPages = (workspace: Workspace, filters: PageFilters, cursor: string | null, signal: AbortSignal) =>
  request(KnowledgePageList, workspace.api('/knowledge/pages'), { query: { ...filters, cursor }, signal });

export const loadQuestions = (workspace: Workspace, state: QuestionState, cursor: string | null, signal: AbortSignal) =>
  request(QuestionPage, workspace.api('/knowledge/questions'), { query: { state, cursor }, signal });

export function usePage(pageId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('knowledge', pageId), queryFn: ({ signal }) => request(KnowledgePageDetail, workspace.api(`/knowledge/pages/${pageId}`), { signal }) });
}

export function useVersions(pageId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('knowledge', pageId, 'versions'), queryFn: ({ signal }) => request(KnowledgeVersions, workspace.api(`/knowledge/pages/${pageId}/versions`), { signal }) });
}

/** A version never changes. */
export function useVersion(pageId: string, version: number | null) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('knowledge-version', pageId, version),
    queryFn: ({ signal }) => request(KnowledgeVersionDetail, workspace.api(`/knowledge/pages/${pageId}/versions/${version}`), { signal }),
    enabled: version !== null,
    staleTime: Infinity,
  });
}

/** They change with the program only. */
export function useStarters() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('starter'), queryFn: ({ signal }) => request(StarterList, workspace.api('/knowledge/starters'), { signal }), staleTime: Infinity });
}

/** Null: nothing was asked yet. */
export function useAnswer(question: string | null) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('knowledge', 'ask', question),
    queryFn: ({ signal }) => request(AskReply, workspace.api('/knowledge/ask'), { body: { question }, signal }),
    enabled: question !== null,
  });
}

export function useKnowledgeChanges() {
  const { api } = useWorkspace();
  const page = (pageId: string, rest = '') => api(`/knowledge/pages/${pageId}${rest}`);
  return {
    create: (input: NewKnowledgePage) => request(KnowledgePageDetail, api('/knowledge/pages'), { body: input }),
    save: (pageId: string, input: SavedKnowledgePage) => request(KnowledgePageDetail, page(pageId), { method: 'PUT', body: input }),
    publish: (pageId: string, version: number) => request(KnowledgePageDetail, page(pageId, '/publish'), { body: { version } }),
    withdraw: (pageId: string) => request(KnowledgePageDetail, page(pageId, '/withdraw'), { method: 'POST' }),
    restore: (pageId: string, version: number, basedOn: number) => request(KnowledgePageDetail, page(pageId, '/restore'), { body: { version, basedOn } }),
    remove: (pageId: string) => request(z.unknown(), page(pageId), { method: 'DELETE' }),
    previewText: (input: ImportBody) => request(ImportPreview, api('/knowledge/import/preview'), { body: input }),
    previewFile: (kind: PageKind, file: File) => {
      const form = new FormData();
      form.append('kind', kind);
      form.append('file', file);
      return request(ImportPreview, api('/knowledge/import/file'), { body: form });
    },
    settle: (groupId: string, state: QuestionState) => request(QuestionGroup, api(`/knowledge/questions/${groupId}/settle`), { body: { state } }),
  };
}
