import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/page.tsx';
import classes from './assistant.module.css';
import { Phone } from './phone.tsx';
import { TurnWork } from './turn-work.tsx';
import { useAssistantWords } from './use-assistant-words.ts';
import type { SettingsDraft } from './use-settings-draft.ts';
import type { TryOut } from './use-try-out.ts';

/** A conversation to play, with what the last answer stands on beside it. */
export function TryTab({ draft, tryOut }: { draft: SettingsDraft; tryOut: TryOut }) {
  const { t } = useTranslation('assistant');
  const words = useAssistantWords();
  const last = tryOut.said.findLast((piece) => piece.from === 'it');
  return (
    <div className={classes.trying}>
      <Phone draft={draft} tryOut={tryOut} />
      <div className={classes.lastAnswer}>
        <Section title={t('try.lastAnswer')} note={last?.from === 'it' ? words.engineLine(last.answer.turn) : null}>
          {last?.from === 'it' ? <TurnWork turn={last.answer.turn} /> : <Text c="dimmed">{t('try.lastAnswerEmpty')}</Text>}
        </Section>
      </div>
    </div>
  );
}
