import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vendor } from '#contract/connection';
import { fieldProblems, request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { ConnectionDetail } from '#contract/connection';
import type { FormValues } from '../../ui/form-schema.ts';
import { Page, Section } from '../../ui/page.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { CopyField } from '../../ui/small-parts.tsx';
import { EmptyState, Loaded, useErrorText } from '../../ui/states.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';
import { useAddConnection, useVendors } from './connection-requests.ts';
import classes from './connections.module.css';
import { SettingsForm } from './settings-form.tsx';

/** A new account: its settings, then straight to the live check. */
export function NewConnection({ vendorId }: { vendorId: string }) {
  const { t } = useTranslation('connections');
  const workspace = useWorkspace();
  return (
    <Loaded query={useVendors()} namespace="connections">
      {({ items }) => {
        const vendor = items.find(({ id }) => id === vendorId);
        if (vendor) return <NewConnectionForm vendor={vendor} />;
        return <EmptyState isPage title={t('add.unknown')} action={<Button component={PageLink} to={workspace.href('settings/connections')}>{t('back')}</Button>} />;
      }}
    </Loaded>
  );
}

function NewConnectionForm({ vendor }: { vendor: Vendor }) {
  const { t, i18n } = useTranslation('connections');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const say = useErrorText('connections');
  const add = useAddConnection();
  const vendorName = t(`vendors.${vendor.id}.name`, { defaultValue: vendor.name });
  const [name, setName] = useState(`${workspace.name} · ${vendorName}`);
  const generated = useMemo(() => makeSecrets(vendor), [vendor]);
  const values = useMemo(() => ({ ...presetsOf(vendor, workspace), ...generated }), [vendor, workspace, generated]);
  const secrets = vendor.secretFields.filter((field) => field in generated);
  const submit = (settings: FormValues) =>
    add.mutate(
      { vendor: vendor.id, name: name.trim() || vendorName, settings },
      {
        onError: (error) => notifyFailed(say(error)),
        onSuccess: (connection) => {
          void navigate({ to: workspace.href(`settings/connections/${connection.id}`) });
          // The first check goes along; its result appears on the connection's own page.
          void request(ConnectionDetail, workspace.api(`/connections/${connection.id}/check`), { body: { subscribe: true } }).catch(() => undefined);
        },
      },
    );
  return (
    <Page
      title={t('add.heading', { vendor: vendorName })}
      purpose={t(`vendors.${vendor.id}.purpose`, { defaultValue: t(`ports.${vendor.port}.note`) })}
      actions={
        <Button component={PageLink} to={workspace.href('settings/connections')} variant="subtle">
          {t('back')}
        </Button>
      }
    >
      <Stack gap="md" className={classes.narrow}>
        {i18n.exists(`connections:vendors.${vendor.id}.where`) && <Text>{t(`vendors.${vendor.id}.where`)}</Text>}
        {secrets.length > 0 && (
          <Section title={t('add.generated')} note={t('add.generatedNote')}>
            {secrets.map((field) => (
              <CopyField key={field} label={t(`vendors.${vendor.id}.fields.${field}.title`, { defaultValue: field })} value={generated[field] ?? ''} />
            ))}
          </Section>
        )}
        <TextInput label={t('add.name')} description={t('add.nameHelp')} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <SettingsForm vendor={vendor} values={values} serverProblems={fieldProblems(add.error)} submitLabel={t('add.button')} isBusy={add.isPending} onSubmit={submit} />
      </Stack>
    </Page>
  );
}

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';

/** Fresh random values for what nobody else gives: letters and digits only, safe in any field. */
function makeSecrets(vendor: Vendor): Record<string, string> {
  return Object.fromEntries(Object.entries(vendor.generatedFields).map(([field, prefix]) => [field, `${prefix}_${randomText(32)}`]));
}

function randomText(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** What the workspace knows already. */
function presetsOf(vendor: Vendor, { currency, country }: { currency: string; country: string | null }): FormValues {
  const properties = (vendor.settings as { properties?: Record<string, unknown> }).properties ?? {};
  return { ...('currency' in properties && { currency }), ...('country' in properties && country && { country }) };
}
