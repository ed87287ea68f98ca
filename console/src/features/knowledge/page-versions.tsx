import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnowledgePageDetail } from '#contract/knowledge';
import { useWorkspace } from '../../app/workspace.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { Loaded, useErrorText } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { notifyFailed, notifyUndoable } from '../../ui/undoable.tsx';
import { useKnowledgeChanges, useVersion, useVersions } from './knowledge-requests.ts';
import classes from './knowledge.module.css';
import { MarkdownView } from './markdown-view.tsx';

/** Every version ever saved; putting one back makes a new draft, so nothing is lost. */
export function PageVersions({ page, isDirty }: { page: KnowledgePageDetail; isDirty: boolean }) {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const say = useErrorText('knowledge');
  const { restore } = useKnowledgeChanges();
  const [shown, setShown] = useState<number | null>(null);
  const putBack = async (version: number, basedOn: number) => {
    try {
      const saved = await restore(page.id, version, basedOn);
      queries.setQueryData(workspace.key('knowledge', page.id), saved);
      notifyUndoable({ done: t('versions.restored', { version }), undo: () => putBack(basedOn, saved.version) });
      await queries.invalidateQueries({ queryKey: workspace.key('knowledge') });
    } catch (error) {
      notifyFailed(say(error));
    }
  };
  return (
    <Loaded query={useVersions(page.id)} namespace="knowledge">
      {({ items }) => (
        <div className={classes.sides}>
          <ul className={classes.rows} aria-label={t('editor.tab.versions')}>
            {items.map(({ version, title, author, createdAt, isPublished }) => (
              <li key={version} className={classes.version}>
                <span className={classes.rowWords}>
                  <span>
                    {t('versions.name', { version })} {isPublished && <StatusBadge tone="accent">{t('versions.answers')}</StatusBadge>}
                  </span>
                  <Text size="xs" c="dimmed" component="span">
                    {title} · {author} · <RelativeTime at={createdAt} />
                  </Text>
                </span>
                <Button variant="subtle" aria-expanded={shown === version} onClick={() => setShown(shown === version ? null : version)} aria-label={t('versions.showOne', { version })}>
                  {t('versions.show')}
                </Button>
                {version !== page.version && workspace.can('agent') && (
                  <Button variant="default" disabled={isDirty} onClick={() => void putBack(version, page.version)} aria-label={t('versions.restoreOne', { version })}>
                    {t('versions.restore')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {shown !== null && <ShownVersion pageId={page.id} version={shown} />}
        </div>
      )}
    </Loaded>
  );
}

function ShownVersion({ pageId, version }: { pageId: string; version: number }) {
  const { t } = useTranslation('knowledge');
  return (
    <section className={classes.preview} aria-label={t('versions.name', { version })}>
      <Loaded query={useVersion(pageId, version)} namespace="knowledge">
        {({ body }) => <MarkdownView markdown={body} />}
      </Loaded>
    </section>
  );
}
