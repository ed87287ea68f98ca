import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageContent } from '#contract/knowledge';
import type { KnowledgePageDetail } from '#contract/knowledge';
import { ApiError, fieldProblems } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyDone, notifyFailed } from '../../ui/undoable.tsx';
import { useKnowledgeChanges } from './knowledge-requests.ts';

export interface PageDraft {
  content: PageContent;
  isDirty: boolean;
  isBusy: boolean;
  canEdit: boolean;
  /** What stands in the way of saving, by path. */
  problems: Record<string, string>;
  change(part: Partial<PageContent>): void;
  discard(): void;
  /** Gives the saved page; null when it was refused. */
  save(): Promise<KnowledgePageDetail | null>;
}

/** The page as it is being edited, checked with the server's own schema. */
export function usePageDraft(page: KnowledgePageDetail): PageDraft {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const say = useErrorText('knowledge');
  const { save } = useKnowledgeChanges();
  const [edited, setEdited] = useState<PageContent | null>(null);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const content = edited ?? contentOf(page);
  return {
    content,
    isDirty: edited !== null,
    isBusy,
    canEdit: workspace.can('agent'),
    problems: { ...(edited && findProblems(edited)), ...refused },
    change: (part) => {
      setRefused({});
      setEdited({ ...content, ...part });
    },
    discard: () => setEdited(null),
    save: async () => {
      setBusy(true);
      try {
        const saved = await save(page.id, { ...content, basedOn: page.version });
        queries.setQueryData(workspace.key('knowledge', page.id), saved);
        setEdited(null);
        notifyDone(t('saved', { version: saved.version }));
        await queries.invalidateQueries({ queryKey: workspace.key('knowledge') });
        return saved;
      } catch (error) {
        setRefused(fieldProblems(error));
        notifyFailed(say(error));
        // Somebody else saved: what is theirs must be seen before it is changed again.
        if (error instanceof ApiError && error.code === 'page_changed') await queries.invalidateQueries({ queryKey: workspace.key('knowledge', page.id) });
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}

function contentOf({ kind, title, language, body, structure, url }: KnowledgePageDetail): PageContent {
  return { kind, title, language, body, structure, url };
}

function findProblems(content: PageContent): Record<string, string> {
  const checked = PageContent.safeParse(content);
  return checked.success ? {} : Object.fromEntries(checked.error.issues.map(({ path, message }) => [path.join('.'), message]));
}
