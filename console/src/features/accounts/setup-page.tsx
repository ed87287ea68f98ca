import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountFrame } from './account-frame.tsx';
import { setUp, signIn } from './account-requests.ts';
import { guessCountry, listCountries } from './countries.ts';
import { useEntry } from './use-entry.ts';

const shortestPassword = 10;

/** The first page of an empty installation: names the shop and its owner. */
export default function SetupPage() {
  const { t, i18n } = useTranslation('accounts');
  const { attempt, isBusy, problem } = useEntry();
  const countries = useMemo(() => listCountries(i18n.language), [i18n.language]);
  const [answers, setAnswers] = useState({ workspaceName: '', country: guessCountry(navigator.languages), name: '', email: '', password: '' });
  const change = (name: keyof typeof answers) => (event: React.ChangeEvent<HTMLInputElement>) => setAnswers({ ...answers, [name]: event.target.value });
  const submit = () =>
    void attempt(async () => {
      await setUp({ ...answers, email: answers.email.trim() });
      const { needsCode } = await signIn({ email: answers.email.trim(), password: answers.password });
      return !needsCode;
    });
  return (
    <AccountFrame title={t('setup.title')} words={t('setup.words')} problem={problem} onSubmit={submit}>
      <TextInput label={t('setup.workspaceName')} required autoFocus autoComplete="organization" value={answers.workspaceName} onChange={change('workspaceName')} />
      <Select
        label={t('setup.country')}
        description={t('setup.countryHelp')}
        required
        searchable
        allowDeselect={false}
        data={countries}
        value={answers.country}
        onChange={(country) => country && setAnswers({ ...answers, country })}
      />
      <TextInput label={t('name')} required autoComplete="name" value={answers.name} onChange={change('name')} />
      <TextInput label={t('email')} type="email" required autoComplete="username" value={answers.email} onChange={change('email')} />
      <PasswordInput
        label={t('password')}
        description={t('passwordHelp', { count: shortestPassword })}
        required
        minLength={shortestPassword}
        autoComplete="new-password"
        value={answers.password}
        onChange={change('password')}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
      />
      <Button type="submit" loading={isBusy}>
        {t('setup.button')}
      </Button>
    </AccountFrame>
  );
}
