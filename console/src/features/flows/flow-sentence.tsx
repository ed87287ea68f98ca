import { Anchor } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { FlowDefinition, FlowNode } from '#contract/flow';
import { currencyExponent } from '#contract/money';
import { useFormats } from '../../ui/formats.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { ChoiceBlank, DurationBlank, NumberBlank } from './blanks.tsx';
import classes from './flows.module.css';
import { walkSteps } from './walk-steps.ts';
import type { Draft } from './use-draft.ts';

/** The flow as sentences whose blanks are its settings. */
export function FlowSentence({ draft, currency }: { draft: Draft; currency: string }) {
  const { t } = useTranslation('flows');
  const { definition, change, canEdit } = draft;
  const isDisabled = !canEdit;
  const { trigger, limits } = definition;
  const threshold = definition.entry.findIndex(({ field, is }) => field === 'cart.totalMinor' && is === 'at_least');
  const setTrigger = (next: Partial<FlowDefinition['trigger']>) => change((before) => ({ ...before, trigger: { ...before.trigger, ...next } }));
  const setLimits = (next: Partial<FlowDefinition['limits']>) => change((before) => ({ ...before, limits: { ...before.limits, ...next } }));
  const scale = 10 ** currencyExponent(currency);
  return (
    <div className={classes.sentence}>
      <div className={classes.line}>
        <Trans
          t={t}
          i18nKey="sentence.when"
          components={{
            after: (
              <ChoiceBlank
                label={t('sentence.afterLabel')}
                value={trigger.after}
                isDisabled={isDisabled}
                choices={[
                  { value: 'cart', label: t('sentence.after.cart') },
                  { value: 'checkout', label: t('sentence.after.checkout') },
                ]}
                onChange={(after) => setTrigger({ after })}
              />
            ),
            delay: <DurationBlank label={t('sentence.delayLabel')} valueMs={trigger.delayMs} isDisabled={isDisabled} onChange={(delayMs) => setTrigger({ delayMs })} />,
          }}
        />
        {threshold >= 0 && ' '}
        {threshold >= 0 && (
          <Trans
            t={t}
            i18nKey="sentence.threshold"
            components={{
              amount: (
                <NumberBlank
                  label={t('sentence.thresholdLabel', { currency })}
                  value={Number(definition.entry[threshold]?.value ?? 0) / scale}
                  max={100_000_000}
                  suffix={` ${currency}`}
                  isDisabled={isDisabled}
                  onChange={(value) => change((before) => ({ ...before, entry: before.entry.map((condition, index) => (index === threshold ? { ...condition, value: Math.round(value * scale) } : condition)) }))}
                />
              ),
            }}
          />
        )}
        :
      </div>
      <ol className={classes.steps} aria-label={t('sentence.steps')}>
        {walkSteps(definition).map((step) => (
          <li key={step.id} data-depth={step.depth} style={{ marginInlineStart: `${step.depth * 24}px` }}>
            {step.branch && <span className={classes.branch}>{t(`branch.${step.branch.kind}`, { name: step.branch.name && armName(t, step.branch.name) })}</span>}
            <StepWords id={step.id} node={step.node} draft={draft} />
          </li>
        ))}
      </ol>
      <div className={classes.line}>
        <Trans
          t={t}
          i18nKey="sentence.unless"
          components={{
            bought: limits.boughtWithinMs === null ? <span>–</span> : <DurationBlank label={t('sentence.boughtLabel')} valueMs={limits.boughtWithinMs} isDisabled={isDisabled} onChange={(boughtWithinMs) => setLimits({ boughtWithinMs })} />,
            cap: limits.capMs === null ? <span>–</span> : <DurationBlank label={t('sentence.capLabel')} valueMs={limits.capMs} isDisabled={isDisabled} onChange={(capMs) => setLimits({ capMs })} />,
          }}
        />
      </div>
      <div className={classes.line}>
        <Trans
          t={t}
          i18nKey="sentence.holdout"
          components={{
            share: <NumberBlank label={t('sentence.holdoutLabel')} value={Math.round(definition.holdoutShare * 100)} max={50} suffix=" %" isDisabled={isDisabled} onChange={(percent) => change((before) => ({ ...before, holdoutShare: percent / 100 }))} />,
          }}
        />
      </div>
    </div>
  );
}

