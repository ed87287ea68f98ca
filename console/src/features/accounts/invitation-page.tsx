import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../ui/url-state.ts';
import { AccountFrame } from './account-frame.tsx';
import { acceptInvitation } from './account-requests.ts';
import { useEntry } from './use-entry.ts';

/** Opened from the e-mail of an invitation: `/invitation?token=…`. */
export default function InvitationPage() {
  const { t } = useTranslation('accounts');
  const { attempt, isBusy, problem } = useEntry();
  const token = useUrlState().one('token');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const submit = () =>
    void attempt(async () => {
      await acceptInvitation({ token, name, password });
      return true;
    });
  return (
    <AccountFrame title={t('invitation.title')} words={t('invitation.words')} problem={token ? problem : t('invitation.noToken')} onSubmit={submit}>
      <TextInput label={t('name')} required autoFocus autoComplete="name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <PasswordInput
        label={t('password')}
        description={t('invitation.passwordHelp')}
        required
        minLength={10}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
      />
      <Button type="submit" loading={isBusy} disabled={!token}>
        {t('invitation.button')}
      </Button>
    </AccountFrame>
  );
}
