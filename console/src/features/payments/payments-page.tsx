import { Button, Text } from '@mantine/core';
import { IconCash } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PaymentLinkState, PaymentPage } from '#contract/payment';
import type { PaymentItem } from '#contract/payment';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { Money, RelativeTime } from '../../ui/figures.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { ThreePane } from '../../ui/three-pane.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { OnePayment } from './one-payment.tsx';
import { useTills } from './payment-requests.ts';
import { PaymentSettingsForm } from './payment-settings-form.tsx';
import { standingOf, toneOf } from './payment-words.ts';
import classes from './payments.module.css';

/** What was paid, or not, with links of the chat, and what a person has to decide. */
export default function PaymentsPage() {
  const { t } = useTranslation('payments');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { linkId } = useParams({ strict: false }) as { linkId?: string };
  return (
    <Page title={t('title')} purpose={t('purpose')} filled>
      <ThreePane
        labels={{ list: t('title'), detail: t('detail') }}
        list={
          <>
            <FilterBar isInPane
              filters={[
                { name: 'needsPerson', label: t('filters.attention'), options: [{ value: 'true', label: t('filters.needsPerson') }] },
                { name: 'state', label: t('filters.state'), options: PaymentLinkState.options.filter((value) => value !== 'asked' && value !== 'closing').map((value) => ({ value, label: t(`standing.${value}`) })) },
              ]}
            />
            <PaymentSettingsForm />
            <List openId={linkId ?? null} />
          </>
        }
        detail={linkId ? <OnePayment key={linkId} linkId={linkId} /> : null}
        nothingOpen={<EmptyState icon={IconCash} title={t('nothingOpen')} />}
        onBack={() => void navigate({ to: workspace.href('payments'), search: true })}
      />
    </Page>
  );
}

function List({ openId }: { openId: string | null }) {
  const { t } = useTranslation('payments');
  const workspace = useWorkspace();
  const { one } = useUrlState();
  const filters = { state: one('state'), needsPerson: one('needsPerson'), cartId: one('cartId') };
  const isFiltered = Object.values(filters).some((value) => value !== '');
  return (
    <CursorList
      label={t('title')}
      namespace="payments"
      queryKey={workspace.key('payment', 'list', filters)}
      load={(cursor, signal) => request(PaymentPage, workspace.api('/payments'), { query: { ...filters, cursor }, signal })}
      getId={(item) => item.id}
      openId={openId}
      empty={isFiltered ? <EmptyState title={t('noMatch')} /> : <NoPayments />}
    >
      {(item) => <Row item={item} />}
    </CursorList>
  );
}

/** The next step differs: connect a till first, or nothing but wait for a shopper. */
function NoPayments() {
  const { t } = useTranslation('payments');
  const workspace = useWorkspace();
  const tills = useTills().data?.items ?? [];
  if (tills.length > 0) return <EmptyState title={t('empty.title')}>{t('empty.words')}</EmptyState>;
  return (
    <EmptyState
      title={t('empty.noTill')}
      action={
        <Button component={PageLink} to={workspace.href('settings/connections')}>
          {t('empty.connect')}
        </Button>
      }
    >
      {t('empty.noTillWords')}
    </EmptyState>
  );
}

function Row({ item }: { item: PaymentItem }) {
  const { t } = useTranslation('payments');
  const workspace = useWorkspace();
  return (
    <PageLink to={workspace.href(`payments/${item.id}`)} keepSearch>
      <span className={classes.head}>
        <Text component="span" fw={550}>
          {item.contactName ?? t('nameless')}
        </Text>
        <Text component="span" fw={550} className={classes.amount}>
          <Money minor={item.amountMinor} currency={item.currency} />
        </Text>
      </span>
      <span className={classes.head}>
        <StatusBadge tone={toneOf(item)}>{t(`standing.${standingOf(item)}`)}</StatusBadge>
        <Text component="span" size="xs" c="dimmed">
          {item.vendorName} · {item.orderNumber ? t('order', { number: item.orderNumber }) : <RelativeTime at={item.createdAt} />}
        </Text>
      </span>
    </PageLink>
  );
}
