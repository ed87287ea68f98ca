import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../app/workspace.tsx';
import type { UrlSearch } from '../../ui/url-state.ts';
import { Dialog } from './dialogs.tsx';
import { useViews } from './inbox-requests.ts';
import { filterNames } from './list-filters.ts';

/** Keeps the list as it is under a name. */
export function SaveViewDialog({ opened, onClose, search }: { opened: boolean; onClose: () => void; search: UrlSearch }) {
  const { t } = useTranslation('conversations');
  const canShare = useWorkspace().can('admin');
  const { save } = useViews();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const filters = Object.fromEntries(['view', 'q', ...filterNames].flatMap((filter) => (search[filter] ? [[filter, search[filter]]] : [])));
  return (
    <Dialog title={t('views.save')} opened={opened} onClose={onClose} save={() => save({ name, filters, isShared })} onSaved={() => setName('')} canSave={name.trim() !== ''}>
      <TextInput label={t('views.name')} description={t('views.nameHelp')} maxLength={40} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      {canShare && <Checkbox label={t('views.share')} checked={isShared} onChange={(event) => setShared(event.currentTarget.checked)} />}
    </Dialog>
  );
}
