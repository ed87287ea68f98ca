import { IconEye, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/formats.tsx';
import classes from './conversation-view.module.css';

/** Who else is here: two answers to one question confuse the shopper. */
export function PresenceLine({ here }: { here: readonly { name: string; isTyping: boolean }[] }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const typing = here.filter(({ isTyping }) => isTyping).map(({ name }) => name);
  const looking = here.filter(({ isTyping }) => !isTyping).map(({ name }) => name);
  return (
    <p className={classes.presence} role="status" data-typing={typing.length > 0 || undefined} hidden={here.length === 0}>
      {typing.length > 0 && (
        <span>
          <IconPencil size={14} aria-hidden /> {t('presence.typing', { count: typing.length, names: formats.list(typing) })}
        </span>
      )}
      {looking.length > 0 && (
        <span>
          <IconEye size={14} aria-hidden /> {t('presence.looking', { count: looking.length, names: formats.list(looking) })}
        </span>
      )}
    </p>
  );
}
