import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languageOf } from '#contract/language';
import type { PageStructure } from '#contract/knowledge-structure';
import { useWorkspace } from '../../app/workspace.tsx';
import { firstHours, firstShipping, firstSizes } from './begin-structure.ts';
import { HoursEditor } from './hours-editor.tsx';
import { ShippingEditor } from './shipping-editor.tsx';
import { SizesEditor } from './sizes-editor.tsx';
import type { PageDraft } from './use-page-draft.ts';

/** The figures of a page: its shipping table, opening hours or sizes. */
export function StructureEditor({ draft }: { draft: PageDraft }) {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const { value: content, canEdit, change } = draft;
  const { structure, kind } = content;
  const set = (next: PageStructure | null) => change({ structure: next });
  if (structure === null) {
    const language = content.language ?? languageOf(workspace.locale) ?? 'es';
    const begin = () => set(kind === 'shipping' ? firstShipping(workspace.currency) : kind === 'hours' ? firstHours() : firstSizes(language));
    return (
      <Stack gap="md" align="flex-start">
        <Text>{t(`figures.none_${kind}`)}</Text>
        {canEdit && (
          <Button variant="default" onClick={begin}>
            {t('figures.begin')}
          </Button>
        )}
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      {structure.kind === 'shipping' && <ShippingEditor table={structure} canEdit={canEdit} onChange={set} />}
      {structure.kind === 'hours' && <HoursEditor hours={structure} canEdit={canEdit} onChange={set} />}
      {structure.kind === 'size_guide' && <SizesEditor sizes={structure} canEdit={canEdit} onChange={set} />}
      {canEdit && (
        <Button variant="subtle" color="gray" className="mch-start" onClick={() => set(null)}>
          {t('figures.remove')}
        </Button>
      )}
    </Stack>
  );
}
