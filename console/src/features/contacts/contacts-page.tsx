import { Text } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ContactPage } from '#contract/contact';
import type { Contact } from '#contract/contact';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Page } from '../../ui/page.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { ThreePane } from '../../ui/three-pane.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { ContactContext } from './contact-context.tsx';
import { ContactProfile } from './contact-profile.tsx';
import classes from './contacts.module.css';

/** People: all of them, and one with everything that is known. */
export default function ContactsPage() {
  const { t } = useTranslation('contacts');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { contactId } = useParams({ strict: false }) as { contactId?: string };
  return (
    <Page title={t('title')} purpose={t('purpose')} filled>
      <ThreePane
        labels={{ list: t('title'), detail: t('profile'), context: t('context') }}
        list={
          <>
            <FilterBar isInPane
              searchLabel={t('search')}
              filters={[{ name: 'consent', label: t('filter.consent'), options: (['granted', 'withdrawn', 'none'] as const).map((value) => ({ value, label: t(`words.${value}`) })) }]}
            />
            <List openId={contactId ?? null} />
          </>
        }
        detail={contactId ? <ContactProfile key={contactId} contactId={contactId} /> : null}
        context={contactId ? <ContactContext key={contactId} contactId={contactId} /> : null}
        nothingOpen={<EmptyState icon={IconAddressBook} title={t('nothingOpen')} />}
        onBack={() => void navigate({ to: workspace.href('contacts'), search: true })}
      />
    </Page>
  );
}

function List({ openId }: { openId: string | null }) {
  const { t } = useTranslation('contacts');
  const workspace = useWorkspace();
  const { one } = useUrlState();
  const filters = { search: one('q'), consent: one('consent'), tag: one('tag') };
  const isFiltered = Object.values(filters).some((value) => value !== '');
  return (
    <CursorList
      label={t('title')}
      namespace="contacts"
      queryKey={workspace.key('contact', 'list', filters)}
      load={(cursor, signal) => request(ContactPage, workspace.api('/contacts'), { query: { ...filters, cursor }, signal })}
      getId={(contact) => contact.id}
      openId={openId}
      empty={isFiltered ? <EmptyState title={t('noMatch.title')}>{t('noMatch.words')}</EmptyState> : <EmptyState title={t('empty.title')}>{t('empty.words')}</EmptyState>}
    >
      {(contact) => <ContactRow contact={contact} />}
    </CursorList>
  );
}

function ContactRow({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const workspace = useWorkspace();
  const address = contact.phone ?? contact.email;
  return (
    <PageLink to={workspace.href(`contacts/${contact.id}`)} keepSearch>
      <Text component="span" fw={550}>
        {contact.name ?? address ?? t('nameless')}
      </Text>
      <Text component="span" size="sm" c="dimmed">
        {[contact.name && address, contact.orderCount !== null && t('orders', { count: contact.orderCount })].filter(Boolean).join(' · ')}
      </Text>
      <span className={classes.badges}>
        <StatusBadge tone={contact.marketingConsent === 'granted' ? 'accent' : 'neutral'}>{t(`words.${contact.marketingConsent}`)}</StatusBadge>
        {contact.tags.slice(0, 3).map((tag) => (
          <span key={tag} className={classes.tag}>
            {tag}
          </span>
        ))}
      </span>
    </PageLink>
  );
}
