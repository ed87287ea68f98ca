import { Button, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiKeyRole } from '#contract/member';
import type { ApiKey, ApiKeyInput, CreatedApiKey } from '#contract/member';
import { useFormats } from '../../ui/formats.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { CopyField } from '../../ui/small-parts.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { notifyUndoable } from '../../ui/undoable.tsx';
import { useApiKeyChanges, useApiKeys } from './api-key-requests.ts';
import { RoleSelect } from './role-select.tsx';
import { Row, Rows } from './rows.tsx';
import { useChange } from './use-change.ts';

/** Keys for the merchant's own programs. */
export default function ApiKeysPage() {
  const { t } = useTranslation('workspaces');
  return (
    <Page
      title={t('apiKeys.title')}
      purpose={t('apiKeys.purpose')}
      actions={
        <Button component="a" href="/docs/api" target="_blank" variant="default">
          {t('apiKeys.docs')}
        </Button>
      }
    >
      <Loaded query={useApiKeys()} namespace="workspaces">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('apiKeys.empty')}>{t('apiKeys.emptyWords')}</EmptyState>
          ) : (
            <Rows label={t('apiKeys.title')}>
              {items.map((apiKey) => (
                <ApiKeyRow key={apiKey.id} apiKey={apiKey} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      <Section title={t('apiKeys.new')}>
        <ApiKeyForm />
      </Section>
    </Page>
  );
}

function ApiKeyForm() {
  const { t } = useTranslation('workspaces');
  const { create } = useApiKeyChanges();
  const change = useChange('api_key');
  const [name, setName] = useState('');
  const [role, setRole] = useState<ApiKeyInput['role']>('analyst');
  const [days, setDays] = useState<number | null>(365);
  const [made, setMade] = useState<CreatedApiKey | null>(null);
  const submit = () =>
    void change(async () => {
      setMade(await create({ name: name.trim(), role, ...(days !== null && { expiresInDays: days }) }));
      setName('');
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm" maw={480}>
        <TextInput label={t('apiKeys.name')} description={t('apiKeys.nameHelp')} required maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <RoleSelect label={t('apiKeys.role')} choices={ApiKeyRole.options} value={role} onChange={setRole} isExplained />
        <NumberInput
          label={t('apiKeys.days')}
          description={t('apiKeys.daysHelp')}
          min={1}
          max={3650}
          allowDecimal={false}
          value={days ?? ''}
          onChange={(value) => setDays(typeof value === 'number' ? value : null)}
        />
        <Group>
          <Button type="submit">{t('apiKeys.button')}</Button>
        </Group>
        {made && (
          <div role="status">
            <CopyField label={t('apiKeys.made', { name: made.name })} value={made.key} help={t('apiKeys.madeHelp')} />
          </div>
        )}
      </Stack>
    </form>
  );
}

function ApiKeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('workspaces');
  const app = useTranslation('app').t;
  const { instant, relative } = useFormats();
  const { revoke } = useApiKeyChanges();
  const change = useChange('api_key');
  const note = [
    `…${apiKey.hint}`,
    app(`roles.${apiKey.role}`),
    apiKey.lastUsedAt === null ? t('apiKeys.neverUsed') : t('apiKeys.used', { when: relative(apiKey.lastUsedAt) }),
    apiKey.expiresAt === null ? t('apiKeys.lasts') : t('apiKeys.expires', { when: instant(apiKey.expiresAt) }),
  ].join(' · ');
  const askToRevoke = () => notifyUndoable({ done: t('apiKeys.revokedOne', { name: apiKey.name }), undo: () => undefined, commit: () => change(() => revoke(apiKey.id)) });
  return (
    <Row name={apiKey.name} note={note}>
      {apiKey.revokedAt === null ? (
        <Button variant="subtle" onClick={askToRevoke} aria-label={t('apiKeys.revokeOne', { name: apiKey.name })}>
          {t('apiKeys.revoke')}
        </Button>
      ) : (
        <StatusBadge>{t('apiKeys.revoked')}</StatusBadge>
      )}
    </Row>
  );
}
