import { Button, Text, Textarea } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { useMe } from '../../app/me.ts';
import { useTeam } from '../../app/team.ts';
import { fold } from '../../ui/fold.ts';
import { useAct } from '../../ui/use-act.ts';
import classes from './composer.module.css';
import { useConversationActions } from './conversation-requests.ts';
import { mentionedIn } from './mentions.ts';

const mentionPattern = /(^|\s)@([^\s@]{0,30})$/u;

/** A note that only members see. An at sign names somebody, who is told. */
export function NoteField({ conversation, onDone }: { conversation: ConversationDetail; onDone: () => void }) {
  const { t } = useTranslation('conversations');
  const id = useId();
  const me = useMe()?.member?.userId;
  const members = useTeam().filter(({ userId }) => userId !== me);
  const { addNote } = useConversationActions(conversation.id);
  const act = useAct('conversations');
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [place, setPlace] = useState(0);
  const [isSaving, setSaving] = useState(false);

  const typed = mentionPattern.exec(text)?.[2];
  const found = typed === undefined ? [] : members.filter(({ name }) => fold(name).includes(fold(typed))).slice(0, 6);
  const active = Math.min(place, Math.max(0, found.length - 1));
  const mention = (name: string) => {
    setText(text.replace(mentionPattern, (_all, before: string) => `${before}@${name} `));
    setPlace(0);
    field.current?.focus();
  };
  const save = async () => {
    if (text.trim() === '' || isSaving) return;
    setSaving(true);
    const isKept = await act(() => addNote(text, mentionedIn(text, members)));
    setSaving(false);
    if (!isKept) return;
    setText('');
    onDone();
  };
  const onKey = (event: KeyboardEvent) => {
    const chosen = found[active];
    if (found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) setPlace((active + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    else if (chosen && (event.key === 'Enter' || event.key === 'Tab')) mention(chosen.name);
    else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save();
    else if (event.key === 'Escape') onDone();
    else return;
    event.preventDefault();
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {found.length > 0 && (
        <div id={id} role="listbox" aria-label={t('note.mention')} className={classes.choices} tabIndex={-1}>
          {found.map(({ userId, name }, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- The field has the focus and its keys choose.
            <div key={userId} id={`${id}-${index}`} role="option" tabIndex={-1} aria-selected={index === active} className={classes.choice} onMouseDown={(event) => event.preventDefault()} onClick={() => mention(name)}>
              {name}
            </div>
          ))}
        </div>
      )}
      <Textarea
        ref={field}
        aria-label={t('note.label')}
        placeholder={t('note.placeholder')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKey}
        data-autofocus
        autoFocus
        aria-controls={found.length > 0 ? id : undefined}
        aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
      />
      <div className={classes.row}>
        <Text size="xs" c="dimmed" className={classes.words}>
          {t('note.help')}
        </Text>
        <Button type="submit" color="saffron" variant="light" disabled={text.trim() === ''} loading={isSaving} leftSection={<IconNote size={16} aria-hidden />}>
          {t('note.save')}
        </Button>
      </div>
    </form>
  );
}
