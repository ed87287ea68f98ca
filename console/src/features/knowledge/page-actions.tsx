import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnowledgePageDetail } from '#contract/knowledge';
import { useWorkspace } from '../../app/workspace.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed, notifyUndoable } from '../../ui/undoable.tsx';
import { useKnowledgeChanges } from './knowledge-requests.ts';
import type { PageDraft } from './use-page-draft.ts';

/** Publish, withdraw and delete; each can be undone for a while. */
export function PageActions({ page, draft }: { page: KnowledgePageDetail; draft: PageDraft }) {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const say = useErrorText('knowledge');
  const { publish, withdraw, remove } = useKnowledgeChanges();
  const [isBusy, setBusy] = useState(false);
  const carryOut = async (change: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await change();
      return true;
    } catch (error) {
      notifyFailed(say(error));
      return false;
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: workspace.key('knowledge') });
    }
  };
  const publishNow = async () => {
    const saved = draft.isDirty ? await draft.save() : page;
    if (!saved || !(await carryOut(() => publish(saved.id, saved.version)))) return;
    notifyUndoable({ done: t('published'), undo: () => carryOut(() => withdraw(page.id)) });
  };
  const withdrawNow = async () => {
    const { publishedVersion } = page;
    if (!(await carryOut(() => withdraw(page.id))) || publishedVersion !== page.version) return;
    notifyUndoable({ done: t('withdrawn'), undo: () => carryOut(() => publish(page.id, page.version)) });
  };
  const removeLater = () => {
    notifyUndoable({ done: t('removed', { title: page.title }), undo: () => undefined, commit: () => carryOut(() => remove(page.id)) });
    void navigate({ to: workspace.href('knowledge') });
  };
  if (!workspace.can('admin')) return null;
  const isNewest = page.publishedVersion === page.version && !draft.isDirty;
  return (
    <>
      <Button variant="subtle" color="gray" onClick={removeLater}>
        {t('editor.remove')}
      </Button>
      {page.state === 'published' && (
        <Button variant="default" loading={isBusy} onClick={() => void withdrawNow()}>
          {t('editor.withdraw')}
        </Button>
      )}
      {!isNewest && (
        <Button loading={isBusy || draft.isBusy} disabled={Object.keys(draft.problems).length > 0} onClick={() => void publishNow()}>
          {t(draft.isDirty ? 'editor.saveAndPublish' : 'editor.publish')}
        </Button>
      )}
    </>
  );
}
