import { Button, NumberInput, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReturnPolicy } from '#contract/return-request';
import { useWorkspace } from '../../app/workspace.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useChangePolicy, useReturnPolicy } from './return-requests.ts';
import classes from './returns.module.css';

/** What shoppers may begin in the chat without a person; for admins. */
export function ReturnPolicyForm() {
  const { t } = useTranslation('returns');
  const workspace = useWorkspace();
  const policy = useReturnPolicy().data;
  if (!policy || !workspace.can('admin')) return null;
  return (
    <details className={classes.policy}>
      <summary>{t('policy.title')}</summary>
      <Fields key={`${policy.isOn} ${policy.withinDays}`} policy={policy} />
    </details>
  );
}

function Fields({ policy }: { policy: ReturnPolicy }) {
  const { t } = useTranslation('returns');
  const act = useAct('returns');
  const change = useChangePolicy();
  const [isOn, setOn] = useState(policy.isOn);
  const [withinDays, setDays] = useState<number | string>(policy.withinDays);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act(() => change.mutateAsync({ isOn, withinDays: Number(withinDays) }), t('policy.saved'));
      }}
    >
      <Stack gap="sm" mt="sm">
        <Switch label={t('policy.isOn')} checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
        <NumberInput label={t('policy.withinDays')} description={t('policy.withinDaysHelp')} required min={1} max={365} allowDecimal={false} disabled={!isOn} value={withinDays} onChange={setDays} />
        <div>
          <Button type="submit" loading={change.isPending}>
            {t('policy.save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
