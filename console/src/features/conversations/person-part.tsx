import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContactDetail } from '#contract/contact';
import type { ConversationDetail } from '#contract/conversation';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { useAttributeName } from '../../ui/preferences.ts';
import { Facts } from '../../ui/small-parts.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './context-panel.module.css';
import { ContextPart } from './context-part.tsx';
import { useContact } from './conversation-requests.ts';
import { OptOutDialog } from './dialogs.tsx';
import { useNames } from './use-names.ts';

/** Who this is: addresses, how much they bought, what they told about themselves. */
export function PersonPart({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const names = useNames();
  const formats = useFormats();
  const attributeName = useAttributeName();
  const contact = useContact(conversation.contactId).data;
  const spent = contact && contact.spentMinor !== null ? formats.money(contact.spentMinor, contact.spentCurrency ?? undefined) : null;
  const facts = [
    { label: t('context.address'), value: conversation.contactAddress ?? t('context.hidden') },
    ...(contact?.email && contact.email !== conversation.contactAddress ? [{ label: t('context.email'), value: contact.email }] : []),
    ...(contact?.country ? [{ label: t('context.country'), value: [contact.region, formats.country(contact.country)].filter(Boolean).join(', ') }] : []),
    { label: t('context.channel'), value: conversation.connectionName },
    ...(contact?.orderCount ? [{ label: t('context.bought'), value: [t('context.orderCount', { count: contact.orderCount, number: formats.number(contact.orderCount) }), spent].filter(Boolean).join(' · ') }] : []),
    ...(conversation.referral ? [{ label: t('context.referral'), value: conversation.referral.headline ?? conversation.referral.sourceType ?? t('context.advertisement') }] : []),
    ...(contact && contact.tags.length > 0 ? [{ label: t('context.personTags'), value: contact.tags.join(', ') }] : []),
    ...(conversation.tags.length > 0 ? [{ label: t('context.tags'), value: conversation.tags.join(', ') }] : []),
    ...(contact ? statedBy(contact, attributeName) : []),
  ];
  return (
    <ContextPart title={names.person(conversation)}>
      <Facts facts={facts} />
      <PageLink to={workspace.href(`contacts/${conversation.contactId}`)} className={classes.link}>
        {t('context.openContact')}
      </PageLink>
    </ContextPart>
  );
}

/** What the person or the shop told: size, for whom, tier. */
function statedBy({ attributes }: ContactDetail, nameOf: (name: string) => string): { label: string; value: string }[] {
  return Object.entries(attributes)
    .slice(0, 8)
    .map(([name, value]) => ({ label: nameOf(name), value: String(value) }));
}

const consentTones = { granted: 'accent', withdrawn: 'attention', none: 'neutral' } as const;

export function ConsentPart({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const [isOpen, dialog] = useDisclosure(false);
  const canAct = useWorkspace().can('agent');
  const { marketingConsent } = conversation;
  return (
    <ContextPart title={t('context.consent')}>
      <StatusBadge tone={consentTones[marketingConsent]}>{t(`consent.${marketingConsent}`)}</StatusBadge>
      {canAct && marketingConsent !== 'withdrawn' && (
        <Button mt="xs" size="compact-sm" variant="default" leftSection={<IconHandOff size={16} aria-hidden />} onClick={dialog.open} className={classes.block ?? ''}>
          {t('optOut.open')}
        </Button>
      )}
      <OptOutDialog conversation={conversation} opened={isOpen} onClose={dialog.close} />
    </ContextPart>
  );
}
