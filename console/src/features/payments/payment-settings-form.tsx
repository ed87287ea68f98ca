import { Button, NumberInput, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currencyExponent } from '#contract/money';
import type { PaymentSettings } from '#contract/payment';
import { useWorkspace } from '../../app/workspace.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyDone, notifyFailed } from '../../ui/undoable.tsx';
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
  const say = useErrorText('payments');
  const change = useChangePaymentSettings();
  const tills = useTills().data?.items ?? [];
  const digits = currencyExponent(workspace.currency);
  const toMajor = (minor: number | null) => (minor === null ? '' : minor / 10 ** digits);
  const toMinor = (value: number | string) => (value === '' ? null : Math.round(Number(value) * 10 ** digits));
  const [hours, setHours] = useState<number | string>(settings.linkHours);
  const [least, setLeast] = useState<number | string>(toMajor(settings.minMinor));
  const [most, setMost] = useState<number | string>(toMajor(settings.maxMinor));
  const [preferred, setPreferred] = useState(settings.preferredConnectionId);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void change
          .mutateAsync({ linkHours: Number(hours), minMinor: toMinor(least), maxMinor: toMinor(most), preferredConnectionId: preferred })
          // The answer's new settings mount the fields afresh, and callbacks given to `mutate` end with them.
          .then(() => notifyDone(t('settings.saved')), (error: unknown) => notifyFailed(say(error)));
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
        <NumberInput label={t('settings.least', { currency: workspace.currency })} min={0} decimalScale={digits} value={least} onChange={setLeast} />
        <NumberInput label={t('settings.most', { currency: workspace.currency })} description={t('settings.mostHelp')} min={0} decimalScale={digits} value={most} onChange={setMost} />
        <div>
          <Button type="submit" loading={change.isPending}>
            {t('settings.save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
