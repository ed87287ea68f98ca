import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { ApiError } from '../../app/api.ts';

const Details = z.object({ name: z.string().nullable(), preview: z.string().nullable() });
export type Answered = z.infer<typeof Details>;

/** Who answered just now and what; null when the refusal does not say. */
export const readAnswered = (error: ApiError): Answered | null => Details.safeParse(error.details).data ?? null;

/** Somebody else answered a moment ago: asked once, with what they wrote. */
export function AnsweredDialog({ answered, onClose, onSend }: { answered: Answered | null; onClose: () => void; onSend: () => void }) {
  const { t } = useTranslation(['conversations', 'ui']);
  return (
    <Modal opened={answered !== null} onClose={onClose} title={t('answered.title', { name: answered?.name ?? t('answered.somebody') })} closeButtonProps={{ 'aria-label': t('ui:close') }}>
      <Stack>
        {answered?.preview && <Text fs="italic">«{answered.preview}»</Text>}
        <Text size="sm">{t('answered.words')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('answered.look')}
          </Button>
          <Button onClick={onSend}>{t('answered.send')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
