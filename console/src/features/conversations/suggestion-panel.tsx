import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnswerSuggestion } from '#contract/agent-assist';
import classes from './composer.module.css';

/** What the engine would answer. A person reads it, changes it and sends it. */
export function SuggestionPanel({ suggestion, onUse, onDrop }: { suggestion: AnswerSuggestion | null; onUse: (text: string) => void; onDrop: () => void }) {
  const { t } = useTranslation('conversations');
  const isEmpty = suggestion === null || (suggestion.text === '' && suggestion.next === null);
  return (
    <section className={classes.suggestion} aria-label={t('suggestion.label')}>
      {suggestion?.next && (
        <Text size="sm">
          <strong>{suggestion.next.action}</strong> <span className={classes.why}>{suggestion.next.why}</span>
        </Text>
      )}
      {suggestion?.text && <p className={classes.suggested}>{suggestion.text}</p>}
      {isEmpty && <Text size="sm">{t(suggestion === null ? 'suggestion.absent' : 'suggestion.nothing')}</Text>}
      <Group gap="xs">
        {suggestion?.text && (
          <Button size="compact-sm" variant="light" onClick={() => onUse(suggestion.text)}>
            {t('suggestion.use')}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" onClick={onDrop}>
          {t('suggestion.drop')}
        </Button>
      </Group>
    </section>
  );
}
