import { Button, Group, Modal, Stack, TagsInput, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { notifyDone } from '../../ui/undoable.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useConversationActions } from './conversation-requests.ts';
import { useCounts } from './inbox-requests.ts';

interface DialogProps {
  conversation: ConversationDetail;
  opened: boolean;
  onClose: () => void;
}

export function TagsDialog({ conversation, opened, onClose }: DialogProps) {
  const { t } = useTranslation('conversations');
  const { setTags } = useConversationActions(conversation.id);
  const known = useCounts().data?.tags.map(({ tag }) => tag) ?? [];
  const [tags, change] = useState<string[] | null>(null);
  return (
    <Dialog title={t('tags.title')} opened={opened} onClose={onClose} save={() => setTags(tags ?? conversation.tags)} onSaved={() => change(null)}>
      <TagsInput label={t('tags.label')} description={t('tags.help')} data={known} value={tags ?? conversation.tags} onChange={change} maxTags={20} maxLength={40} data-autofocus />
    </Dialog>
  );
}

/** Tags for many conversations at once; what they have stays. */
export function AddTagsDialog({ opened, onClose, add }: { opened: boolean; onClose: () => void; add: (tags: string[]) => Promise<boolean> }) {
  const { t } = useTranslation('conversations');
  const known = useCounts().data?.tags.map(({ tag }) => tag) ?? [];
  const [tags, change] = useState<string[]>([]);
  return (
    <Dialog title={t('tags.addTitle')} opened={opened} onClose={onClose} save={() => add(tags)} onSaved={() => change([])} canSave={tags.length > 0}>
      <TagsInput label={t('tags.title')} description={t('tags.help')} data={known} value={tags} onChange={change} maxTags={20} maxLength={40} data-autofocus />
    </Dialog>
  );
}

/** An opt-out that a member heard. It cannot be taken back from here: only the shopper opts in again. */
export function OptOutDialog({ conversation, opened, onClose }: DialogProps) {
  const { t } = useTranslation('conversations');
  const { optOut } = useConversationActions(conversation.id);
  const [note, setNote] = useState('');
  return (
    <Dialog title={t('optOut.title')} opened={opened} onClose={onClose} save={() => optOut(note.trim() || null)} saveLabel={t('optOut.confirm')} onSaved={() => notifyDone(t('optOut.done'))}>
      <Text size="sm">{t('optOut.words')}</Text>
      <Textarea label={t('optOut.label')} description={t('optOut.help')} autosize minRows={2} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} data-autofocus />
    </Dialog>
  );
}

interface FormDialogProps {
  title: string;
  opened: boolean;
  onClose: () => void;
  save: () => Promise<unknown>;
  onSaved?: () => void;
  saveLabel?: string;
  canSave?: boolean;
  children: ReactNode;
}

/** Something short to write and keep; stays open with what was written when it could not be kept. */
export function Dialog({ title, opened, onClose, save, onSaved, saveLabel, canSave = true, children }: FormDialogProps) {
  const { t } = useTranslation(['conversations', 'ui']);
  const act = useAct('conversations');
  const [isSaving, setSaving] = useState(false);
  const submit = async () => {
    setSaving(true);
    const isDone = await act(save);
    setSaving(false);
    if (!isDone) return;
    onSaved?.();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('ui:close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) void submit();
        }}
      >
        <Stack>
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('actions.cancel')}
            </Button>
            <Button type="submit" loading={isSaving} disabled={!canSave}>
              {saveLabel ?? t('ui:form.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
