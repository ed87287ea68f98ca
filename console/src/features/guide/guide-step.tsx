import { Button, Group, Text, Title } from '@mantine/core';
import { IconCheck, IconExclamationMark } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Guide, GuideStep } from '#contract/guide';
import { useWorkspace } from '../../app/workspace.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';
import { CheckLine } from './check-line.tsx';
import { useChooseSteps } from './guide-requests.ts';
import classes from './guide.module.css';
import { StepActions } from './step-actions.tsx';

interface StepProps {
  guide: Guide;
  step: GuideStep;
  number: number;
  /** The first that is neither done nor put off: the one to do now. */
  isNext: boolean;
}

const tones: Record<GuideStep['state'], Tone> = { ok: 'accent', waiting: 'neutral', todo: 'neutral', failed: 'broken' };

/** One step: what it is for, what was looked at, and what to do. */
export function GuideStepRow({ guide, step, number, isNext }: StepProps) {
  const { t } = useTranslation('guide');
  const name = step.isSkipped && step.state !== 'ok' ? 'skipped' : step.state;
  return (
    <li className={classes.step} data-state={name} aria-current={isNext ? 'step' : undefined}>
      <span className={classes.mark} aria-hidden>
        <Mark state={name} number={number} />
      </span>
      <div className={classes.words}>
        <Group gap="sm" justify="space-between">
          <Title order={2} className={classes.title}>
            {t(`steps.${step.step}.title`)}
          </Title>
          <StatusBadge tone={name === 'skipped' ? 'neutral' : tones[step.state]}>{step.isPretend && step.state === 'ok' ? t('states.pretend') : t(`states.${name}`)}</StatusBadge>
        </Group>
        <Text c="dimmed">{t(`steps.${step.step}.words`)}</Text>
        <ul className={classes.checks}>
          {step.checks.map((check) => (
            <CheckLine key={check.check} check={check} />
          ))}
        </ul>
        <StepActions guide={guide} step={step} isNext={isNext} />
        <PutOff guide={guide} step={step} />
      </div>
    </li>
  );
}

function Mark({ state, number }: { state: GuideStep['state'] | 'skipped'; number: number }) {
  if (state === 'ok') return <IconCheck size={18} stroke={2.2} />;
  return state === 'failed' ? <IconExclamationMark size={18} stroke={2.2} /> : <>{number}</>;
}

/** A step that is not done can wait, and be taken up again. */
function PutOff({ guide, step }: { guide: Guide; step: GuideStep }) {
  const { t } = useTranslation('guide');
  const workspace = useWorkspace();
  const choose = useChooseSteps();
  if (!workspace.can('admin') || step.state === 'ok') return null;
  const skipped = guide.steps.filter(({ isSkipped }) => isSkipped).map((one) => one.step);
  const next = step.isSkipped ? skipped.filter((one) => one !== step.step) : [...skipped, step.step];
  const title = t(`steps.${step.step}.title`);
  return (
    <Button variant="subtle" size="compact-md" className={classes.putOff} onClick={() => choose(next)} aria-label={t(step.isSkipped ? 'takeUpOne' : 'putOffOne', { step: title })}>
      {t(step.isSkipped ? 'takeUp' : 'putOff')}
    </Button>
  );
}
