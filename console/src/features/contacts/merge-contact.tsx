import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ContactPage } from '#contract/contact';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { Facts } from '../../ui/small-parts.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useMergeContacts, useMergePreview } from './contact-requests.ts';

/** Two entries of the same person are made one: look for the other, see what comes of it, decide. */
export function MergeContact({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const [isOpen, dialog] = useDisclosure(false);
  const [otherId, setOtherId] = useState<string | null>(null);
  const close = () => {
    setOtherId(null);
    dialog.close();
  };
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t('merge.button')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('merge.title')} closeButtonProps={{ 'aria-label': t('cancel') }}>
        {otherId === null ? <ChooseOther contactId={contactId} onChoose={setOtherId} /> : <Decide contactId={contactId} otherId={otherId} onDone={close} onBack={() => setOtherId(null)} />}
      </Modal>
    </>
  );
}

function ChooseOther({ contactId, onChoose }: { contactId: string; onChoose: (id: string) => void }) {
  const { t } = useTranslation('contacts');
  const workspace = useWorkspace();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 250);
  const found = useQuery({
    queryKey: workspace.key('contact', 'find', search),
    queryFn: ({ signal }) => request(ContactPage, workspace.api('/contacts'), { query: { search, limit: 6 }, signal }),
    enabled: search.length > 1,
  });
  return (
    <Stack gap="sm">
      <TextInput type="search" label={t('merge.search')} value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
      <Stack gap={4} role="status">
        {found.data?.items
          .filter(({ id }) => id !== contactId)
          .map((contact) => (
            <Button key={contact.id} variant="subtle" justify="start" onClick={() => onChoose(contact.id)}>
              {[contact.name, contact.phone ?? contact.email].filter(Boolean).join(' · ') || t('nameless')}
            </Button>
          ))}
        {found.data?.items.length === 0 && <Text c="dimmed">{t('noMatch.title')}</Text>}
      </Stack>
    </Stack>
  );
}

function Decide({ contactId, otherId, onDone, onBack }: { contactId: string; otherId: string; onDone: () => void; onBack: () => void }) {
  const { t } = useTranslation('contacts');
  const act = useAct('contacts');
  const merge = useMergeContacts(contactId);
  const run = async () => {
    if (await act(() => merge.mutateAsync(otherId), t('merge.done'))) onDone();
  };
  return (
    <Loaded query={useMergePreview(contactId, otherId)} namespace="contacts">
      {(preview) => (
        <Stack gap="md">
          {preview.conflicts.length > 0 && <Alert color="yellow" title={t('merge.conflict')}>{preview.conflicts.map((kind) => t(`identities.${kind}`)).join(', ')}</Alert>}
          <Facts
            facts={[
              { label: t('edit.name'), value: preview.name ?? t('nameless') },
              { label: t('edit.tags'), value: preview.tags.join(', ') || '–' },
              ...preview.identities.map(({ kind, value }) => ({ label: t(`identities.${kind}`), value })),
            ]}
          />
          <Text size="sm">{t('merge.consequence')}</Text>
          <Group gap="xs">
            <Button loading={merge.isPending} onClick={() => void run()}>
              {t('merge.confirm')}
            </Button>
            <Button variant="default" onClick={onBack}>
              {t('merge.other')}
            </Button>
          </Group>
        </Stack>
      )}
    </Loaded>
  );
}
