import { Button, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf, languages } from '#contract/language';
import type { Language } from '#contract/language';
import classes from './assistant.module.css';

type Words = Record<Language, string>;

interface WordsFieldsProps {
  label: string;
  help?: string;
  /** Null: the built-in words. */
  words: Words | null;
  usual: Words;
  maxLength: number;
  error?: string | undefined;
  isDisabled: boolean;
  onChange: (words: Words | null) => void;
  /** How the words read to a shopper. */
  preview?: (words: string) => string;
}

/** What a shopper reads, in each language; the built-in words stand there until they are changed. */
export function WordsFields({ label, help, words, usual, maxLength, error, isDisabled, onChange, preview }: WordsFieldsProps) {
  const { t, i18n } = useTranslation('assistant');
  const [language, setLanguage] = useState<Language>(languageOf(i18n.language) ?? 'es');
  const shown = (words ?? usual)[language];
  return (
    <Stack gap="xs">
      <SegmentedControl className="mch-start" aria-label={t('words.language')} value={language} onChange={(value) => setLanguage(languageOf(value) ?? language)} data={languages.map((value) => ({ value, label: t(`language.${value}`) }))} />
      <Textarea label={label} description={help} autosize minRows={2} maxRows={8} maxLength={maxLength} disabled={isDisabled} value={shown} error={error ?? (shown.trim() === '' ? t('words.empty') : null)} onChange={(event) => onChange({ ...usual, ...words, [language]: event.currentTarget.value })} />
      <Text size="xs" c="dimmed">
        {words === null ? t('words.usual') : t('words.own')}
      </Text>
      {preview && (
        <div className={classes.chat} role="group" aria-label={t('words.preview')}>
          <p className={classes.theirs}>{preview(shown)}</p>
        </div>
      )}
      {words !== null && !isDisabled && (
        <Button variant="subtle" size="compact-sm" className="mch-start" onClick={() => onChange(null)}>
          {t('words.back')}
        </Button>
      )}
    </Stack>
  );
}
