import { Button, Text } from '@mantine/core';
import { IconBookmarks, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '#contract/language';
import type { SavedReply } from '#contract/saved-reply';
import { useWorkspace } from '../../app/workspace.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { IconAction } from '../../ui/icon-action.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { notifyUndoable } from '../../ui/undoable.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { useAct } from '../../ui/use-act.ts';
import { findReplies } from './find-replies.ts';
import { SavedReplyDialog } from './saved-reply-dialog.tsx';
import { useSavedReplies, useSavedReplyChanges } from './saved-reply-requests.ts';
import classes from './saved-replies.module.css';

/** What the team answers often: written once for each language, sorted into folders, with how often each is sent. */
export default function SavedRepliesPage() {
  const { t } = useTranslation('conversations');
  const { one } = useUrlState();
  const canWrite = useWorkspace().can('agent');
  const [open, setOpen] = useState<SavedReply | 'new' | null>(null);
  const language = languages.find((known) => known === one('language'));
  const add = canWrite && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('new')}>
      {t('replies.add')}
    </Button>
  );
  return (
    <Page title={t('replies.title')} purpose={t('replies.purpose')} actions={add}>
      <FilterBar searchLabel={t('replies.search')} filters={[{ name: 'language', label: t('replies.language'), options: languages.map((value) => ({ value, label: t(`languages.${value}`) })) }]} />
      <Loaded query={useSavedReplies()} namespace="conversations">
        {({ items }) => {
          const shown = findReplies(items, one('q'), language ?? 'es').filter((reply) => language === undefined || reply.language === language);
          if (items.length === 0) return <EmptyState icon={IconBookmarks} title={t('replies.empty')} action={add}>{t('replies.emptyWords')}</EmptyState>;
          if (shown.length === 0) return <EmptyState title={t('replies.nothing')} />;
          return [...Map.groupBy(shown, ({ folder }) => folder)]
            .toSorted(([first], [second]) => first.localeCompare(second))
            .map(([folder, replies]) => (
              <Section key={folder} title={folder || t('replies.noFolder')}>
                <ul className={classes.rows}>
                  {replies.map((reply) => (
                    <ReplyRow key={reply.id} reply={reply} onEdit={canWrite ? () => setOpen(reply) : null} />
                  ))}
                </ul>
              </Section>
            ));
        }}
      </Loaded>
      {open && <SavedReplyDialog reply={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function ReplyRow({ reply, onEdit }: { reply: SavedReply; onEdit: (() => void) | null }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const { remove } = useSavedReplyChanges();
  const act = useAct('conversations');
  const askToRemove = () => notifyUndoable({ done: t('replies.removed', { title: reply.title }), undo: () => undefined, commit: () => act(() => remove(reply.id)) });
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <Text fw={600}>
          {reply.title}{' '}
          <Text span size="xs" c="dimmed">
            {[t(`languages.${reply.language}`), ...reply.tags.map((tag) => `#${tag}`)].join(' · ')}
          </Text>
        </Text>
        <Text size="sm" className={classes.text} lang={reply.language}>
          {reply.text}
        </Text>
        <Text size="xs" c="dimmed">
          {t('replies.used', { count: reply.useCount, number: formats.number(reply.useCount) })}
          {reply.lastUsedAt && (
            <>
              {' '}
              · <RelativeTime at={reply.lastUsedAt} />
            </>
          )}
        </Text>
      </div>
      {onEdit && (
        <>
          <IconAction label={t('replies.editOne', { title: reply.title })} hint={t('replies.edit')} icon={IconPencil} onClick={onEdit} />
          <IconAction label={t('replies.removeOne', { title: reply.title })} hint={t('replies.remove')} icon={IconTrash} onClick={askToRemove} />
        </>
      )}
    </li>
  );
}
