import { Button, Group, Select, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RehearsedCart, RehearsedStep, RehearsedWeek } from '#contract/flow-management';
import { Money } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { toneOfOutcome, useOutcomeText, useReasonText, useRuleText } from '../../ui/reasons.ts';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { useFlowChanges, usePreviewValues } from './flow-requests.ts';
import { armName, nameOf } from './flow-sentence.tsx';
import classes from './flows.module.css';
import type { Draft } from './use-draft.ts';

/** Plays the flow as it stands on the page, saved or not, against real carts. Nothing is sent. */
export function FlowRehearsal({ flowId, draft }: { flowId: string; draft: Draft }) {
  const { t } = useTranslation('flows');
  const formats = useFormats();
  const { rehearseCart, rehearseWeek } = useFlowChanges();
  const carts = usePreviewValues(null).data?.carts ?? [];
  const [cartId, setCartId] = useState<string | null>(null);
  const week = useMutation({ mutationFn: () => rehearseWeek(flowId, draft.definition) });
  const one = useMutation({ mutationFn: (id: string) => rehearseCart(flowId, id, draft.definition) });
  const isBroken = Object.keys(draft.problems).length > 0;
  const failed = week.error ?? one.error;
  return (
    <div className={classes.stack}>
      <Text c="dimmed" className={classes.words}>
        {t('rehearsal.purpose')}
      </Text>
      <Group align="end" gap="md">
        <Button
          leftSection={<IconPlayerPlay size={18} aria-hidden />}
          loading={week.isPending}
          disabled={isBroken}
          onClick={() => {
            one.reset();
            week.mutate();
          }}
        >
          {t('rehearsal.week')}
        </Button>
        {carts.length > 0 && (
          <Select
            label={t('rehearsal.oneCart')}
            placeholder={t('rehearsal.choose')}
            value={cartId}
            disabled={isBroken}
            data={carts.map((cart) => ({ value: cart.id, label: `${cart.contactName ?? t('nobody')} · ${formats.money(cart.totalMinor, cart.currency)}` }))}
            onChange={(id) => {
              setCartId(id);
              if (!id) return;
              week.reset();
              one.mutate(id);
            }}
          />
        )}
      </Group>
      <div aria-live="polite">
        {(week.isPending || one.isPending) && <LoadingRows words={t('rehearsal.playing')} />}
        {failed && <ErrorState error={failed} namespace="flows" />}
        {week.data && <Week week={week.data} draft={draft} />}
        {one.data && <CartPlayed cart={one.data} draft={draft} isOpen />}
      </div>
    </div>
  );
}

function Week({ week, draft }: { week: RehearsedWeek; draft: Draft }) {
  const { t } = useTranslation('flows');
  const outcomeText = useOutcomeText();
  const reasonText = useReasonText();
  if (week.carts === 0) return <Text>{t('rehearsal.noCarts')}</Text>;
  return (
    <div className={classes.stack}>
      <p className={classes.headline}>
        {t('rehearsal.result', { carts: t('carts', { count: week.played }), messages: t('messages', { count: week.messages }), people: t('people', { count: week.people }) })}
        {week.played < week.carts && ` ${t('rehearsal.sample', { carts: week.carts })}`}
      </p>
      <ul className={classes.rows} aria-label={t('results.outcomes')}>
        {week.outcomes.map(({ outcome, reason, carts }) => (
          <li key={`${outcome} ${reason}`} className={classes.outcome}>
            <StatusBadge tone={toneOfOutcome(outcome)}>{outcomeText(outcome)}</StatusBadge>
            <span className={classes.grow}>{reason && reasonText(reason)}</span>
            <span>{t('carts', { count: carts })}</span>
          </li>
        ))}
      </ul>
      <div>
        {week.items.map((cart) => (
          <CartPlayed key={cart.cartId} cart={cart} draft={draft} />
        ))}
      </div>
    </div>
  );
}

function CartPlayed({ cart, draft, isOpen = false }: { cart: RehearsedCart; draft: Draft; isOpen?: boolean }) {
  const { t } = useTranslation('flows');
  const outcomeText = useOutcomeText();
  const reasonText = useReasonText();
  const [wasOpened, setOpened] = useState(isOpen);
  return (
    <details className={classes.played} open={isOpen} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>
        <span className={classes.grow}>
          {cart.contactName ?? t('nobody')} · <Money minor={cart.totalMinor} currency={cart.currency} />
        </span>
        <StatusBadge tone={toneOfOutcome(cart.outcome)}>{outcomeText(cart.outcome)}</StatusBadge>
        <Text span size="xs" c="dimmed">
          {cart.reason ? reasonText(cart.reason) : t('messages', { count: cart.messages })}
        </Text>
      </summary>
      {wasOpened && (
        <>
          {cart.assumesTemplates && (
            <Text size="xs" c="dimmed">
              {t('rehearsal.assumes')}
            </Text>
          )}
          <Timeline label={t('rehearsal.story')} entries={cart.steps.map((step, index) => ({ id: String(index), at: step.at, title: <StepTitle step={step} draft={draft} />, children: <Objection step={step} /> }))} />
        </>
      )}
    </details>
  );
}

function StepTitle({ step, draft }: { step: RehearsedStep; draft: Draft }) {
  const { t } = useTranslation('flows');
  const formats = useFormats();
  const outcomeText = useOutcomeText();
  const { detail } = step;
  const message = typeof detail['message'] === 'string' ? nameOf(draft.definition, detail['message']) : '';
  switch (step.kind) {
    case 'decided':
      return <>{t(`played.${step.decision?.kind ?? 'refuse'}`, { message, until: step.decision?.kind === 'wait' ? formats.instant(step.decision.until) : '' })}</>;
    case 'waited':
      return <>{t('played.waited', { until: formats.instant(new Date(Number(detail['untilMs']))) })}</>;
    case 'split':
      return <>{t('played.split', { arm: armName(t, String(detail['arm'])) })}</>;
    case 'condition':
      return <>{t(detail['isTrue'] ? 'played.conditionTrue' : 'played.conditionFalse')}</>;
    case 'woke':
      return <>{t(detail['heldOut'] ? 'played.wokeHeldOut' : 'played.woke')}</>;
    case 'ended':
      return <>{t('played.ended', { outcome: outcomeText(String(detail['outcome'])).toLocaleLowerCase() })}</>;
    default:
      return <>{t(`played.${step.kind}`, { message })}</>;
  }
}

/** Why the gate said no or not yet. */
function Objection({ step }: { step: RehearsedStep }) {
  const ruleText = useRuleText();
  const reasonText = useReasonText();
  if (!step.decision || step.decision.kind === 'send') return null;
  const objected = step.checks.filter(({ verdict, reason }) => verdict === 'objected' && reason !== (step.decision?.kind === 'send' ? null : step.decision?.reason));
  return (
    <Text size="sm" c="dimmed">
      {[reasonText(step.decision.reason), ...objected.map(({ reason }) => ruleText(reason, false))].join(' · ')}
    </Text>
  );
}
