import { Radio, Stack, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AssistantSettings } from '#contract/assistant';
import type { SettingsDraft } from './use-settings-draft.ts';

const tones = ['warm', 'neutral', 'brief'] as const satisfies readonly AssistantSettings['tone'][];

/** What it is called and how it speaks. */
export function VoiceFields({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation('assistant');
  const { settings, problems, canEdit, change } = draft;
  return (
    <Stack gap="md">
      <TextInput label={t('voice.name')} maxLength={40} disabled={!canEdit} value={settings.name} error={problems['name']} onChange={(event) => change({ name: event.currentTarget.value })} />
      <Radio.Group label={t('voice.tone')} value={settings.tone} onChange={(value) => change({ tone: tones.find((tone) => tone === value) ?? 'warm' })}>
        <Stack gap="sm" mt={8}>
          {tones.map((tone) => (
            <Radio key={tone} value={tone} disabled={!canEdit} label={t(`voice.tones.${tone}`)} description={t(`voice.tonesHelp.${tone}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('voice.guidance')}
        description={t(settings.modelConnectionId === null ? 'voice.guidanceUnused' : 'voice.guidanceHelp')}
        placeholder={t('voice.guidanceExample')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={2000}
        disabled={!canEdit}
        value={settings.guidance}
        error={problems['guidance']}
        onChange={(event) => change({ guidance: event.currentTarget.value })}
      />
    </Stack>
  );
}
