import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageKinds } from '#contract/knowledge';
import type { PageKind } from '#contract/knowledge';
import { languageOf, languages } from '#contract/language';
import type { Language } from '#contract/language';
import { useWorkspace } from '../../app/workspace.tsx';
import { useStarters } from './knowledge-requests.ts';
import { useCreatePage } from './use-create-page.ts';

/** A page from a starter, or an empty one of some kind. */
export function NewPageDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['knowledge', 'ui']);
  const workspace = useWorkspace();
  const { create, isBusy } = useCreatePage();
  const [language, setLanguage] = useState<Language>(languageOf(workspace.locale) ?? 'es');
  const [from, setFrom] = useState('exchange');
  const [title, setTitle] = useState('');
  const starters = (useStarters().data?.items ?? []).filter((starter) => starter.language === language);
  const starter = starters.find(({ id }) => id === from);
  const kind: PageKind = starter?.kind ?? pageKinds.find((known) => from === `empty-${known}`) ?? 'faq';
  const submit = () => create({ kind, title: title.trim() || (starter?.title ?? t(`kind.${kind}`)), language, body: starter?.body ?? '', structure: null, url: null });
  return (
    <Modal opened onClose={onClose} title={t('new.title')} closeButtonProps={{ 'aria-label': t('ui:close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <Select label={t('field.language')} allowDeselect={false} data={languages.map((value) => ({ value, label: t(`language.${value}`) }))} value={language} onChange={(value) => setLanguage(languageOf(value) ?? 'es')} />
          <Select
            label={t('new.from')}
            description={t('new.fromHelp')}
            allowDeselect={false}
            data={[
              { group: t('new.starters'), items: starters.map(({ id, title: name }) => ({ value: id, label: name })) },
              { group: t('new.empty'), items: pageKinds.map((value) => ({ value: `empty-${value}`, label: t(`kind.${value}`) })) },
            ]}
            value={from}
            onChange={(value) => setFrom(value ?? from)}
          />
          <TextInput label={t('field.title')} placeholder={starter?.title ?? t(`kind.${kind}`)} value={title} maxLength={200} onChange={(event) => setTitle(event.currentTarget.value)} data-autofocus />
          {starter && (
            <Text size="sm" c="dimmed">
              {t('new.blanks')}
            </Text>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={isBusy}>
              {t('new.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
