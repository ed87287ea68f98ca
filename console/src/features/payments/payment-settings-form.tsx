import { Button, NumberInput, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentSettings } from '#contract/payment';
import { useWorkspace } from '../../app/workspace.tsx';
import { MinorInput } from '../../ui/minor-input.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useChangePaymentSettings, usePaymentSettings, useTills } from './payment-requests.ts';
import classes from './payments.module.css';

/** How links are made; for admins. */
export function PaymentSettingsForm() {
  const { t } = useTranslation('payments');
  const workspace = useWorkspace();
  const settings = usePaymentSettings().data;
  if (!settings || !workspace.can('admin')) return null;
  return (
    <details className={classes.settings}>
      <summary>{t('settings.title')}</summary>
      <Fields key={JSON.stringify(settings)} settings={settings} />
    </details>
  );
}

function Fields({ settings }: { settings: PaymentSettings }) {
  const { t } = useTranslation('payments');
  const workspace = useWorkspace();
  const act = useAct('payments');
  const change = useChangePaymentSettings();
  const tills = useTills().data?.items ?? [];
  const { currency } = workspace;
  const [hours, setHours] = useState<number | string>(settings.linkHours);
  const [least, setLeast] = useState(settings.minMinor);
  const [most, setMost] = useState(settings.maxMinor);
  const [preferred, setPreferred] = useState(settings.preferredConnectionId);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act(() => change.mutateAsync({ linkHours: Number(hours), minMinor: least, maxMinor: most, preferredConnectionId: preferred }), t('settings.saved'));
      }}
    >
      <Stack gap="sm" mt="sm">
        {tills.length > 1 && (
          <Select
            label={t('settings.preferred')}
            description={t('settings.preferredHelp')}
            data={tills.map(({ connectionId, name }) => ({ value: connectionId, label: name }))}
            value={preferred}
            onChange={setPreferred}
            clearable
          />
        )}
        <NumberInput label={t('settings.hours')} description={t('settings.hoursHelp')} required min={1} max={23} allowDecimal={false} value={hours} onChange={setHours} />
        <MinorInput label={t('settings.least', { currency })} currency={currency} minor={least} onChange={setLeast} />
        <MinorInput label={t('settings.most', { currency })} description={t('settings.mostHelp')} currency={currency} minor={most} onChange={setMost} />
        <div>
          <Button type="submit" loading={change.isPending}>
            {t('settings.save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
