import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconExternalLink, IconHandOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { useWorkspace } from '../../app/workspace.tsx';
import { Instant, Money, RelativeTime } from '../../ui/figures.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { toneOfOutcome, useOutcomeText, useReasonText } from '../../ui/reasons.ts';
import { Facts } from '../../ui/small-parts.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './context-panel.module.css';
import { useCarts, useContact, useConversation, useEarlierSends } from './conversation-requests.ts';
import { OptOutDialog } from './dialogs.tsx';
import { useNames } from './use-names.ts';

/** What is known of the person: who, what they want, what they bought, what they allow, what they got. */
export function ContextPanel({ conversationId }: { conversationId: string }) {
  return (
    <Loaded query={useConversation(conversationId)} namespace="conversations">
      {(conversation) => (
        <Stack gap="lg">
          <Person conversation={conversation} />
          <Consent conversation={conversation} />
          <Carts contactId={conversation.contactId} />
          <Orders contactId={conversation.contactId} />
          <Earlier contactId={conversation.contactId} />
        </Stack>
      )}
    </Loaded>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      {children}
    </section>
  );
}

function Person({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const names = useNames();
  const contact = useContact(conversation.contactId).data;
  const facts = [
    { label: t('context.address'), value: conversation.contactAddress ?? t('context.hidden') },
    ...(contact?.email && contact.email !== conversation.contactAddress ? [{ label: t('context.email'), value: contact.email }] : []),
    ...(contact?.country ? [{ label: t('context.country'), value: [contact.region, contact.country].filter(Boolean).join(', ') }] : []),
    { label: t('context.channel'), value: conversation.connectionName },
    ...(conversation.referral ? [{ label: t('context.referral'), value: conversation.referral.headline ?? conversation.referral.sourceType ?? t('context.advertisement') }] : []),
    ...(conversation.tags.length > 0 ? [{ label: t('context.tags'), value: conversation.tags.join(', ') }] : []),
  ];
  return (
    <Part title={names.person(conversation)}>
      <Facts facts={facts} />
      <PageLink to={workspace.href(`contacts/${conversation.contactId}`)} className={classes.link}>
        {t('context.openContact')}
      </PageLink>
    </Part>
  );
}

const consentTones = { granted: 'accent', withdrawn: 'attention', none: 'neutral' } as const;

function Consent({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const [isOpen, dialog] = useDisclosure(false);
  const canAct = useWorkspace().can('agent');
  const { marketingConsent } = conversation;
  return (
    <Part title={t('context.consent')}>
      <StatusBadge tone={consentTones[marketingConsent]}>{t(`consent.${marketingConsent}`)}</StatusBadge>
      {canAct && marketingConsent !== 'withdrawn' && (
        <Button mt="xs" size="compact-sm" variant="default" leftSection={<IconHandOff size={16} aria-hidden />} onClick={dialog.open} className={classes.block ?? ''}>
          {t('optOut.open')}
        </Button>
      )}
      <OptOutDialog conversation={conversation} opened={isOpen} onClose={dialog.close} />
    </Part>
  );
}

function Carts({ contactId }: { contactId: string }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const outcome = useOutcomeText();
  const items = useCarts(contactId).data?.items ?? [];
  return (
    <Part title={t('context.carts')}>
      {items.length === 0 && <Nothing>{t('context.noCarts')}</Nothing>}
      <ul className={classes.list}>
        {items.map((cart) => (
          <li key={cart.id} className={classes.item}>
            <PageLink to={workspace.href(`carts/${cart.id}`)} className={classes.cart}>
              {cart.imageUrl && <img src={cart.imageUrl} alt="" className={classes.picture} loading="lazy" />}
              <span className={classes.words}>
                <span>{cart.titles.join(', ') || t('context.emptyCart')}</span>
                <span className={classes.quiet}>
                  <Money minor={cart.totalMinor} currency={cart.currency} /> · <RelativeTime at={cart.activityAt} />
                </span>
                <StatusBadge tone={toneOfOutcome(cart.standing.outcome)}>{outcome(cart.standing.outcome)}</StatusBadge>
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Orders({ contactId }: { contactId: string }) {
  const { t } = useTranslation('conversations');
  const orders = useContact(contactId).data?.orders.slice(0, 4) ?? [];
  return (
    <Part title={t('context.orders')}>
      {orders.length === 0 && <Nothing>{t('context.noOrders')}</Nothing>}
      <ul className={classes.list}>
        {orders.map((order) => (
          <li key={order.id} className={classes.item}>
            {order.number} · <Money minor={order.totalMinor} currency={order.currency} />
            <span className={classes.quiet}>
              <Instant at={order.placedAt} show="day" />
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Earlier({ contactId }: { contactId: string }) {
  const { t } = useTranslation('conversations');
  const reasonText = useReasonText();
  const sends = useEarlierSends(contactId).data?.items.filter(({ origin }) => origin !== 'person' && origin !== 'system') ?? [];
  return (
    <Part title={t('context.sends')}>
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
    </Part>
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

const Nothing = ({ children }: { children: ReactNode }) => (
  <Text size="xs" c="dimmed">
    {children}
  </Text>
);
