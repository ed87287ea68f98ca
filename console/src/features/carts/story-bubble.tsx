import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IncomingContent, MessageButton, OutgoingContent } from '#contract/message-content';
import { summarizeContent } from '#contract/message-content';
import classes from './carts.module.css';

/** A message as it was seen in the chat. */
export function Bubble({ content, isOurs = false }: { content: OutgoingContent | IncomingContent; isOurs?: boolean }) {
  const { t } = useTranslation('carts');
  const { imageUrl, footer, buttons } = extrasOf(content);
  const text = summarizeContent(content);
  return (
    <div className={classes.bubble} data-ours={isOurs || undefined}>
      {imageUrl && <img src={imageUrl} alt="" className={classes.bubblePicture} loading="lazy" />}
      <p className={classes.bubbleText}>{text || t(`content.${content.type}`)}</p>
      {footer && (
        <Text size="xs" c="dimmed">
          {footer}
        </Text>
      )}
      {buttons.length > 0 && (
        <ul className={classes.bubbleButtons} aria-label={t('entry.buttons')}>
          {buttons.map((button) => (
            <li key={button.title}>{button.title}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function extrasOf(content: OutgoingContent | IncomingContent): { imageUrl: string | null; footer: string | null; buttons: readonly Pick<MessageButton, 'title'>[] } {
  if (content.type === 'template') return content.preview;
  if (content.type === 'buttons') return { imageUrl: content.header?.kind === 'image' ? content.header.media.url : null, footer: content.footer, buttons: content.buttons };
  if (content.type === 'list') return { imageUrl: null, footer: content.footer, buttons: [{ title: content.buttonTitle }] };
  if (content.type === 'image') return { imageUrl: content.media.url, footer: null, buttons: [] };
  return { imageUrl: null, footer: null, buttons: [] };
}
