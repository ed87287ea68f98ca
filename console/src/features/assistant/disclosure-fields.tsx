import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../app/workspace.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useOverview } from './assistant-requests.ts';
import type { SettingsDraft } from './use-settings-draft.ts';
import { WordsFields } from './words-fields.tsx';

/** How it introduces itself. */
export function DisclosureFields({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation('assistant');
  const shop = useWorkspace().name;
  const { settings, problems, canEdit, change } = draft;
  const fillIn = (words: string) => words.replaceAll(/\{\{\s*name\s*\}\}/g, settings.name).replaceAll(/\{\{\s*shop\s*\}\}/g, shop);
  return (
    <Loaded query={useOverview()} namespace="assistant" rows={1}>
      {({ disclosure }) => (
        <WordsFields label={t('disclosure.label')} help={t('disclosure.help', { name: '{{name}}', shop: '{{shop}}' })} words={settings.disclosure} usual={disclosure} maxLength={300} error={problems['disclosure']} isDisabled={!canEdit} onChange={(words) => change({ disclosure: words })} preview={fillIn} />
      )}
    </Loaded>
  );
}
