import { Button, Group, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currencyExponent } from '#contract/money';
import type { PaymentView } from '#contract/payment';
import { Money } from '../../ui/figures.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyDone, notifyFailed } from '../../ui/undoable.tsx';
import { useRefund } from './payment-requests.ts';
import classes from './payments.module.css';

/** Gives money back, whole or in part. What will happen stands above the button; the form's own key keeps a second click from doing it twice. */
export function RefundForm({ linkId, payment }: { linkId: string; payment: PaymentView }) {
  const { t } = useTranslation('payments');
  const say = useErrorText('payments');
  const refund = useRefund(linkId);
  const digits = currencyExponent(payment.currency);
  const most = payment.refundableMinor / 10 ** digits;
  const [isOpen, setOpen] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState<number | string>(most);
  const amountMinor = Math.round(Number(amount) * 10 ** digits);
  const isValid = amount !== '' && amountMinor > 0 && amountMinor <= payment.refundableMinor;
  if (!isOpen) {
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('refund.open')}
      </Button>
    );
  }
  const send = () =>
    refund.mutate(
      { paymentId: payment.id, amountMinor: amountMinor === payment.refundableMinor ? null : amountMinor, key },
      { onSuccess: () => notifyDone(t('refund.asked')), onError: (error: unknown) => notifyFailed(say(error)) },
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) send();
      }}
    >
      <Stack gap="sm" className={classes.decisions}>
        <NumberInput label={t('refund.amount', { currency: payment.currency })} value={amount} onChange={setAmount} min={0} max={most} decimalScale={digits} fixedDecimalScale data-autofocus error={isValid ? null : t('refund.limit')} />
        <p>
          {t('refund.consequence')} <Money minor={isValid ? amountMinor : payment.refundableMinor} currency={payment.currency} />. {t('refund.final')}
        </p>
        <Group gap="xs">
          <Button type="submit" color="red" disabled={!isValid} loading={refund.isPending}>
            {t('refund.give')}
          </Button>
          <Button variant="subtle" onClick={() => setOpen(false)}>
            {t('refund.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
