import { Button, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Guide } from '#contract/guide';
import { useWorkspace } from '../../app/workspace.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { useGuide } from './guide-requests.ts';
import { GuideStepRow } from './guide-step.tsx';
import classes from './guide.module.css';

/** Five steps from nothing to a rescued cart; each is looked at live and can wait. */
export default function GuidePage() {
  const { t } = useTranslation('guide');
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <Loaded query={useGuide({ isWatched: true })} namespace="guide">
        {(guide) => <Steps guide={guide} />}
      </Loaded>
    </Page>
  );
}

function Steps({ guide }: { guide: Guide }) {
  const { t } = useTranslation('guide');
  const workspace = useWorkspace();
  const settled = guide.steps.filter(({ state, isSkipped }) => state === 'ok' || isSkipped);
  const next = guide.steps.find((step) => !settled.includes(step));
  return (
    <>
      <div className={classes.progress}>
        <Text id="guide-progress" role="status">
          {t('progress', { count: settled.length, total: guide.steps.length })}
        </Text>
        <Progress.Root size="md">
          <Progress.Section value={(100 * settled.length) / guide.steps.length} aria-labelledby="guide-progress" />
        </Progress.Root>
      </div>
      <ol className={classes.steps}>
        {guide.steps.map((step, index) => (
          <GuideStepRow key={step.step} guide={guide} step={step} number={index + 1} isNext={step === next} />
        ))}
      </ol>
      {guide.isDone && (
        <EmptyState
          title={t('done.title')}
          action={
            <Button component={PageLink} to={workspace.href('home')}>
              {t('done.action')}
            </Button>
          }
        >
          {t(guide.steps.some(({ isPretend }) => isPretend) ? 'done.pretend' : 'done.words')}
        </EmptyState>
      )}
    </>
  );
}
