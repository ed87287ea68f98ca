import { IconExternalLink, IconTruck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContactOrder } from '#contract/contact';
import type { ConversationDetail } from '#contract/conversation';
import { useWorkspace } from '../../app/workspace.tsx';
import { Instant, Money } from '../../ui/figures.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { useReasonText } from '../../ui/reasons.ts';
import classes from './context-panel.module.css';
import { ContextPart, Nothing } from './context-part.tsx';
import { useContact, useEarlierSends } from './conversation-requests.ts';

/** The last orders with where their parcels are. */
export function OrdersPart({ contactId }: { contactId: string }) {
  const { t } = useTranslation('conversations');
  const orders = useContact(contactId).data?.orders.slice(0, 4) ?? [];
  return (
    <ContextPart title={t('context.orders')}>
      {orders.length === 0 && <Nothing>{t('context.noOrders')}</Nothing>}
      <ul className={classes.list}>
        {orders.map((order) => (
          <li key={order.id} className={classes.item}>
            <span>
              {order.number} · <Money minor={order.totalMinor} currency={order.currency} />
            </span>
            <span className={classes.quiet}>
              <Instant at={order.placedAt} show="day" /> · <OrderState order={order} />
            </span>
            {order.shipments.map((shipment, place) => (
              <Shipment key={place} shipment={shipment} />
            ))}
          </li>
        ))}
      </ul>
    </ContextPart>
  );
}

function OrderState({ order }: { order: ContactOrder }) {
  const { t, i18n } = useTranslation('conversations');
  const word = (key: string, otherwise: string) => (i18n.exists(`conversations:${key}`) ? t(key) : otherwise.replaceAll('_', ' '));
  return order.state === 'cancelled' ? word('orderState.cancelled', order.state) : [word(`orderState.${order.paymentState}`, order.paymentState), word(`orderState.${order.fulfilmentState}`, order.fulfilmentState)].join(', ');
}

function Shipment({ shipment: { status, carrier, trackingNumber, trackingUrl, estimatedAt } }: { shipment: ContactOrder['shipments'][number] }) {
  const { t, i18n } = useTranslation('conversations');
  const word = i18n.exists(`conversations:shipment.${status}`) ? t(`shipment.${status}`) : status.replaceAll('_', ' ');
  const name = [carrier, trackingNumber].filter(Boolean).join(' ');
  return (
    <span className={classes.inline}>
      <IconTruck size={16} aria-hidden />
      <span>
        {word}
        {estimatedAt && (
          <>
            {' '}
            · <Instant at={estimatedAt} show="day" />
          </>
        )}
        {name && ' · '}
        {trackingUrl && /^https?:/.test(trackingUrl) ? (
          <a href={trackingUrl} target="_blank" rel="noreferrer noopener">
            {name || t('shipment.follow')}
          </a>
        ) : (
          name
        )}
      </span>
    </span>
  );
}

/** The same person on other numbers and channels: nobody has to repeat themselves. */
export function EarlierConversations({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const others = useContact(conversation.contactId).data?.conversations.filter(({ id }) => id !== conversation.id) ?? [];
  if (others.length === 0) return null;
  return (
    <ContextPart title={t('context.others')}>
      <ul className={classes.list}>
        {others.map(({ id, connectionName, state, lastMessageAt }) => (
          <li key={id} className={classes.item}>
            <PageLink to={workspace.href(`conversations/${id}`)} keepSearch>
              {connectionName}
            </PageLink>
            <span className={classes.quiet}>
              {t(`state.${state}`)}
              {lastMessageAt && (
                <>
                  {' '}
                  · <Instant at={lastMessageAt} show="day" />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </ContextPart>
  );
}

export function EarlierSends({ contactId }: { contactId: string }) {
  const { t } = useTranslation('conversations');
  const reasonText = useReasonText();
  const sends = useEarlierSends(contactId).data?.items.filter(({ origin }) => origin === 'flow' || origin === 'campaign') ?? [];
  return (
    <ContextPart title={t('context.sends')}>
      {sends.length === 0 && <Nothing>{t('context.noSends')}</Nothing>}
      <ul className={classes.list}>
        {sends.map((send) => (
          <li key={send.id} className={classes.item}>
            <span className={classes.quiet}>
              {t(`origin.${send.origin}`)} · <Instant at={send.plannedAt} show="day" /> · {t(`states.${send.state}`)}
            </span>
            {send.reason && <span className={classes.quiet}>{reasonText(send.reason)}</span>}
            {send.cartId && <CartLink cartId={send.cartId} />}
          </li>
        ))}
      </ul>
    </ContextPart>
  );
}

function CartLink({ cartId }: { cartId: string }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  return (
    <PageLink to={workspace.href(`carts/${cartId}`)} className={classes.link}>
      <IconExternalLink size={14} aria-hidden /> {t('context.whyHere')}
    </PageLink>
  );
}
