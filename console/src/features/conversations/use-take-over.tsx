import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { ApiError } from '../../app/api.ts';
import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';
import { useConversationActions } from './conversation-requests.ts';
import { useNames } from './use-names.ts';

/** Takes the conversation. When another member was first, says so and offers to take it from them. */
export function useTakeOver(conversation: ConversationDetail): () => Promise<void> {
  const { t } = useTranslation(['conversations', 'ui']);
  const { takeOver } = useConversationActions(conversation.id);
  const names = useNames();
  const say = useErrorText('conversations');
  const take = async (evenSo: boolean) => {
    try {
      await takeOver(evenSo);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'taken_by_another') return notifyFailed(say(error));
      const other = (error.details as { assigneeId?: string } | null)?.assigneeId;
      const id = notifications.show({
        autoClose: 10_000,
        closeButtonProps: { 'aria-label': t('ui:close') },
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{t('takeOver.taken', { name: names.member(other ?? '') })}</Text>
            <Button size="compact-sm" variant="light" onClick={() => (notifications.hide(id), void take(true))}>
              {t('takeOver.evenSo')}
            </Button>
          </Group>
        ),
      });
    }
  };
  return () => take(false);
}
