import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PaymentDetail, PaymentEntry } from '#contract/payment';
import { Money } from '../../ui/figures.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import type { Tone } from '../../ui/status-badge.tsx';

/** Every step of a link and its payments, in order. Nothing in it ever changes. */
export function PaymentLedger({ detail }: { detail: PaymentDetail }) {
  const { t } = useTranslation('payments');
  return (
    <section aria-label={t('ledger')}>
      <Title order={3} size="h5" mb="sm">
        {t('ledger')}
      </Title>
      <Timeline label={t('ledger')} entries={detail.entries.map((entry) => ({ id: entry.id, at: entry.at, tone: toneOf(entry), title: <EntryTitle entry={entry} />, children: <EntryWords entry={entry} detail={detail} /> }))} />
    </section>
  );
}

function toneOf({ kind, details }: PaymentEntry): Tone {
  if (kind === 'fault' || kind === 'order_by_hand' || kind === 'refund_refused') return 'attention';
  if (kind === 'link_failed') return 'broken';
  if (kind === 'status' && details['status'] === 'paid') return 'earned';
  return 'neutral';
}

function EntryTitle({ entry }: { entry: PaymentEntry }) {
  const { t } = useTranslation('payments');
  const { kind, details } = entry;
  if (kind === 'status') return t('entries.status', { status: t(`status.${String(details['status'])}`) });
  if (kind === 'fault') return t(`fault.${String(details['fault'])}`);
  return t(`entries.${kind}`, { who: entry.actor === 'system' || entry.actor === 'vendor' ? '' : entry.actor });
}

function EntryWords({ entry: { kind, details, actor }, detail }: { entry: PaymentEntry; detail: PaymentDetail }) {
  const { t } = useTranslation('payments');
  const amount = details['amountMinor'];
  const words = [details['reason'], details['why'], details['problem'], details['number']].filter((value): value is string => typeof value === 'string' && value !== '');
  const isOfMember = actor !== 'system' && actor !== 'vendor';
  const showsAmount = typeof amount === 'number' && (kind === 'status' || kind === 'refund_asked' || kind === 'link_asked');
  if (!showsAmount && words.length === 0 && !isOfMember) return null;
  return (
    <>
      {showsAmount && <Money minor={amount} currency={typeof details['currency'] === 'string' ? details['currency'] : detail.currency} />}
      {words.length > 0 && <span> {words.join(' · ')}</span>}
      {isOfMember && <span> {t('by', { who: actor })}</span>}
    </>
  );
}
