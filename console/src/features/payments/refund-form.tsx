import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentView } from '#contract/payment';
import { Money } from '../../ui/figures.tsx';
import { MinorInput } from '../../ui/minor-input.tsx';
import { useSendKey } from '../../ui/send-key.ts';
import { useAct } from '../../ui/use-act.ts';
import { useRefund } from './payment-requests.ts';
import classes from './payments.module.css';

/**
 * Gives money back, whole or in part. What will happen stands above the button. Asking again after a lost answer gives back once; after an
 * answer, the same amount again is another refund.
 */
export function RefundForm({ linkId, payment }: { linkId: string; payment: PaymentView }) {
  const { t } = useTranslation('payments');
  const act = useAct('payments');
  const sendKey = useSendKey();
  const refund = useRefund(linkId);
  const { currency, refundableMinor } = payment;
  /** Null: the form is closed. */
  const [asked, setAsked] = useState<{ minor: number | null } | null>(null);
  if (asked === null) {
    return (
      <Button variant="default" onClick={() => setAsked({ minor: refundableMinor })}>
        {t('refund.open')}
      </Button>
    );
  }
  const { minor } = asked;
  const isValid = minor !== null && minor > 0 && minor <= refundableMinor;
  const send = async () => {
    const body = { paymentId: payment.id, amountMinor: minor === refundableMinor ? null : minor };
    // What is left is part of the key: all that is left is another sum after each refund.
    const isDone = await act(() => refund.mutateAsync({ ...body, key: sendKey.keyFor({ ...body, refundableMinor }) }), t('refund.asked'));
    if (!isDone) return;
    sendKey.forget();
    setAsked(null);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) void send();
      }}
    >
      <Stack gap="sm" className={classes.decisions}>
        <MinorInput label={t('refund.amount', { currency })} currency={currency} minor={minor} error={isValid ? null : t('refund.limit')} onChange={(next) => setAsked({ minor: next })} />
        <p>
          {t('refund.consequence')} <Money minor={isValid ? minor : refundableMinor} currency={currency} />. {t('refund.final')}
        </p>
        <Group gap="xs">
          <Button type="submit" color="red" disabled={!isValid} loading={refund.isPending}>
            {t('refund.give')}
          </Button>
          <Button variant="subtle" onClick={() => setAsked(null)}>
            {t('refund.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
