import { ActionIcon, Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconRefresh, IconSend2 } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageOf, languages } from '#contract/language';
import { useWorkspace } from '../../app/workspace.tsx';
import classes from './phone.module.css';
import { PhoneAnswer } from './phone-answer.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';
import type { TryOut } from './use-try-out.ts';

/** A phone on which the merchant plays a shopper. Nothing is sent and nothing is kept. */
export function Phone({ draft, tryOut }: { draft: SettingsDraft; tryOut: TryOut }) {
  const { t } = useTranslation('assistant');
  const shop = useWorkspace().name;
  const end = useRef<HTMLDivElement>(null);
  const { said, isThinking, problem, language } = tryOut;
  useEffect(() => {
    const chat = end.current?.parentElement;
    if (chat && said.length > 0) chat.scrollTop = chat.scrollHeight;
  }, [said.length, isThinking]);
  if (!tryOut.canTry) return <Text c="dimmed">{t('try.forAgents')}</Text>;
  return (
    <div>
      <Group justify="space-between" gap="xs" mb="xs">
        <SegmentedControl size="xs" aria-label={t('try.language')} value={language} onChange={(value) => tryOut.setLanguage(languageOf(value) ?? language)} data={languages.map((value) => ({ value, label: t(`language.${value}`) }))} />
        {said.length > 0 && (
          <Button variant="subtle" size="compact-sm" leftSection={<IconRefresh size={16} aria-hidden />} onClick={tryOut.startAgain}>
            {t('try.startAgain')}
          </Button>
        )}
      </Group>
      <div className={classes.phone}>
        <div className={classes.head}>
          <span>{shop}</span>
          <Text span size="xs" c="dimmed">
            {t('try.with', { name: draft.settings.name })}
          </Text>
        </div>
        <div className={classes.chat} role="log" aria-label={t('try.conversation')}>
          {said.length === 0 && <Beginning tryOut={tryOut} />}
          {said.map((piece) => (piece.from === 'you' ? <p key={piece.id} className={classes.mine}>{piece.text}</p> : <PhoneAnswer key={piece.id} answer={piece.answer} isLast={piece.id === said.length - 1 && !isThinking} onTap={(text, tap) => void tryOut.say(text, tap)} />))}
          {isThinking && <p className={classes.thinking}>{t('try.thinking', { name: draft.settings.name })}</p>}
          {problem && (
            <div role="alert" className={classes.note}>
              {problem}{' '}
              <Button size="compact-sm" variant="default" onClick={() => void tryOut.again()}>
                {t('try.sendAgain')}
              </Button>
            </div>
          )}
          <div ref={end} />
        </div>
        <Writing tryOut={tryOut} />
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        {t(draft.isDirty ? (Object.keys(draft.problems).length > 0 ? 'try.withSaved' : 'try.withUnsaved') : 'try.nothingSent')}
      </Text>
    </div>
  );
}

/** What people ask first, to tap instead of typing. */
function Beginning({ tryOut }: { tryOut: TryOut }) {
  const { t, i18n } = useTranslation('assistant');
  const inLanguage = i18n.getFixedT(tryOut.language, 'assistant');
  return (
    <div className={classes.beginning}>
      <Text size="sm" c="dimmed">
        {t('try.begin')}
      </Text>
      {(['product', 'shipping', 'order', 'person'] as const).map((about) => (
        <Button key={about} variant="default" size="compact-md" lang={tryOut.language} onClick={() => void tryOut.say(inLanguage(`try.starters.${about}`))}>
          {inLanguage(`try.starters.${about}`)}
        </Button>
      ))}
    </div>
  );
}

function Writing({ tryOut }: { tryOut: TryOut }) {
  const { t } = useTranslation('assistant');
  const [text, setText] = useState('');
  return (
    <form
      className={classes.writing}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '' || tryOut.isThinking) return;
        void tryOut.say(text.trim());
        setText('');
      }}
    >
      <TextInput className={classes.field} aria-label={t('try.write')} placeholder={t('try.write')} maxLength={4096} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <ActionIcon type="submit" size={40} variant="filled" aria-label={t('try.send')} disabled={text.trim() === '' || tryOut.isThinking}>
        <IconSend2 size={20} aria-hidden />
      </ActionIcon>
    </form>
  );
}
