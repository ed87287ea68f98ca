import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/formats.tsx';
import { useNow } from '../../ui/use-elapsed.ts';

/** How long somebody has been waiting by now. */
export function Waited({ since }: { since: string }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const waitedMs = useNow().getTime() - Date.parse(since);
  return (
    <Text span size="xs" c="dimmed">
      {waitedMs < 60_000 ? t('list.waitsNow') : t('list.waits', { time: formats.duration(waitedMs) })}
    </Text>
  );
}
