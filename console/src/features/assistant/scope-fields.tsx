import { Checkbox, Input, Radio, Slider, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { assistantTopics } from '#contract/assistant';
import type { AssistantSettings } from '#contract/assistant';
import { consentChannels } from '#contract/inbound-event';
import { useFormats } from '../../ui/formats.tsx';
import { officeHours, WeekHoursFields } from '../../ui/week-hours.tsx';
import classes from './assistant.module.css';
import type { SettingsDraft } from './use-settings-draft.ts';

const hourKinds = ['always', 'team_away', 'own'] as const satisfies readonly AssistantSettings['hours']['kind'][];
/** Channels over which shoppers talk with a shop; the others only carry messages to them. */
const talking = consentChannels.filter((channel) => channel === 'whatsapp' || channel === 'chat');

/** What it deals with, where, when and for how many. */
export function ScopeFields({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation('assistant');
  const { settings, problems, canEdit, change } = draft;
  const setHours = (kind: string) => change({ hours: kind === 'own' ? { kind, week: officeHours } : { kind: kind === 'team_away' ? kind : 'always' } });
  return (
    <Stack gap="lg">
      <Checkbox.Group label={t('scope.topics')} description={t('scope.topicsHelp')} value={settings.topics} onChange={(chosen) => change({ topics: assistantTopics.filter((topic) => chosen.includes(topic)) })}>
        <div className={classes.checks}>
          {assistantTopics.map((topic) => (
            <Checkbox key={topic} value={topic} disabled={!canEdit} label={t(`topic.${topic}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox.Group label={t('scope.channels')} value={settings.channels} error={settings.channels.length === 0 ? t('scope.noChannel') : null} onChange={(chosen) => change({ channels: consentChannels.filter((channel) => chosen.includes(channel)) })}>
        <div className={classes.checks}>
          {talking.map((channel) => (
            <Checkbox key={channel} value={channel} disabled={!canEdit} label={t(`channel.${channel}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <Radio.Group label={t('scope.hours')} value={settings.hours.kind} error={problems['hours']} onChange={setHours}>
        <Stack gap="sm" mt={8}>
          {hourKinds.map((kind) => (
            <Radio key={kind} value={kind} disabled={!canEdit} label={t(`scope.hoursKinds.${kind}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {settings.hours.kind === 'own' && <WeekHoursFields hours={settings.hours.week} isDisabled={!canEdit} onChange={(week) => change({ hours: { kind: 'own', week: week ?? [] } })} />}
      <ShareField draft={draft} />
    </Stack>
  );
}

function ShareField({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation('assistant');
  const formats = useFormats();
  const { settings, canEdit, change } = draft;
  const share = formats.share(settings.share / 100);
  return (
    <Input.Wrapper label={t('scope.share')} labelElement="div">
      <Slider className={classes.slider} thumbLabel={t('scope.share')} disabled={!canEdit} min={0} max={100} step={5} value={settings.share} label={share} onChange={(value) => change({ share: value })} marks={[0, 50, 100].map((value) => ({ value, label: formats.share(value / 100) }))} />
      <Text size="sm" c="dimmed" role="status">
        {settings.share === 100 ? t('scope.shareAll') : settings.share === 0 ? t('scope.shareNone') : t('scope.shareSome', { share })}
      </Text>
    </Input.Wrapper>
  );
}
