import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ContactTimeline } from '#contract/contact';
import type { ContactEvent } from '#contract/contact';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { Instant } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import classes from './contacts.module.css';

/** Everything of a person in one line of time. */
export function ContactTimelineList({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const workspace = useWorkspace();
  return (
    <CursorList
      label={t('timeline.title')}
      namespace="contacts"
      queryKey={workspace.key('contact', contactId, 'timeline')}
      load={(cursor, signal) => request(ContactTimeline, workspace.api(`/contacts/${contactId}/timeline`), { query: { cursor, limit: 30 }, signal })}
      getId={(event) => `${event.kind} ${event.id}`}
      empty={<Text c="dimmed">{t('timeline.empty')}</Text>}
    >
      {(event) => <EventLine event={event} />}
    </CursorList>
  );
}

const folders: Partial<Record<ContactEvent['kind'], string>> = { cart: 'carts', order: 'carts', message: 'conversations' };

function EventLine({ event }: { event: ContactEvent }) {
  const workspace = useWorkspace();
  const words = useEventWords()(event);
  const folder = folders[event.kind];
  return (
    <div className={classes.line}>
      <span>
        {folder && event.subjectId ? <PageLink to={workspace.href(`${folder}/${event.subjectId}`)}>{words.title}</PageLink> : words.title}
        {words.note && (
          <Text size="sm" c="dimmed">
            {words.note}
          </Text>
        )}
      </span>
      <Text size="sm" c="dimmed" component="span">
        <Instant at={event.at} />
      </Text>
    </div>
  );
}

function useEventWords(): (event: ContactEvent) => { title: string; note: string | null } {
  const { t } = useTranslation('contacts');
  const { money } = useFormats();
  return ({ kind, details }) => {
    const text = (name: string) => (typeof details[name] === 'string' ? details[name] : '');
    const amount = () => money(Number(details['totalMinor'] ?? 0), text('currency') || 'USD');
    switch (kind) {
      case 'cart':
        return { title: t(`timeline.cart.${text('state')}`), note: amount() };
      case 'order':
        return { title: t('order', { number: text('number') }), note: `${amount()} · ${t(`payments.${text('paymentState')}`, { defaultValue: text('paymentState') })}` };
      case 'message':
        return { title: t(`timeline.message.${text('direction')}`), note: text('text') || text('type') };
      case 'send':
        return { title: t('timeline.send', { origin: t(`timeline.origins.${text('origin')}`) }), note: t(`timeline.sendStates.${text('state')}`) };
      case 'consent':
        return { title: t(`timeline.consent.${text('state')}`, { channel: t(`channels.${text('channel')}`) }), note: t('timeline.source', { source: text('source') }) };
      case 'activity':
        return { title: t(`timeline.activity.${text('kind')}`, { defaultValue: text('name') || text('kind') }), note: text('productKey') || null };
    }
  };
}
