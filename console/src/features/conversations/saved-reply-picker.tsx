import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SavedReply } from '#contract/saved-reply';
import { useWorkspace } from '../../app/workspace.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import classes from './composer.module.css';

interface PickerProps {
  id: string;
  replies: readonly SavedReply[];
  /** The one that Enter takes. */
  active: number;
  onChoose: (reply: SavedReply) => void;
  onPoint: (place: number) => void;
}

/** Saved replies above the field. The focus stays in the field: arrows move, Enter takes, Escape leaves. */
export function SavedReplyPicker({ id, replies, active, onChoose, onPoint }: PickerProps) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  return (
    <div className={classes.picker}>
      <div id={id} role="listbox" aria-label={t('replies.label')} className={classes.choices} tabIndex={-1}>
        {replies.slice(0, 30).map((reply, place) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- The field has the focus and its keys choose.
          <div
            key={reply.id}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === active}
            className={classes.choice}
            ref={(element) => {
              if (place === active) element?.scrollIntoView({ block: 'nearest' });
            }}
            onMouseEnter={() => onPoint(place)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(reply)}
          >
            <Text span size="sm" fw={600}>
              {reply.title}
            </Text>{' '}
            <Text span size="xs" c="dimmed">
              {[reply.folder, reply.language, ...reply.tags.map((tag) => `#${tag}`)].filter(Boolean).join(' · ')}
            </Text>
            <span className={classes.choiceText}>{reply.text}</span>
          </div>
        ))}
      </div>
      {replies.length === 0 && (
        <Text size="sm" c="dimmed" className={classes.nothing}>
          {t('replies.nothing')}
        </Text>
      )}
      <PageLink to={workspace.href('settings/saved-replies')} className={classes.manage}>
        {t('replies.manage')}
      </PageLink>
    </div>
  );
}
