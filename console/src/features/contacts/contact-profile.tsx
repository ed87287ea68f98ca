import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContactDetail } from '#contract/contact';
import { useWorkspace } from '../../app/workspace.tsx';
import { Instant, Money, RelativeTime } from '../../ui/figures.tsx';
import { Section } from '../../ui/page.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { isPreference, useAttributeName } from '../../ui/preferences.ts';
import { Facts } from '../../ui/small-parts.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { ContactEdit } from './contact-edit.tsx';
import { ContactTimelineList } from './contact-timeline.tsx';
import { EraseContact } from './erase-contact.tsx';
import { MergeContact } from './merge-contact.tsx';
import { useContact } from './contact-requests.ts';
import classes from './contacts.module.css';

export function ContactProfile({ contactId }: { contactId: string }) {
  return (
    <Loaded query={useContact(contactId)} namespace="contacts">
      {(contact) => <Profile contact={contact} />}
    </Loaded>
  );
}

function Profile({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const workspace = useWorkspace();
  if (contact.mergedInto) return <Alert title={t('merged.title')}><PageLink to={workspace.href(`contacts/${contact.mergedInto}`)}>{t('merged.open')}</PageLink></Alert>;
  if (contact.erasedAt) return <Alert title={t('erased.title')}>{t('erased.words')} <Instant at={contact.erasedAt} /></Alert>;
  return (
    <Stack gap="md" p="md">
      <header>
        <Title order={2}>{contact.name ?? contact.phone ?? contact.email ?? t('nameless')}</Title>
        <Text c="dimmed">
          {[contact.phone, contact.email].filter(Boolean).join(' · ')}
        </Text>
        {contact.orderCount !== null && (
          <Text size="sm">
            {t('orders', { count: contact.orderCount })}
            {contact.spentMinor !== null && contact.spentCurrency && (
              <>
                {' · '}
                <Money minor={contact.spentMinor} currency={contact.spentCurrency} />
              </>
            )}
          </Text>
        )}
      </header>
      <Conversations contact={contact} />
      <Carts contact={contact} />
      <Orders contact={contact} />
      <Preferences contact={contact} />
      <Returns contact={contact} />
      <Wishes contact={contact} />
      {workspace.can('agent') && <ContactEdit key={contact.updatedAt} contact={contact} />}
      <Section title={t('timeline.title')} note={t('timeline.note')}>
        <ContactTimelineList contactId={contact.id} />
      </Section>
      {workspace.can('admin') && (
        <div className={classes.danger}>
          <Group gap="xs">
            <Button component="a" href={workspace.api(`/contacts/${contact.id}/export`)} download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
              {t('export')}
            </Button>
            <MergeContact contactId={contact.id} />
            <EraseContact contact={contact} />
          </Group>
        </div>
      )}
    </Stack>
  );
}

function Conversations({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const workspace = useWorkspace();
  if (contact.conversations.length === 0) return null;
  return (
    <Group gap="xs">
      {contact.conversations.map((conversation) => (
        <Button key={conversation.id} component={PageLink} to={workspace.href(`conversations/${conversation.id}`)} variant="light">
          {t('conversation', { channel: conversation.connectionName })}
        </Button>
      ))}
    </Group>
  );
}

function Carts({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const workspace = useWorkspace();
  if (contact.carts.length === 0) return null;
  return (
    <Section title={t('carts')}>
      <ul className={classes.lines}>
        {contact.carts.map((cart) => (
          <li key={cart.id} className={classes.line}>
            <span>
              <PageLink to={workspace.href(`carts/${cart.id}`)}>{cart.titles.join(', ') || t('emptyCart')}</PageLink>
              <Text size="sm" c="dimmed">
                {t(`cartStates.${cart.state}`)} · <RelativeTime at={cart.activityAt} />
              </Text>
            </span>
            <Money minor={cart.totalMinor} currency={cart.currency} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Orders({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  if (contact.orders.length === 0) return null;
  return (
    <Section title={t('ordersTitle')}>
      <ul className={classes.lines}>
        {contact.orders.map((order) => (
          <li key={order.id} className={classes.line}>
            <span>
              {t('order', { number: order.number })}
              <Text size="sm" c="dimmed">
                {t(`payments.${order.paymentState}`, { defaultValue: order.paymentState })} · <RelativeTime at={order.placedAt} />
              </Text>
            </span>
            <Money minor={order.totalMinor} currency={order.currency} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the shopper stated in a conversation; edited with the other attributes below. */
function Preferences({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const nameOf = useAttributeName();
  const stated = Object.entries(contact.attributes).filter(([name]) => isPreference(name));
  if (stated.length === 0) return null;
  return (
    <Section title={t('preferences')}>
      <Facts facts={stated.map(([name, value]) => ({ label: nameOf(name), value: String(value) }))} />
    </Section>
  );
}

function Returns({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const workspace = useWorkspace();
  if (contact.returns.length === 0) return null;
  return (
    <Section title={t('returns')}>
      <ul className={classes.lines}>
        {contact.returns.map(({ id, orderNumber, kind, state, lineTitle, createdAt }) => (
          <li key={id} className={classes.line}>
            <span>
              <PageLink to={workspace.href(`returns/${id}`)}>{t('returnLine', { what: lineTitle ?? t('wholeOrder'), number: orderNumber })}</PageLink>
              <Text size="sm" c="dimmed">
                {t(`returnKinds.${kind}`)} · <RelativeTime at={createdAt} />
              </Text>
            </span>
            <StatusBadge tone={state === 'requested' ? 'attention' : 'neutral'}>{t(`returnStates.${state}`)}</StatusBadge>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Wishes({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  if (contact.wishes.length === 0) return null;
  return (
    <Section title={t('wishes')}>
      <ul className={classes.lines}>
        {contact.wishes.map(({ title, variantTitle, state, wishedAt }) => (
          <li key={`${title} ${variantTitle ?? ''} ${wishedAt}`} className={classes.line}>
            <span>
              {variantTitle ? `${title} (${variantTitle})` : title}
              <Text size="sm" c="dimmed">
                <RelativeTime at={wishedAt} />
              </Text>
            </span>
            <StatusBadge tone={state === 'told' ? 'accent' : 'neutral'}>{t(`wishStates.${state}`)}</StatusBadge>
          </li>
        ))}
      </ul>
    </Section>
  );
}
