import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconPlayerStop, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/use-elapsed.ts';
import classes from './composer.module.css';
import type { Voice } from './use-voice.ts';

/** While a voice note is being recorded: for how long, stop, throw away. */
export function VoiceRecorder({ voice, onDone }: { voice: Voice; onDone: (file: File | null) => void }) {
  const { t } = useTranslation('conversations');
  useNow(500);
  const seconds = Math.floor((Date.now() - (voice.since ?? Date.now())) / 1000);
  return (
    <Group gap="xs" className={classes.recording} role="status" aria-live="off">
      <span className={classes.dot} aria-hidden />
      <Text size="sm" className={classes.words}>
        {t('voice.recording')} {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
      </Text>
      <ActionIcon aria-label={t('voice.drop')} onClick={voice.cancel}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
      <Button size="compact-md" leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={() => void voice.stop().then(onDone)}>
        {t('voice.stop')}
      </Button>
    </Group>
  );
}
