import { Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/page.tsx';
import { AssistantSwitch } from './assistant-switch.tsx';
import classes from './assistant.module.css';
import { DisclosureFields } from './disclosure-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { MindFields } from './mind-fields.tsx';
import { Phone } from './phone.tsx';
import { ScopeFields } from './scope-fields.tsx';
import { SetupSentence } from './setup-sentence.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';
import type { TryOut } from './use-try-out.ts';
import { VoiceFields } from './voice-fields.tsx';

/** The whole set-up as one sentence, then as fields; the phone stands beside it where there is room. */
export function SetupTab({ draft, tryOut }: { draft: SettingsDraft; tryOut: TryOut }) {
  const { t } = useTranslation('assistant');
  const isWide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const { canEdit } = draft;
  return (
    <div className={classes.sides}>
      <div className={classes.form}>
        <Stack gap="lg">
          <AssistantSwitch draft={draft} />
          <SetupSentence settings={draft.settings} />
        </Stack>
        <fieldset disabled={!canEdit} className={classes.plain}>
          <Section title={t('mind.title')} note={t('mind.note')}>
            <MindFields draft={draft} />
          </Section>
          <Section title={t('voice.title')}>
            <VoiceFields draft={draft} />
          </Section>
          <Section title={t('disclosure.title')} note={t('disclosure.note')}>
            <DisclosureFields draft={draft} />
          </Section>
          <Section title={t('scope.title')}>
            <ScopeFields draft={draft} />
          </Section>
          <Section title={t('limits.title')} note={t('limits.note')}>
            <LimitFields draft={draft} />
          </Section>
        </fieldset>
      </div>
      {isWide && (
        <aside className={classes.beside} aria-label={t('try.title')}>
          <Phone draft={draft} tryOut={tryOut} />
        </aside>
      )}
    </div>
  );
}
