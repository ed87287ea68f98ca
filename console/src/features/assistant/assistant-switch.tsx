import { Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AssistantOverview, AssistantSettings } from '#contract/assistant';
import { useFormats } from '../../ui/formats.tsx';
import { useOverview } from './assistant-requests.ts';
import classes from './assistant.module.css';
import type { SettingsDraft } from './use-settings-draft.ts';

/** On or off, with what it would mean said before it is done. */
export function AssistantSwitch({ draft }: { draft: SettingsDraft }) {
  const { t } = useTranslation('assistant');
  const overview = useOverview().data;
  const { saved, isDirty, isBusy, canEdit } = draft;
  const isBlocked = !saved.isOn && isDirty;
  return (
    <div className={classes.switch}>
      <Switch size="md" label={t(saved.isOn ? 'switch.on' : 'switch.off', { name: saved.name })} checked={saved.isOn} disabled={!canEdit || isBusy || isBlocked} onChange={(event) => void draft.turn(event.currentTarget.checked)} />
      <Text size="sm" c="dimmed" aria-live="polite">
        {isBlocked ? t('switch.saveFirst') : overview && <Consequence settings={saved} overview={overview} />}
      </Text>
    </div>
  );
}

/** "It would answer about 12 conversations a day." */
function Consequence({ settings, overview }: { settings: AssistantSettings; overview: AssistantOverview }) {
  const { t } = useTranslation('assistant');
  const formats = useFormats();
  const spoken = overview.spoken.filter(({ channel }) => (settings.channels as readonly string[]).includes(channel)).reduce((sum, { count }) => sum + count, 0);
  if (spoken === 0) return <>{t('switch.nobody', { days: overview.days })}</>;
  const perDay = (spoken / Math.max(1, Math.min(overview.activeDays, overview.days))) * (settings.share / 100);
  const number = formats.number(perDay, { maximumFractionDigits: perDay < 10 ? 1 : 0 });
  return <>{t(`switch.${settings.hours.kind === 'always' ? 'about' : 'atMost'}${settings.isOn ? 'On' : 'Off'}`, { count: Number(perDay.toFixed(perDay < 10 ? 1 : 0)), number })}</>;
}
