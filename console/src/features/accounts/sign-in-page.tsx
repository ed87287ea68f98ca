import { Button, PasswordInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/me.ts';
import { AccountFrame } from './account-frame.tsx';
import { signIn, signInToDemo } from './account-requests.ts';
import { SecondFactorForm } from './second-factor-form.tsx';
import { useEntry } from './use-entry.ts';

export default function SignInPage() {
  const { t } = useTranslation('accounts');
  const { attempt, isBusy, problem } = useEntry();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const isDemo = useMe()?.demo ?? false;

  if (needsCode) return <SecondFactorForm onBack={() => setNeedsCode(false)} />;

  const submit = () =>
    void attempt(async () => {
      const reply = await signIn({ email: email.trim(), password });
      setNeedsCode(reply.needsCode);
      return !reply.needsCode;
    });
  const openDemo = () =>
    void attempt(async () => {
      await signInToDemo();
      return true;
    });
  const demo = (
    <>
      <Button fullWidth variant="default" onClick={openDemo} disabled={isBusy}>
        {t('demo.button')}
      </Button>
      <Text size="xs" c="dimmed" mt="xs">
        {t('demo.help')}
      </Text>
    </>
  );
  return (
    <AccountFrame title={t('signIn.title')} words={t('signIn.words')} problem={problem} onSubmit={submit} below={isDemo && demo}>
      <TextInput label={t('email')} type="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <PasswordInput
        label={t('password')}
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
      />
      <Button type="submit" loading={isBusy}>
        {t('signIn.button')}
      </Button>
    </AccountFrame>
  );
}
