import { Button, Switch, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Consequence, FlowDetail } from '#contract/flow-management';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed, notifyUndoable } from '../../ui/undoable.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import classes from './flows.module.css';
import { useConsequence, useFlowChanges } from './flow-requests.ts';

/** On or off, with what it would mean said before it is done. */
export function FlowSwitch({ flow, isDirty }: { flow: FlowDetail; isDirty: boolean }) {
  const { t } = useTranslation('flows');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const say = useErrorText('flows');
  const { set } = useUrlState();
  const { turn } = useFlowChanges();
  const [isBusy, setBusy] = useState(false);
  const consequence = useConsequence(flow.id).data;
  const isBlocked = !flow.isOn && (flow.toWrite.length > 0 || isDirty);
  const change = async (isOn: boolean) => {
    setBusy(true);
    try {
      queries.setQueryData(workspace.key('flow', flow.id), await turn(flow.id, isOn));
      notifyUndoable({ done: t(isOn ? 'switch.doneOn' : 'switch.doneOff', { name: flow.name }), undo: () => change(!isOn) });
      await queries.invalidateQueries({ queryKey: workspace.key('flow') });
    } catch (error) {
      notifyFailed(say(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes.switch}>
      <Switch size="md" label={t(flow.isOn ? 'switch.on' : 'switch.off')} checked={flow.isOn} disabled={!workspace.can('admin') || isBusy || isBlocked} onChange={(event) => void change(event.currentTarget.checked)} />
      <Text size="sm" c="dimmed" aria-live="polite">
        {flow.toWrite.length > 0 ? t('switch.toWrite') : isBlocked ? t('switch.saveFirst') : consequence && <ConsequenceLine consequence={consequence} isOn={flow.isOn} />}
      </Text>
      {flow.toWrite.length > 0 && (
        <Button
          variant="light"
          size="compact-md"
          onClick={() => {
            const message = flow.definition.messages[Number(flow.toWrite[0]?.path.split('.')[1] ?? 0)];
            set({ tab: 'texts', message: message?.key ?? null, lang: flow.toWrite[0]?.path.split('.')[3] ?? null });
          }}
        >
          {t('switch.write')}
        </Button>
      )}
    </div>
  );
}

/** "About 34 people a day would get this; estimated US$ 2.10." */
function ConsequenceLine({ consequence, isOn }: { consequence: Consequence; isOn: boolean }) {
  const { t } = useTranslation('flows');
  const formats = useFormats();
  if (consequence.carts === 0) return <>{t('switch.noCarts')}</>;
  const { peoplePerDay, costPerDay } = consequence;
  const people = formats.number(peoplePerDay, { maximumFractionDigits: peoplePerDay < 10 ? 1 : 0 });
  const sentence = t(`switch.consequence${peoplePerDay < 1 ? 'Few' : ''}${isOn ? 'On' : ''}`, { count: peoplePerDay < 1.05 ? 1 : Math.ceil(peoplePerDay), people, days: t('results.days', { count: consequence.days }) });
  return <>{costPerDay ? `${sentence} ${t('switch.cost', { cost: formats.money(Math.round(costPerDay.micros / 10_000), costPerDay.currency) })}` : sentence}</>;
}
