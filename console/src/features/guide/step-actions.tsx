import { Button, Code, Group, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Guide, GuideStep } from '#contract/guide';
import { useWorkspace } from '../../app/workspace.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import classes from './guide.module.css';
import { writeSnippet } from './write-snippet.ts';

interface ActionProps {
  guide: Guide;
  step: GuideStep;
  isNext: boolean;
}

/** What to press for this step. */
export function StepActions({ guide, step, isNext }: ActionProps) {
  const variant = isNext ? 'filled' : 'default';
  switch (step.step) {
    case 'shop':
    case 'whatsapp':
      return <ConnectionActions step={step} variant={variant} />;
    case 'consent':
      return <ConsentHelp guide={guide} />;
    case 'texts':
      return <FlowAction step={step} variant={variant} />;
    case 'rescue':
      return <RescueActions guide={guide} step={step} variant={variant} />;
  }
}

function ConnectionActions({ step, variant }: { step: GuideStep; variant: string }) {
  const { t } = useTranslation('guide');
  const workspace = useWorkspace();
  const link = (path: string, words: string, look: string) => (
    <Button component={PageLink} to={workspace.href(path)} variant={look}>
      {words}
    </Button>
  );
  return (
    <Group gap="xs" className={classes.actions}>
      {step.subjectId !== null && link(`settings/connections/${step.subjectId}`, t(`steps.${step.step}.open`), variant)}
      {(step.subjectId === null || step.isPretend) && link('settings/connections', t(step.isPretend ? `steps.${step.step}.replace` : `steps.${step.step}.connect`), step.subjectId === null ? variant : 'default')}
    </Group>
  );
}

/** How the box gets into the checkout; with the lines to paste once a connection has a public key. */
function ConsentHelp({ guide }: { guide: Guide }) {
  const { t } = useTranslation('guide');
  return (
    <details className={classes.help}>
      <summary>{t('steps.consent.how')}</summary>
      <Text component="p">{t('steps.consent.checkout')}</Text>
      <Text component="p">{t('steps.consent.script')}</Text>
      {guide.script ? (
        <Code block tabIndex={0} role="region" aria-label={t('steps.consent.snippet')}>
          {writeSnippet(guide.script, t('steps.consent.label'))}
        </Code>
      ) : (
        <Text component="p" c="dimmed">
          {t('steps.consent.noKey')}
        </Text>
      )}
    </details>
  );
}

function FlowAction({ step, variant }: { step: GuideStep; variant: string }) {
  const { t } = useTranslation('guide');
  const workspace = useWorkspace();
  return (
    <Group gap="xs" className={classes.actions}>
      <Button component={PageLink} to={workspace.href(step.subjectId === null ? 'flows' : `flows/${step.subjectId}`)} variant={variant}>
        {t('steps.texts.open')}
      </Button>
    </Group>
  );
}

function RescueActions({ guide, step, variant }: { guide: Guide; step: GuideStep; variant: string }) {
  const { t } = useTranslation('guide');
  const workspace = useWorkspace();
  const outside = (href: string, words: string, look: string) => (
    <Button component="a" href={href} target="_blank" rel="noopener" variant={look} rightSection={<IconExternalLink size={16} aria-hidden />}>
      {words}
    </Button>
  );
  return (
    <>
      <Text component="p" className={classes.hint}>
        {t(guide.demo ? 'steps.rescue.demo' : 'steps.rescue.real')}
      </Text>
      <Group gap="xs" className={classes.actions}>
        {guide.demo && outside(guide.demo.shopUrl, t('steps.rescue.shop'), variant)}
        {guide.demo && outside(guide.demo.phoneUrl, t('steps.rescue.phone'), 'default')}
        {step.subjectId !== null && (
          <Button component={PageLink} to={workspace.href(`carts/${step.subjectId}`)} variant="default">
            {t('steps.rescue.story')}
          </Button>
        )}
      </Group>
    </>
  );
}
