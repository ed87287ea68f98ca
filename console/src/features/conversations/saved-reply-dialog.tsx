import { Autocomplete, Button, Group, Select, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf, languages } from '#contract/language';
import type { Language } from '#contract/language';
import { fillReply, replyVariables, variablesOf } from '#contract/saved-reply';
import type { SavedReply, SavedReplyBody } from '#contract/saved-reply';
import { useWorkspace } from '../../app/workspace.tsx';
import { Dialog } from './dialogs.tsx';
import { useSavedReplies, useSavedReplyChanges } from './saved-reply-requests.ts';
import classes from './saved-replies.module.css';

/** Writes a saved reply, with what it can name and how it will read. */
export function SavedReplyDialog({ reply, onClose }: { reply: SavedReply | null; onClose: () => void }) {
  const { t, i18n } = useTranslation('conversations');
  const { add, change } = useSavedReplyChanges();
  const folders = [...new Set(useSavedReplies().data?.items.map(({ folder }) => folder).filter(Boolean) ?? [])];
  const field = useRef<HTMLTextAreaElement>(null);
  const [body, setBody] = useState<SavedReplyBody>(() => reply ?? { language: languageOf(i18n.language) ?? 'es', title: '', folder: '', tags: [], text: '' });
  const set = (part: Partial<SavedReplyBody>) => setBody({ ...body, ...part });
  const wrong = variablesOf(body.text).filter((name) => !(replyVariables as readonly string[]).includes(name));
  const insert = (name: string) => {
    const at = field.current?.selectionStart ?? body.text.length;
    set({ text: `${body.text.slice(0, at)}{{${name}}}${body.text.slice(at)}` });
    field.current?.focus();
  };
  const save = () => {
    const { language, title, folder, tags, text } = body;
    const next = { language, title, folder, tags, text };
    return reply ? change(reply.id, next) : add(next);
  };
  return (
    <Dialog title={t(reply ? 'replies.edit' : 'replies.add')} opened onClose={onClose} save={save} canSave={body.title.trim() !== '' && body.text.trim() !== '' && wrong.length === 0}>
      <Group grow align="start">
        <TextInput label={t('replies.name')} description={t('replies.nameHelp')} maxLength={60} value={body.title} onChange={(event) => set({ title: event.currentTarget.value })} data-autofocus />
        <Select label={t('replies.language')} description={t('replies.languageHelp')} allowDeselect={false} data={languages.map((value) => ({ value, label: t(`languages.${value}`) }))} value={body.language} onChange={(value) => set({ language: (value ?? 'es') as Language })} />
      </Group>
      <Autocomplete label={t('replies.folder')} data={folders} maxLength={40} value={body.folder} onChange={(folder) => set({ folder })} />
      <TagsInput label={t('tags.title')} description={t('tags.help')} maxTags={10} maxLength={40} value={body.tags} onChange={(tags) => set({ tags })} />
      <Textarea
        ref={field}
        label={t('replies.text')}
        lang={body.language}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={2000}
        error={wrong.length > 0 ? t('replies.unknown', { names: wrong.join(', ') }) : null}
        value={body.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <div role="group" aria-label={t('replies.insert')} className={classes.variables}>
        {replyVariables.map((name) => (
          <Button key={name} size="compact-xs" variant="default" onClick={() => insert(name)}>
            {t(`variables.${name}`)}
          </Button>
        ))}
      </div>
      <Preview text={body.text} />
    </Dialog>
  );
}

function Preview({ text }: { text: string }) {
  const { t } = useTranslation('conversations');
  const shop = useWorkspace().name;
  if (text.trim() === '') return null;
  const sample = Object.fromEntries(replyVariables.map((name) => [name, name === 'shop_name' ? shop : t(`samples.${name}`)]));
  return (
    <div className={classes.preview}>
      <Text size="xs" c="dimmed">
        {t('replies.preview')}
      </Text>
      <Text size="sm" className={classes.filled}>
        {fillReply(text, sample).text}
      </Text>
    </div>
  );
}
