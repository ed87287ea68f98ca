import { Button, Text } from '@mantine/core';
import { IconBasket } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CartPage, cartReasons, cartStandings } from '#contract/cart';
import type { CartItem } from '#contract/cart';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { Money, RelativeTime } from '../../ui/figures.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page } from '../../ui/page.tsx';
import { toneOfOutcome, useOutcomeText, useReasonText } from '../../ui/reasons.ts';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { ThreePane } from '../../ui/three-pane.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { CartStory } from './cart-story.tsx';
import classes from './carts.module.css';

/** Every cart, where it stands and why; one of them open as a story. */
export default function CartsPage() {
  const { t } = useTranslation('carts');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { cartId } = useParams({ strict: false }) as { cartId?: string };
  return (
    <Page title={t('title')} purpose={t('purpose')} filled>
      <ThreePane
        labels={{ list: t('title'), detail: t('story.title') }}
        list={
          <>
            <Filters />
            <List openId={cartId ?? null} />
          </>
        }
        detail={cartId ? <CartStory key={cartId} cartId={cartId} /> : null}
        nothingOpen={<EmptyState icon={IconBasket} title={t('nothingOpen')} />}
        onBack={() => void navigate({ to: workspace.href('carts'), search: true })}
      />
    </Page>
  );
}

function Filters() {
  const { t } = useTranslation('carts');
  const outcomeText = useOutcomeText();
  const reasonText = useReasonText();
  const { many } = useUrlState();
  // Dozens of reasons in a menu help nobody: those that matter most, and whichever a link brought here.
  const reasons = [...new Set([...many('reason').filter((reason) => (cartReasons as readonly string[]).includes(reason)), ...usualReasons])];
  return (
    <FilterBar isInPane
      searchLabel={t('search')}
      filters={[
        { name: 'outcome', label: t('filter.outcome'), many: true, options: cartStandings.map((value) => ({ value, label: outcomeText(value) })) },
        { name: 'state', label: t('filter.state'), options: (['open', 'completed', 'deleted'] as const).map((value) => ({ value, label: t(`state.${value}`) })) },
        { name: 'reason', label: t('filter.reason'), many: true, options: reasons.map((value) => ({ value, label: reasonText(value) })) },
      ]}
    />
  );
}

const usualReasons = ['no_consent', 'no_address', 'quiet_hours', 'flow_cap', 'bought_recently', 'out_of_stock', 'template_missing', 'flow_off', 'unreachable'] as const;

function List({ openId }: { openId: string | null }) {
  const { t } = useTranslation('carts');
  const workspace = useWorkspace();
  const { one, many } = useUrlState();
  const filters = { search: one('q'), outcome: many('outcome'), reason: many('reason'), state: one('state') };
  const isFiltered = filters.search !== '' || filters.state !== '' || filters.outcome.length + filters.reason.length > 0;
  return (
    <CursorList
      label={t('title')}
      namespace="carts"
      queryKey={workspace.key('cart', 'list', filters)}
      load={(cursor, signal) => request(CartPage, workspace.api('/carts'), { query: { ...filters, cursor }, signal })}
      getId={(cart) => cart.id}
      openId={openId}
      empty={isFiltered ? <EmptyState title={t('noMatch.title')}>{t('noMatch.words')}</EmptyState> : <NothingYet />}
    >
      {(cart) => <CartRow cart={cart} />}
    </CursorList>
  );
}

function NothingYet() {
  const { t } = useTranslation('carts');
  const workspace = useWorkspace();
  return (
    <EmptyState
      icon={IconBasket}
      title={t('empty.title')}
      action={
        <Button component={PageLink} to={workspace.href('guide')}>
          {t('empty.action')}
        </Button>
      }
    >
      {t('empty.words')}
    </EmptyState>
  );
}

function CartRow({ cart }: { cart: CartItem }) {
  const { t } = useTranslation('carts');
  const workspace = useWorkspace();
  const outcomeText = useOutcomeText();
  const reasonText = useReasonText();
  const { outcome, reason } = cart.standing;
  return (
    <PageLink to={workspace.href(`carts/${cart.id}`)} keepSearch>
      <span className={classes.rowHead}>
        <span className={classes.rowName}>{cart.contactName ?? cart.contactAddress ?? t('nobody')}</span>
        <Money minor={cart.totalMinor} currency={cart.currency} />
      </span>
      <span className={classes.rowHead}>
        <Text span size="xs" c="dimmed" className={classes.rowTitles}>
          {cart.titles.length > 0 ? cart.titles.join(', ') : t('noLines')}
        </Text>
        <Text span size="xs" c="dimmed" className={classes.rowTime}>
          <RelativeTime at={cart.activityAt} />
        </Text>
      </span>
      <span className={classes.rowStanding}>
        <StatusBadge tone={toneOfOutcome(outcome)}>{outcomeText(outcome)}</StatusBadge>
        {reason && (
          <Text span size="xs" c="dimmed">
            {reasonText(reason)}
          </Text>
        )}
      </span>
    </PageLink>
  );
}
