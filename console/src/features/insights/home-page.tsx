import { Button, SegmentedControl } from '@mantine/core';
import { IconBasketHeart } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Home } from '#contract/insights';
import { useWorkspace } from '../../app/workspace.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { Alarms } from './alarms.tsx';
import { Funnel } from './funnel.tsx';
import { Headline } from './headline.tsx';
import { Health } from './health.tsx';
import { Numbers } from './numbers.tsx';
import { useHome } from './use-home.ts';
import { Waiting } from './waiting.tsx';
import classes from './home.module.css';

const periods = [1, 7, 30, 90] as const;

/** What it earned, what needs a person, whether anything is wrong. */
export default function HomePage() {
  const { t } = useTranslation('insights');
  const { one, set } = useUrlState();
  const days = periods.find((period) => String(period) === one('days')) ?? 7;
  const query = useHome(days);
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <SegmentedControl
          aria-label={t('period.label')}
          value={String(days)}
          onChange={(value) => set({ days: value === '7' ? null : value })}
          data={periods.map((period) => ({ value: String(period), label: t(`period.${period}`) }))}
        />
      }
    >
      <Loaded query={query} namespace="insights" rows={8}>
        {(home) => (home.isEmpty ? <FirstSteps home={home} /> : <Sections home={home} />)}
      </Loaded>
    </Page>
  );
}

function Sections({ home }: { home: Home }) {
  const { t } = useTranslation('insights');
  return (
    <>
      <Headline home={home} />
      <Alarms alarms={home.alarms} />
      <Section title={t('funnel.title')} note={t('funnel.note')}>
        <Funnel stages={home.funnel} />
      </Section>
      <div className={classes.columns}>
        <Section title={t('waiting.title')}>
          <Waiting waiting={home.waiting} />
        </Section>
        <Section title={t('health.title')}>
          <Health connections={home.health} />
        </Section>
      </div>
      <Section title={t('numbers.title')}>
        <Numbers home={home} />
      </Section>
    </>
  );
}

function FirstSteps({ home }: { home: Home }) {
  const { t } = useTranslation('insights');
  const workspace = useWorkspace();
  return (
    <>
      <EmptyState
        icon={IconBasketHeart}
        title={t('empty.title')}
        action={
          <Button component={PageLink} to={workspace.href('guide')}>
            {t('empty.action')}
          </Button>
        }
      >
        {t('empty.words')}
      </EmptyState>
      {home.health.length > 0 && (
        <Section title={t('health.title')}>
          <Health connections={home.health} />
        </Section>
      )}
    </>
  );
}
