import { useTranslation } from 'react-i18next';
import { PageContent } from '#contract/knowledge';
import type { KnowledgePageDetail } from '#contract/knowledge';
import { useVersionedDraft } from '../../app/use-versioned-draft.ts';
import type { VersionedDraft } from '../../app/use-versioned-draft.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { useKnowledgeChanges } from './knowledge-requests.ts';

export interface PageDraft extends VersionedDraft<PageContent, KnowledgePageDetail> {
  canEdit: boolean;
}

/** The page as it is being edited, checked with the server's own schema. */
export function usePageDraft(page: KnowledgePageDetail): PageDraft {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const { save } = useKnowledgeChanges();
  const draft = useVersionedDraft({
    topic: 'knowledge',
    namespace: 'knowledge',
    stored: contentOf(page),
    version: page.version,
    check: findProblems,
    save: (content, basedOn) => save(page.id, { ...content, basedOn }),
    conflict: 'page_changed',
    done: ({ version }) => t('saved', { version }),
  });
  return { ...draft, canEdit: workspace.can('agent') };
}

function contentOf({ kind, title, language, body, structure, url }: KnowledgePageDetail): PageContent {
  return { kind, title, language, body, structure, url };
}

function findProblems(content: PageContent): Record<string, string> {
  const checked = PageContent.safeParse(content);
  return checked.success ? {} : Object.fromEntries(checked.error.issues.map(({ path, message }) => [path.join('.'), message]));
}
