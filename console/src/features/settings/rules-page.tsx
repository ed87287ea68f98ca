import { Button, Checkbox, Group, NumberInput, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSettings, Rules } from '#contract/gate-settings';
import { useWorkspace } from '../../app/workspace.tsx';
import { Instant } from '../../ui/figures.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Loaded, useErrorText } from '../../ui/states.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';
import { useAct } from '../../ui/use-act.ts';
import { CountryRules } from './country-rules.tsx';
import { useChangeRules, useRules } from './rules-requests.ts';
import classes from './settings.module.css';

/** What may go, when and how often: the merchant's own limits beside the law's. */
export default function RulesPage() {
  const { t } = useTranslation('settings');
  return (
    <Page title={t('rules.title')} purpose={t('rules.purpose')}>
      <Loaded query={useRules()} namespace="settings">
        {(rules) => (
          <>
            <RulesForm key={JSON.stringify(rules.settings)} rules={rules} />
            <Register rules={rules} />
            <Section title={t('rules.holdout.title')}>
              <Text className={classes.narrow}>{t('rules.holdout.words')}</Text>
            </Section>
            <CountryRules rules={rules} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const weekDays = [1, 2, 3, 4, 5, 6, 7];

function RulesForm({ rules }: { rules: Rules }) {
  const { t } = useTranslation('settings');
  const canChange = useWorkspace().can('admin');
  const act = useAct('settings');
  const change = useChangeRules();
  const [settings, setSettings] = useState<GateSettings>(rules.settings);
  const set = (part: Partial<GateSettings>) => setSettings({ ...settings, ...part });
  const { contactCaps, hours } = settings;
  const isWrong = hours !== null && (hours.from >= hours.to || hours.days.length === 0);
  const submit = () => act(() => change.mutateAsync({ settings }), t('saved'));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) void submit();
      }}
    >
      <Stack gap="lg" className={classes.narrow}>
        <Section title={t('rules.caps.title')} note={t('rules.caps.note')}>
          <Group gap="md" align="end">
            <NumberInput label={t('rules.caps.perDay')} disabled={!canChange} min={0} max={50} allowDecimal={false} value={contactCaps.perDay} onChange={(value) => set({ contactCaps: { ...contactCaps, perDay: numberOf(value) } })} />
            <NumberInput label={t('rules.caps.perThirtyDays')} disabled={!canChange} min={0} max={500} allowDecimal={false} value={contactCaps.perThirtyDays} onChange={(value) => set({ contactCaps: { ...contactCaps, perThirtyDays: numberOf(value) } })} />
          </Group>
          <Text size="sm" c="dimmed" mt="xs" role="status">
            {contactCaps.perDay === 0 || contactCaps.perThirtyDays === 0 ? t('rules.caps.none') : t('rules.caps.consequence', { day: contactCaps.perDay, month: contactCaps.perThirtyDays })}
          </Text>
        </Section>
        <Section title={t('rules.hours.title')} note={t('rules.hours.note')}>
          <Stack gap="sm">
            <Switch label={t('rules.hours.own')} disabled={!canChange} checked={hours !== null} onChange={(event) => set({ hours: event.currentTarget.checked ? { from: '09:00', to: '20:00', days: [1, 2, 3, 4, 5, 6] } : null })} />
            {hours && <HoursFields hours={hours} canChange={canChange} onChange={(next) => set({ hours: next })} />}
            <Switch label={t('rules.hours.holidays')} description={t('rules.hours.holidaysHelp')} disabled={!canChange} checked={settings.restOnHolidays} onChange={(event) => set({ restOnHolidays: event.currentTarget.checked })} />
          </Stack>
        </Section>
        <Section title={t('rules.blocked.title')} note={t('rules.blocked.note')}>
          <TagsInput
            label={t('rules.blocked.label')}
            description={t('rules.blocked.help')}
            disabled={!canChange}
            value={settings.blockedCountries}
            onChange={(codes) => set({ blockedCountries: codes.map((code) => code.trim().toUpperCase()).filter((code) => /^[A-Z]{2}$/.test(code)) })}
          />
        </Section>
        <Section title={t('rules.register.title')} note={t('rules.register.note')}>
          <Switch label={t('rules.register.enforce')} description={t('rules.register.enforceHelp')} disabled={!canChange} checked={settings.enforceRegister} onChange={(event) => set({ enforceRegister: event.currentTarget.checked })} />
        </Section>
        {canChange && (
          <Group>
            <Button type="submit" loading={change.isPending} disabled={isWrong}>
              {t('save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

const numberOf = (value: string | number) => (typeof value === 'number' ? value : Number(value) || 0);

type Hours = NonNullable<GateSettings['hours']>;

function HoursFields({ hours, canChange, onChange }: { hours: Hours; canChange: boolean; onChange: (hours: Hours) => void }) {
  const { t } = useTranslation('settings');
  const isBackwards = hours.from >= hours.to;
  return (
    <Stack gap="sm">
      <Group gap="md" align="start">
        <TextInput type="time" label={t('rules.hours.from')} disabled={!canChange} value={hours.from} onChange={(event) => onChange({ ...hours, from: event.currentTarget.value })} />
        <TextInput type="time" label={t('rules.hours.to')} disabled={!canChange} value={hours.to} error={isBackwards ? t('rules.hours.backwards') : null} onChange={(event) => onChange({ ...hours, to: event.currentTarget.value })} />
      </Group>
      <Checkbox.Group label={t('rules.hours.days')} error={hours.days.length === 0 ? t('rules.hours.noDay') : null} value={hours.days.map(String)} onChange={(days) => onChange({ ...hours, days: days.map(Number).toSorted((left, right) => left - right) })}>
        <div className={classes.days}>
          {weekDays.map((day) => (
            <Checkbox key={day} value={String(day)} label={t(`days.${day}`)} disabled={!canChange} />
          ))}
        </div>
      </Checkbox.Group>
    </Stack>
  );
}

/** The do-not-contact register of the workspace's own country, where it has one. */
function Register({ rules }: { rules: Rules }) {
  const { t } = useTranslation('settings');
  const canChange = useWorkspace().can('admin');
  const say = useErrorText('settings');
  const change = useChangeRules();
  const register = rules.countries[0]?.register;
  if (!register) return null;
  return (
    <Section title={register.name} note={register.refreshDays ? t('rules.register.refresh', { days: register.refreshDays }) : t('rules.register.noTerm')}>
      <Group gap="md">
        <Text size="sm">{rules.registerCheckedAt ? <>{t('rules.register.checked')} <Instant at={rules.registerCheckedAt} show="day" /></> : t('rules.register.neverChecked')}</Text>
        {canChange && (
          <Button variant="default" loading={change.isPending} onClick={() => change.mutate({ registerChecked: true }, { onError: (error) => notifyFailed(say(error)) })}>
            {t('rules.register.checkedNow')}
          </Button>
        )}
      </Group>
    </Section>
  );
}
