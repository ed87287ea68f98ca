import { Button, Radio, Select, Stack, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../app/workspace.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { useModels } from './assistant-requests.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

const builtIn = 'guided';

/** Who thinks: the built-in engine or a model, and whom to ask when that one is away. */
export function MindFields({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation('assistant');
  const workspace = useWorkspace();
  const models = useModels();
  const { settings, problems, canEdit, change } = draft;
  const chosen = settings.modelConnectionId;
  const isGone = chosen !== null && !models.some(({ id }) => id === chosen);
  const others = models.filter(({ id }) => id !== chosen);
  const choose = (value: string) => {
    const modelConnectionId = value === builtIn ? null : value;
    // A model cannot stand in for itself, and nothing stands in for the built-in one.
    const keeps = modelConnectionId !== null && settings.fallbackConnectionId !== modelConnectionId;
    change({ modelConnectionId, fallbackConnectionId: keeps ? settings.fallbackConnectionId : null });
  };
  return (
    <Stack gap="md">
      <Radio.Group aria-label={t('mind.title')} value={chosen ?? builtIn} error={problems['modelConnectionId'] ?? (isGone ? t('mind.gone') : null)} onChange={choose}>
        <Stack gap="sm">
          <Radio value={builtIn} disabled={!canEdit} label={t('mind.builtIn')} description={t('mind.builtInHelp')} />
          {models.map((model) => (
            <Radio key={model.id} value={model.id} disabled={!canEdit} label={model.name} description={[model.vendorName, model.state === 'paused' && t('mind.paused'), model.health === 'failed' && t('mind.failed')].filter(Boolean).join(' · ')} />
          ))}
        </Stack>
      </Radio.Group>
      {chosen !== null && others.length > 0 && (
        <Select
          label={t('mind.fallback')}
          description={t('mind.fallbackHelp')}
          disabled={!canEdit}
          error={problems['fallbackConnectionId']}
          allowDeselect={false}
          data={[{ value: builtIn, label: t('mind.builtIn') }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
          value={settings.fallbackConnectionId ?? builtIn}
          onChange={(value) => change({ fallbackConnectionId: value === null || value === builtIn ? null : value })}
        />
      )}
      {chosen !== null && others.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('mind.fallbackBuiltIn')}
        </Text>
      )}
      {workspace.can('admin') && (
        <Button component={PageLink} to={workspace.href('settings/connections')} variant="default" className="mch-start" leftSection={<IconPlugConnected size={18} aria-hidden />}>
          {t(models.length === 0 ? 'mind.connect' : 'mind.connectAnother')}
        </Button>
      )}
    </Stack>
  );
}
