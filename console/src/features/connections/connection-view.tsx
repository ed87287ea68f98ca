import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionDetail, ConnectionState } from '#contract/connection';
import { fieldProblems } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { CopyField, Facts } from '../../ui/small-parts.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { notifyUndoable } from '../../ui/undoable.tsx';
import { useAct } from '../../ui/use-act.ts';
import { standingOf } from './connection-cards.tsx';
import { ConnectionCheck } from './connection-check.tsx';
import { ConnectionReadings } from './connection-readings.tsx';
import { useChangeConnection, useConnection, useVendors } from './connection-requests.ts';
import classes from './connections.module.css';
import { SettingsForm } from './settings-form.tsx';
import { useVendorName } from './vendor-name.ts';

export function ConnectionView({ connectionId }: { connectionId: string }) {
  return (
    <Loaded query={useConnection(connectionId)} namespace="connections">
      {(connection) => <View connection={connection} />}
    </Loaded>
  );
}

function View({ connection }: { connection: ConnectionDetail }) {
  const { t } = useTranslation('connections');
  const workspace = useWorkspace();
  const nameOf = useVendorName();
  const { word, tone } = standingOf(connection);
  return (
    <Page
      title={connection.name}
      purpose={[nameOf(connection), connection.accountName].filter(Boolean).join(' · ')}
      actions={
        <>
          <Button component={PageLink} to={workspace.href('settings/connections')} variant="subtle">
            {t('back')}
          </Button>
          {workspace.can('admin') && <StateButtons connection={connection} />}
        </>
      }
    >
      <Group gap="md">
        <StatusBadge tone={tone}>{t(`standing.${word}`)}</StatusBadge>
        {connection.openFailures > 0 && (
          <PageLink to={workspace.href('settings/intake')} search={{ connectionId: connection.id }}>
            {t('openFailures', { count: connection.openFailures })}
          </PageLink>
        )}
      </Group>
      {connection.closedReason && <Alert mt="md" title={t('closedByVendor')}>{connection.closedReason}</Alert>}
      <ConnectionCheck connection={connection} />
      <Section title={t('hook.title')} note={t('hook.note')}>
        <div className={classes.narrow}>
          <CopyField label={t(connection.pasteLine === null ? 'hook.label' : 'hook.paste')} value={connection.pasteLine ?? connection.hookUrl} help={t(`hook.help.${connection.vendor}`, { defaultValue: t('hook.help.other') })} />
        </div>
      </Section>
      {connection.readings.length > 0 && <ConnectionReadings connection={connection} />}
      <Section title={t('can.title')}>
        <Group gap={8}>
          {connection.capabilities.map((capability) => (
            <StatusBadge key={capability} tone="accent">
              {t(`can.${capability}`, { defaultValue: capability })}
            </StatusBadge>
          ))}
        </Group>
      </Section>
      <AccountFacts connection={connection} />
      {workspace.can('admin') && <SettingsSection connection={connection} />}
    </Page>
  );
}

/** What the vendor says of the account, in words where we have them. */
function AccountFacts({ connection }: { connection: ConnectionDetail }) {
  const { t, i18n } = useTranslation('connections');
  const { country } = useFormats();
  const facts = Object.entries(connection.facts)
    .filter(([name, value]) => value !== null && i18n.exists(`connections:facts.${name}`))
    .map(([name, value]) => ({ label: t(`facts.${name}`), value: name === 'country' ? country(String(value)) : t(`factValues.${String(value)}`, { defaultValue: String(value) }) }));
  if (facts.length === 0) return null;
  return (
    <Section title={t('facts.title')}>
      <Facts facts={facts} />
    </Section>
  );
}

function SettingsSection({ connection }: { connection: ConnectionDetail }) {
  const { t } = useTranslation('connections');
  const act = useAct('connections');
  const change = useChangeConnection(connection.id);
  const [name, setName] = useState(connection.name);
  const vendors = useVendors();
  const isClosed = connection.state === 'closed';
  return (
    <Section title={t('form.title')} note={t('form.note')}>
      <Loaded query={vendors} namespace="connections">
        {({ items }) => {
          const vendor = items.find(({ id }) => id === connection.vendor);
          if (!vendor || isClosed) return <Text c="dimmed">{t('form.closed')}</Text>;
          return (
            <Stack gap="md" className={classes.narrow}>
              <TextInput label={t('add.name')} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
              <SettingsForm
                vendor={vendor}
                values={connection.settings}
                storedSecrets={connection.storedSecrets}
                serverProblems={fieldProblems(change.error)}
                submitLabel={t('form.save')}
                isBusy={change.isPending}
                onSubmit={(settings) =>
                  void act(() => change.mutateAsync({ settings, ...(name.trim() !== '' && { name: name.trim() }) }), t('form.saved'))
                }
              />
            </Stack>
          );
        }}
      </Loaded>
    </Section>
  );
}

function StateButtons({ connection }: { connection: ConnectionDetail }) {
  const { t } = useTranslation('connections');
  const act = useAct('connections');
  const change = useChangeConnection(connection.id);
  const move = (state: ConnectionState) => void act(() => change.mutateAsync({ state }), t(`moved.${state}`));
  const close = () => notifyUndoable({ done: t('closing'), undo: () => undefined, commit: () => move('closed') });
  return (
    <>
      {connection.state === 'active' && (
        <Button variant="default" onClick={() => move('paused')} loading={change.isPending}>
          {t('pause')}
        </Button>
      )}
      {connection.state !== 'active' && (
        <Button onClick={() => move('active')} loading={change.isPending}>
          {connection.state === 'paused' ? t('resume') : t('reopen')}
        </Button>
      )}
      {connection.state !== 'closed' && (
        <Button variant="subtle" color="red" onClick={close}>
          {t('close')}
        </Button>
      )}
    </>
  );
}
