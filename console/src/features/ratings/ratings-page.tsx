import { Anchor, Button, Group, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RatingSettings } from '#contract/rating';
import { useWorkspace } from '../../app/workspace.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useChangeRatingSettings, useRatingSettings } from './rating-requests.ts';
import classes from './ratings.module.css';

/** When shoppers are asked how the help was. */
export default function RatingsPage() {
  const { t } = useTranslation('ratings');
  const workspace = useWorkspace();
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <Loaded query={useRatingSettings()} namespace="ratings">
        {(settings) => <RatingsForm key={JSON.stringify(settings)} stored={settings} />}
      </Loaded>
      <Section title={t('how.title')}>
        <Text className={classes.narrow}>{t('how.words')}</Text>
        <Anchor component={PageLink} to={workspace.href('answers')} mt="xs" display="inline-block">
          {t('how.figures')}
        </Anchor>
      </Section>
    </Page>
  );
}

const numberOf = (value: string | number) => (typeof value === 'number' ? value : Number(value) || 0);

function RatingsForm({ stored }: { stored: RatingSettings }) {
  const { t } = useTranslation('ratings');
  const canChange = useWorkspace().can('admin');
  const act = useAct('ratings');
  const change = useChangeRatingSettings();
  const [settings, setSettings] = useState(stored);
  const set = (part: Partial<RatingSettings>) => setSettings({ ...settings, ...part });
  const isWrong = !RatingSettings.safeParse(settings).success;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) void act(() => change.mutateAsync(settings), t('saved'));
      }}
    >
      <Stack gap="lg" className={classes.narrow}>
        <Section title={t('when.title')}>
          <Stack gap="md">
            <Switch label={t('when.closed')} description={t('when.closedHelp')} disabled={!canChange} checked={settings.asksWhenClosed} onChange={(event) => set({ asksWhenClosed: event.currentTarget.checked })} />
            <Switch label={t('when.silent')} description={t('when.silentHelp')} disabled={!canChange} checked={settings.asksWhenSilent} onChange={(event) => set({ asksWhenSilent: event.currentTarget.checked })} />
            {settings.asksWhenSilent && (
              <NumberInput className={classes.number ?? ''} label={t('when.silentMinutes')} description={t('when.silentMinutesHelp')} min={15} max={720} allowDecimal={false} disabled={!canChange} value={settings.silentMinutes} onChange={(value) => set({ silentMinutes: numberOf(value) })} />
            )}
          </Stack>
        </Section>
        <Section title={t('again.title')}>
          <NumberInput className={classes.number ?? ''} label={t('again.days')} description={t('again.daysHelp')} min={1} max={365} allowDecimal={false} disabled={!canChange} value={settings.pauseDays} onChange={(value) => set({ pauseDays: numberOf(value) })} />
        </Section>
        {canChange && (
          <Group>
            <Button type="submit" loading={change.isPending} disabled={isWrong || JSON.stringify(settings) === JSON.stringify(stored)}>
              {t('save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
