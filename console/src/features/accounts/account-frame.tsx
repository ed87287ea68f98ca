import { Alert, Group, Select, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../../app/i18n.ts';
import { languageNames, languages } from '../../app/languages.ts';
import type { Language } from '../../app/languages.ts';
import classes from './account-frame.module.css';

export interface AccountFrameProps {
  title: string;
  words: string;
  problem: string | null;
  onSubmit: () => void;
  /** Fields and buttons of the form. */
  children: ReactNode;
  /** Another way in, under the form. */
  below?: ReactNode;
}

/** The pages before the console: one form, one language switch. */
export function AccountFrame({ title, words, problem, onSubmit, children, below }: AccountFrameProps) {
  const { t, i18n } = useTranslation('accounts');
  useEffect(() => {
    document.title = `${title} · Marchante`;
  }, [title]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Group gap={10}>
          <img src="/favicon.svg" alt="" width={32} height={32} />
          <Text fw={650} size="lg">
            Marchante
          </Text>
        </Group>
        <Select
          aria-label={t('language')}
          w={140}
          allowDeselect={false}
          value={i18n.language}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(value) => value && void changeLanguage(value as Language)}
        />
      </header>
      <main className={classes.main}>
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        <Text c="dimmed" className={classes.words}>
          {words}
        </Text>
        {problem && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={20} aria-hidden />} role="alert" mb="md">
            {problem}
          </Alert>
        )}
        <form onSubmit={submit} className={classes.form}>
          {children}
        </form>
        {below && <div className={classes.below}>{below}</div>}
      </main>
    </div>
  );
}
