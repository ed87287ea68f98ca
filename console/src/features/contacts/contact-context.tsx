import { Button, Checkbox, Group, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentChannels } from '#contract/inbound-event';
import type { ConsentChannel } from '#contract/inbound-event';
import type { ConsentLedger } from '#contract/consent';
import { useWorkspace } from '../../app/workspace.tsx';
import { Instant, RelativeTime } from '../../ui/figures.tsx';
import { Facts } from '../../ui/small-parts.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useConsents, useContact, useRecordConsent } from './contact-requests.ts';
import classes from './contacts.module.css';

/** Who this is and what they agreed to. */
export function ContactContext({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const contact = useContact(contactId).data;
  const workspace = useWorkspace();
  const isThere = contact && !contact.erasedAt && !contact.mergedInto;
  return (
    <Stack gap="lg" p="md">
      <section>
        <Title order={3}>{t('identities.title')}</Title>
        {contact && (
          <Facts
            facts={contact.identities.map(({ kind, value, connectionName, isReported, unreachableUntil }) => ({
              label: [t(`identities.${kind}`), connectionName].filter(Boolean).join(' · '),
              value: (
                <>
                  {value} {isReported && <StatusBadge tone="accent">{t('identities.reported')}</StatusBadge>}
                  {unreachableUntil && <StatusBadge tone="attention">{t('identities.unreachable')}</StatusBadge>}
                </>
              ),
            }))}
          />
        )}
        {contact && <Text size="sm" c="dimmed">{t('since')} <Instant at={contact.createdAt} show="day" /></Text>}
      </section>
      <section>
        <Title order={3}>{t('consent.title')}</Title>
        <Loaded query={useConsents(contactId)} namespace="contacts">
          {(ledger) => (
            <>
              <Standings ledger={ledger} />
              {isThere && workspace.can('agent') && <RecordConsent contactId={contactId} />}
              <Ledger ledger={ledger} />
            </>
          )}
        </Loaded>
        <Button component="a" href={workspace.api(`/contacts/${contactId}/consents/proof`)} download variant="subtle" mt="xs">
          {t('consent.proof')}
        </Button>
      </section>
    </Stack>
  );
}

function Standings({ ledger }: { ledger: ConsentLedger }) {
  const { t } = useTranslation('contacts');
  if (ledger.standings.length === 0) return <Text c="dimmed">{t('consent.none')}</Text>;
  return (
    <ul className={classes.lines}>
      {ledger.standings.map(({ channel, purpose, state, since, isSuppressed }) => (
        <li key={`${channel} ${purpose}`} className={classes.line}>
          <span>
            {t(`channels.${channel}`)} · {t(`purposes.${purpose}`)}
            <Text size="sm" c="dimmed">
              <RelativeTime at={since} />
            </Text>
          </span>
          <StatusBadge tone={state === 'granted' && !isSuppressed ? 'accent' : 'attention'}>{isSuppressed ? t('consent.suppressed') : t(`words.${state}`)}</StatusBadge>
        </li>
      ))}
    </ul>
  );
}

function Ledger({ ledger }: { ledger: ConsentLedger }) {
  const { t } = useTranslation('contacts');
  if (ledger.items.length === 0) return null;
  return (
    <details>
      <summary>{t('consent.history', { count: ledger.items.length })}</summary>
      <ul className={classes.lines}>
        {ledger.items.map((entry) => (
          <li key={entry.id} className={classes.line}>
            <span>
              {t(`timeline.consent.${entry.state}`, { channel: t(`channels.${entry.channel}`) })}
              <Text size="sm" c="dimmed">
                <Instant at={entry.occurredAt} /> · {entry.source}
              </Text>
              {entry.wording && <Text size="sm">«{entry.wording}»</Text>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A member writes down what the person said: an opt-in with its proof, or an opt-out. */
function RecordConsent({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const act = useAct('contacts');
  const record = useRecordConsent(contactId);
  const [isOpen, setOpen] = useState(false);
  const [channel, setChannel] = useState<ConsentChannel>('whatsapp');
  const [wording, setWording] = useState('');
  const [place, setPlace] = useState('');
  const [ownInitiative, setOwnInitiative] = useState(false);
  const write = async (entry: Parameters<typeof record.mutateAsync>[0]) => {
    if (await act(() => record.mutateAsync(entry), t('saved'))) setOpen(false);
  };
  if (!isOpen) {
    return (
      <Button variant="default" onClick={() => setOpen(true)} my="xs">
        {t('consent.record')}
      </Button>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void write({ channel, state: 'granted', wording, place, ownInitiative });
      }}
    >
      <Stack gap="xs" my="xs">
        <Select label={t('consent.channel')} allowDeselect={false} data={consentChannels.map((value) => ({ value, label: t(`channels.${value}`) }))} value={channel} onChange={(next) => setChannel(consentChannels.find((one) => one === next) ?? 'whatsapp')} />
        <Textarea label={t('consent.wording')} description={t('consent.wordingHelp')} required autosize minRows={2} maxLength={2000} value={wording} onChange={(event) => setWording(event.currentTarget.value)} />
        <TextInput label={t('consent.place')} description={t('consent.placeHelp')} required maxLength={500} value={place} onChange={(event) => setPlace(event.currentTarget.value)} />
        <Checkbox label={t('consent.ownInitiative')} checked={ownInitiative} onChange={(event) => setOwnInitiative(event.currentTarget.checked)} />
        <Group gap="xs">
          <Button type="submit" loading={record.isPending}>
            {t('consent.grant')}
          </Button>
          <Button variant="default" onClick={() => void write({ channel, state: 'withdrawn' })}>
            {t('consent.withdraw')}
          </Button>
          <Button variant="subtle" onClick={() => setOpen(false)}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