function StepWords({ id, node, draft }: { id: string; node: FlowNode; draft: Draft }) {
  const { t } = useTranslation('flows');
  const formats = useFormats();
  const { set } = useUrlState();
  const isDisabled = !draft.canEdit;
  switch (node.type) {
    case 'send':
      return (
        <Trans
          t={t}
          i18nKey="step.send"
          components={{
            message: (
              <Anchor component="button" type="button" inherit onClick={() => set({ tab: 'texts', message: node.message })}>
                {t('texts.message', { number: nameOf(draft.definition, node.message) })}
              </Anchor>
            ),
          }}
        />
      );
    case 'wait':
      return <Trans t={t} i18nKey="step.wait" components={{ time: <DurationBlank label={t('step.waitLabel')} valueMs={node.durationMs} isDisabled={isDisabled} onChange={(durationMs) => draft.changeNode(id, { ...node, durationMs })} /> }} />;
    case 'wait_for_event':
      return (
        <Trans
          t={t}
          i18nKey={`step.waitFor.${node.event}`}
          components={{ time: <DurationBlank label={t('step.waitLabel')} valueMs={node.withinMs} isDisabled={isDisabled} onChange={(withinMs) => draft.changeNode(id, { ...node, withinMs })} /> }}
        />
      );
    case 'split':
      return (
        <span className={classes.blank}>
          {t('step.split')}
          {node.arms.map((arm, index) => (
            <span key={arm.key} className={classes.blank}>
              {armName(t, arm.key)}
              {node.arms.length === 2 ? (
                <NumberBlank
                  label={t('step.splitLabel', { arm: armName(t, arm.key) })}
                  value={arm.share}
                  min={1}
                  max={99}
                  suffix=" %"
                  isDisabled={isDisabled}
                  onChange={(share) => draft.changeNode(id, { ...node, arms: node.arms.map((other, place) => ({ ...other, share: place === index ? share : 100 - share })) })}
                />
              ) : (
                ` ${formats.share(arm.share / 100)}`
              )}
            </span>
          ))}
        </span>
      );
    case 'create_discount':
      return node.offer.kind === 'percent' ? (
        <Trans
          t={t}
          i18nKey="step.discount"
          components={{
            percent: <NumberBlank label={t('step.discountLabel')} value={node.offer.percent} min={1} max={draft.definition.limits.discounts.maxPercent} suffix=" %" isDisabled={isDisabled} onChange={(percent) => draft.changeNode(id, { ...node, offer: { kind: 'percent', percent } })} />,
            time: <DurationBlank label={t('step.validLabel')} valueMs={node.validForMs} isDisabled={isDisabled} onChange={(validForMs) => draft.changeNode(id, { ...node, validForMs })} />,
            most: <NumberBlank label={t('step.perDayLabel')} value={draft.definition.limits.discounts.maxPerDay} max={10_000} isDisabled={isDisabled} onChange={(maxPerDay) => draft.change((before) => ({ ...before, limits: { ...before.limits, discounts: { ...before.limits.discounts, maxPerDay } } }))} />,
          }}
        />
      ) : (
        <Trans t={t} i18nKey="step.freeShipping" components={{ time: <DurationBlank label={t('step.validLabel')} valueMs={node.validForMs} isDisabled={isDisabled} onChange={(validForMs) => draft.changeNode(id, { ...node, validForMs })} /> }} />
      );
    case 'condition':
      return <>{t('step.condition', { fields: formats.list(node.all.map(({ field }) => t(`field.${field.replace('.', '_')}`))) })}</>;
    case 'tag':
      return <>{t('step.tag', { tags: formats.list(node.tags) })}</>;
    case 'hand_to_person':
      return <>{t('step.hand', { reason: node.reason })}</>;
    case 'end':
      return <>{t(draft.definition.exits.onReply === 'handover' ? 'step.endHandover' : 'step.end')}</>;
  }
}

/** What people call a message: its number in the flow, since its key is for programs. */
export function nameOf(definition: FlowDefinition, key: string): string {
  const place = definition.messages.findIndex((message) => message.key === key);
  return String(place + 1);
}

type Translate = ReturnType<typeof useTranslation<'flows'>>['t'];
/** Arms of the playbooks have words; others show their key. */
export const armName = (t: Translate, key: string): string => t(`arm.${key}`, { defaultValue: key });
