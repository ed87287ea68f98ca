import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactDetail } from '#contract/contact';
import { Loaded } from '../../ui/states.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useEraseContact, useErasurePreview } from './contact-requests.ts';

/** It cannot be taken back, so it says what goes and asks. */
export function EraseContact({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const act = useAct('contacts');
  const [isOpen, dialog] = useDisclosure(false);
  const [isSure, setSure] = useState(false);
  const erase = useEraseContact(contact.id);
  const preview = useErasurePreview(contact.id, isOpen);
  const run = async () => {
    if (await act(() => erase.mutateAsync(), t('erase.done'))) dialog.close();
  };
  return (
    <>
      <Button variant="subtle" color="red" onClick={dialog.open}>
        {t('erase.button')}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={t('erase.title', { name: contact.name ?? contact.phone ?? contact.email ?? t('nameless') })} closeButtonProps={{ 'aria-label': t('cancel') }}>
        <Stack gap="md">
          <Loaded query={preview} namespace="contacts">
            {(counts) => <Text>{t('erase.what', { ...counts })}</Text>}
          </Loaded>
          <Text size="sm">{t('erase.stays')}</Text>
          <Checkbox label={t('erase.sure')} checked={isSure} onChange={(event) => setSure(event.currentTarget.checked)} />
          <Group gap="xs">
            <Button color="red" disabled={!isSure} loading={erase.isPending} onClick={() => void run()}>
              {t('erase.button')}
            </Button>
            <Button variant="default" onClick={dialog.close}>
              {t('cancel')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
