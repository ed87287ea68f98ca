import { IconExternalLink, IconFile, IconMapPin, IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaView as MediaShape } from '#contract/media';
import type { z } from 'zod';
import type { IncomingContent, MessageButton, OutgoingContent } from '#contract/message-content';
import { useFormats } from '../../ui/formats.tsx';
import classes from './bubble.module.css';
import type { MessageItem, SendItem } from './stream-items.ts';

type Content = IncomingContent | OutgoingContent;
type MediaView = z.infer<typeof MediaShape>;

/** The words, pictures and buttons of one message, whatever its kind. */
export function ContentView({ item }: { item: MessageItem | SendItem }) {
  const { t } = useTranslation('conversations');
  if (item.content === null) return <p className={classes.quiet}>{t('content.revoked')}</p>;
  return <Drawn content={item.content} file={item} />;
}

function Drawn({ content, file }: { content: Content; file: MediaView }) {
  const { t } = useTranslation('conversations');
  switch (content.type) {
    case 'text':
      return <Words text={content.text} />;
    case 'reply':
      return <Words text={content.title} />;
    case 'image':
    case 'sticker':
    case 'video':
    case 'audio':
    case 'document':
      return <FileView content={content} file={file} />;
    case 'template':
      return (
        <Laid header={content.preview.header ?? null} imageUrl={content.preview.imageUrl} footer={content.preview.footer} buttons={content.preview.buttons}>
          <Words text={content.preview.text} />
        </Laid>
      );
    case 'buttons':
      return (
        <Laid
          header={content.header?.kind === 'text' ? content.header.text : null}
          imageUrl={content.header?.kind === 'image' ? content.header.media.url : null}
          footer={content.footer}
          buttons={content.buttons}
        >
          <Words text={content.text} />
        </Laid>
      );
    case 'list':
      return (
        <Laid header={null} imageUrl={null} footer={content.footer} buttons={content.sections.flatMap(({ rows }) => rows.map((row) => ({ kind: 'reply' as const, id: row.id, title: row.title })))}>
          <Words text={content.text} />
        </Laid>
      );
    case 'location':
      return <Location content={content} />;
    case 'contacts':
      return (
        <ul className={classes.plain}>
          {content.contacts.map(({ name, phones }) => (
            <li key={`${name} ${phones.join()}`}>
              <IconPhone size={14} aria-hidden /> {name} {phones.join(', ')}
            </li>
          ))}
        </ul>
      );
    case 'order':
      return <Order content={content} />;
    case 'reaction':
      return <Words text={content.emoji || t('content.reactionGone')} />;
    case 'form':
      return <Words text={[content.name, ...Object.entries(content.values).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)].join('\n')} />;
    case 'unsupported':
      return <p className={classes.quiet}>{t('content.unsupported')}</p>;
    case 'cards':
    case 'products':
    case 'ask_location':
    case 'ask_phone':
      return <Words text={content.text} />;
  }
}

const linkPattern = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g;

/** Text with its line breaks; addresses become links. Never markup: it was written by a stranger. */
function Words({ text }: { text: string }) {
  return (
    <p className={classes.words}>
      {text.split(linkPattern).map((part, place) =>
        place % 2 === 1 ? (
          <a key={place} href={part} target="_blank" rel="noreferrer noopener nofollow">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}

/** A message with a heading, a picture and buttons, as the shopper sees it. */
export function Laid({ header, imageUrl, footer, buttons, children }: { header: string | null; imageUrl: string | null; footer: string | null; buttons: readonly MessageButton[]; children: ReactNode }) {
  const { t } = useTranslation('conversations');
  return (
    <>
      {imageUrl && <img src={imageUrl} alt={t('content.picture')} className={classes.picture} loading="lazy" />}
      {header && <p className={classes.header}>{header}</p>}
      {children}
      {footer && <p className={classes.footer}>{footer}</p>}
      {buttons.length > 0 && (
        <ul className={classes.buttons} aria-label={t('content.buttonsLabel')}>
          {buttons.map((button, place) => (
            <li key={place} className={classes.button}>
              {button.kind === 'link' && <IconExternalLink size={14} aria-hidden />} {button.title}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function FileView({ content, file }: { content: Extract<Content, { media: unknown; type: 'image' | 'video' | 'audio' | 'document' | 'sticker' }>; file: MediaView }) {
  const { t } = useTranslation('conversations');
  const { media, type } = content;
  const url = file.mediaUrl ?? media.url;
  // Sounds and films are played from our own copy alone; the page may load nothing else.
  const isOwn = file.mediaUrl !== null;
  const name = media.fileName ?? t(`content.${type}`);
  const isPicture = type === 'image' || type === 'sticker';
  const isPlayed = isOwn && (type === 'audio' || type === 'video');
  return (
    <>
      {url && isPicture && <img src={url} alt={media.caption ?? t('content.picture')} className={type === 'sticker' ? classes.sticker : classes.picture} loading="lazy" />}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- What a shopper recorded comes without captions. */}
      {url && isPlayed && type === 'audio' && <audio controls preload="none" src={url} className={classes.sound} aria-label={name} />}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- The same. */}
      {url && isPlayed && type === 'video' && <video controls preload="none" src={url} className={classes.picture} aria-label={name} />}
      {!(url && (isPicture || isPlayed)) && (
        <p className={classes.file}>
          <IconFile size={18} aria-hidden />
          {url ? (
            <a href={url} target="_blank" rel="noreferrer noopener">
              {name}
            </a>
          ) : (
            name
          )}
          {file.mediaState === 'wanted' && <span className={classes.quiet}>{t('content.fetching')}</span>}
          {file.mediaState === 'failed' && <span className={classes.quiet}>{t(`content.missing.${file.mediaReason ?? 'gone'}`)}</span>}
        </p>
      )}
      {media.caption && <Words text={media.caption} />}
    </>
  );
}

function Location({ content }: { content: Extract<Content, { type: 'location' }> }) {
  const { t } = useTranslation('conversations');
  const { latitude, longitude, name, address } = content;
  return (
    <p className={classes.file}>
      <IconMapPin size={18} aria-hidden />
      <a href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`} target="_blank" rel="noreferrer noopener">
        {name ?? address ?? t('content.location')}
      </a>
    </p>
  );
}

function Order({ content }: { content: Extract<Content, { type: 'order' }> }) {
  const formats = useFormats();
  return (
    <>
      {content.text && <Words text={content.text} />}
      <ul className={classes.plain}>
        {content.items.map((line, place) => (
          <li key={place}>
            {line.quantity} × {line.variantKey} · {formats.money(line.priceMinor, line.currency)}
          </li>
        ))}
      </ul>
    </>
  );
}
