import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssignmentSettings } from '#contract/assignment';
import { useWorkspace } from '../../app/workspace.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { notifyDone } from '../../ui/undoable.tsx';
import { WeekHoursFields } from '../../ui/week-hours.tsx';
import { useAct } from '../../ui/use-act.ts';
import { AssignmentRules } from './assignment-rules.tsx';
import { GroupEditor } from './group-editor.tsx';
import { useAssignment } from './inbox-requests.ts';
import classes from './assignment.module.css';
import { TeamAvailability } from './team-availability.tsx';

/** Who gets which conversation, who is there, and the hours of the team. */
export default function AssignmentPage() {
  const { t } = useTranslation('conversations');
  const canChange = useWorkspace().can('admin');
  return (
    <Page title={t('assignment.title')} purpose={t('assignment.purpose')}>
      <Section title={t('assignment.team')} note={t('assignment.teamNote')}>
        <TeamAvailability />
      </Section>
      <Loaded query={useAssignment().query} namespace="conversations">
        {(settings) => <AssignmentForm key={JSON.stringify(settings)} settings={settings} canChange={canChange} />}
      </Loaded>
    </Page>
  );
}

function AssignmentForm({ settings: before, canChange }: { settings: AssignmentSettings; canChange: boolean }) {
  const { t } = useTranslation(['conversations', 'ui']);
  const { change } = useAssignment();
  const act = useAct('conversations');
  const [settings, setSettings] = useState(before);
  const [isSaving, setSaving] = useState(false);
  const set = (part: Partial<AssignmentSettings>) => setSettings({ ...settings, ...part });
  const save = async () => {
    setSaving(true);
    if (await act(() => change(settings))) notifyDone(t('assignment.saved'));
    setSaving(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset disabled={!canChange} className={classes.form}>
        <Section title={t('assignment.hours')} note={t('assignment.hoursNote')}>
          <WeekHoursFields hours={settings.hours} onChange={(hours) => set({ hours })} always={t('assignment.always')} />
        </Section>
        <Section title={t('assignment.rules')} note={t('assignment.rulesNote')}>
          <AssignmentRules settings={settings} onChange={(rules) => set({ rules })} />
        </Section>
        <Section title={t('assignment.otherwise')}>
          <Radio.Group aria-label={t('assignment.otherwise')} value={settings.otherwise} onChange={(value) => set({ otherwise: value as AssignmentSettings['otherwise'] })}>
            <Stack gap="sm">
              <Radio value="nobody" label={t('assignment.nobody')} description={t('assignment.nobodyHelp')} />
              <Radio value="turns" label={t('assignment.turns')} description={t('assignment.turnsHelp')} />
            </Stack>
          </Radio.Group>
        </Section>
        <Section title={t('assignment.groups')} note={t('assignment.groupsNote')}>
          <GroupEditor groups={settings.groups} rules={settings.rules} onChange={(groups) => set({ groups })} />
        </Section>
        {canChange ? (
          <Group justify="flex-start" className={classes.save}>
            <Button type="submit" loading={isSaving} disabled={JSON.stringify(settings) === JSON.stringify(before)}>
              {t('ui:form.save')}
            </Button>
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {t('assignment.readOnly')}
          </Text>
        )}
      </fieldset>
    </form>
  );
}
