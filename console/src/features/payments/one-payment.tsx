import { Alert, Button, Group, Stack, Title } from '@mantine/core';
import { IconMessage, IconShoppingCart } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PaymentDetail, PaymentView } from '#contract/payment';
import { useWorkspace } from '../../app/workspace.tsx';
import { Instant, Money } from '../../ui/figures.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { CopyField, Facts } from '../../ui/small-parts.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useAct } from '../../ui/use-act.ts';
import { PaymentLedger } from './payment-ledger.tsx';
import { useMakeOrder, useMarkHandled, usePayment } from './payment-requests.ts';
import { standingOf, toneOf } from './payment-words.ts';
import { RefundForm } from './refund-form.tsx';
import classes from './payments.module.css';

export function OnePayment({ linkId }: { linkId: string }) {
  return (
    <Loaded query={usePayment(linkId)} namespace="payments">
      {(detail) => <Shown detail={detail} />}
    </Loaded>
  );
}

/** One link: how it stands in a sentence, what was paid for, what can be done, and every step. */
function Shown({ detail }: { detail: PaymentDetail }) {
  const { t } = useTranslation('payments');
  const workspace = useWorkspace();
  const standing = standingOf(detail);
  return (
    <Stack component="article" gap="md" className={classes.detail}>
      <header>
        <Title order={2}>
          <Money minor={detail.amountMinor} currency={detail.currency} />
        </Title>
        <StatusBadge tone={toneOf(detail)}>{t(`standing.${standing}`)}</StatusBadge>
      </header>
      <p className={classes.sentence}>{detail.fault && detail.needsPerson ? t(`fault.${detail.fault}`) : t(`sentence.${standing}`)}</p>
      {detail.problem && <Alert data-level="attention">{detail.problem}</Alert>}
      {workspace.can('agent') && <Decisions detail={detail} />}
      <Facts
        facts={[
          { label: t('facts.person'), value: detail.contactName ?? t('nameless') },
          { label: t('facts.till'), value: detail.vendorName },
          ...(detail.orderNumber ? [{ label: t('facts.order'), value: detail.orderNumber }] : []),
          { label: t('facts.made'), value: <Instant at={detail.createdAt} /> },
          { label: t('facts.until'), value: <Instant at={detail.expiresAt} /> },
          { label: t('facts.reference'), value: detail.reference },
        ]}
      />
      <Group gap="xs">
        {detail.conversationId && (
          <Button variant="default" component={PageLink} to={workspace.href(`conversations/${detail.conversationId}`)} leftSection={<IconMessage size={18} aria-hidden />}>
            {t('conversation')}
          </Button>
        )}
        <Button variant="default" component={PageLink} to={workspace.href(`carts/${detail.cartId}`)} leftSection={<IconShoppingCart size={18} aria-hidden />}>
          {t('cart')}
        </Button>
      </Group>
      {detail.url && <CopyField label={t('address')} value={detail.url} help={t('addressHelp')} />}
      <section aria-label={t('goods')}>
        <Title order={3} size="h5">
          {t('goods')}
        </Title>
        <ul className={classes.goods}>
          {detail.lines.map((line, place) => (
            <li key={place}>
              <span>
                {line.quantity} × {line.title}
                {line.variantTitle && ` (${line.variantTitle})`}
              </span>
              <Money minor={line.unitPriceMinor * line.quantity} currency={detail.currency} />
            </li>
          ))}
        </ul>
      </section>
      {detail.payments.map((payment) => (
        <OneAttempt key={payment.id} linkId={detail.id} payment={payment} />
      ))}
      <PaymentLedger detail={detail} />
    </Stack>
  );
}

/** What waits for a person. Each choice says what it does before it is made. */
function Decisions({ detail }: { detail: PaymentDetail }) {
  const { t } = useTranslation('payments');
  const act = useAct('payments');
  const makeOrder = useMakeOrder(detail.id);
  const markHandled = useMarkHandled(detail.id);
  if (!detail.canMakeOrder && !detail.needsPerson) return null;
  return (
    <div className={classes.decisions}>
      <p>{t(detail.canMakeOrder ? 'decide.note' : 'decide.noteDone')}</p>
      <Group gap="xs">
        {detail.canMakeOrder && (
          <Button loading={makeOrder.isPending} onClick={() => void act(() => makeOrder.mutateAsync(), t('decide.orderAsked'))}>
            {t('decide.order')}
          </Button>
        )}
        {detail.needsPerson && (
          <Button variant="default" loading={markHandled.isPending} onClick={() => void act(() => markHandled.mutateAsync(), t('decide.handled'))}>
            {t('decide.done')}
          </Button>
        )}
      </Group>
    </div>
  );
}

function OneAttempt({ linkId, payment }: { linkId: string; payment: PaymentView }) {
  const { t } = useTranslation('payments');
  const workspace = useWorkspace();
  return (
    <section aria-label={t('attempt', { status: t(`status.${payment.status}`) })} className={classes.attempt}>
      <Title order={3} size="h5">
        {t('attempt', { status: t(`status.${payment.status}`) })}
      </Title>
      <Facts
        facts={[
          { label: t('facts.amount'), value: <Money minor={payment.amountMinor} currency={payment.currency} /> },
          ...(payment.refundedMinor > 0 ? [{ label: t('facts.refunded'), value: <Money minor={payment.refundedMinor} currency={payment.currency} /> }] : []),
          { label: t('facts.since'), value: <Instant at={payment.statusAt} /> },
          ...(payment.reason ? [{ label: t('facts.reason'), value: payment.reason }] : []),
          ...(payment.voucher?.code ? [{ label: t(`voucher.${payment.voucher.kind}`), value: payment.voucher.code }] : []),
          { label: t('facts.key'), value: payment.paymentKey },
        ]}
      />
      {payment.refunds.map((refund) => (
        <p key={refund.id} className={classes.refund}>
          {t(`refunds.${refund.state}`, { who: refund.askedBy })}{' '}
          {refund.amountMinor === null ? t('refunds.whole') : <Money minor={refund.amountMinor} currency={payment.currency} />}
          {refund.problem && ` · ${refund.problem}`}
        </p>
      ))}
      {payment.refundableMinor > 0 && workspace.can('admin') && <RefundForm linkId={linkId} payment={payment} />}
    </section>
  );
}
