import { ActionIcon, Button, FileButton, Group, TagsInput, Text } from '@mantine/core';
import { IconFileUpload, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UploadedMedia } from '#contract/media';
import type { ReplyContent } from '#contract/send';
import { useAct } from '../../ui/use-act.ts';
import classes from './composer.module.css';
import { useUpload } from './conversation-requests.ts';

/** What goes with the words: an uploaded file, or answers to tap. */
export interface Extras {
  file: UploadedMedia | null;
  answers: string[];
}

export const noExtras: Extras = { file: null, answers: [] };

/** What the composer holds as a message; null when there is nothing to send yet. */
export function replyOf(text: string, { file, answers }: Extras): ReplyContent | null {
  const words = text.trim();
  if (file) return { type: file.type, url: null, mediaId: file.mediaId, caption: words || null, fileName: file.fileName };
  if (words === '') return null;
  if (answers.length === 0) return { type: 'text', text: words };
  return { type: 'buttons', text: words, footer: null, buttons: answers.map((title, place) => ({ kind: 'reply', id: `answer_${place + 1}`, title })) };
}

interface ExtrasFieldsProps {
  conversationId: string;
  extras: Extras;
  onChange: (extras: Extras) => void;
}

export function ExtrasFields({ conversationId, extras, onChange }: ExtrasFieldsProps) {
  const { t } = useTranslation('conversations');
  const upload = useUpload(conversationId);
  const act = useAct('conversations');
  const [isUploading, setUploading] = useState(false);
  const take = async (file: File | null) => {
    if (!file) return;
    setUploading(true);
    await act(async () => onChange({ file: await upload(file), answers: [] }));
    setUploading(false);
  };
  return (
    <div className={classes.extras}>
      {extras.file ? (
        <Group gap="xs" wrap="nowrap">
          <Text size="sm" truncate>
            {extras.file.fileName}
          </Text>
          <ActionIcon aria-label={t('extras.remove')} onClick={() => onChange({ ...extras, file: null })}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ) : (
        <FileButton onChange={(file) => void take(file)}>
          {(props) => (
            <Button {...props} variant="default" loading={isUploading} leftSection={<IconFileUpload size={16} aria-hidden />}>
              {t('extras.file')}
            </Button>
          )}
        </FileButton>
      )}
      <TagsInput label={t('extras.answers')} description={t('extras.answersHelp')} disabled={extras.file !== null} maxTags={3} maxLength={20} value={extras.answers} onChange={(answers) => onChange({ ...extras, answers })} />
    </div>
  );
}
