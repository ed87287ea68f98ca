import { IconExternalLink, IconMessageReply } from '@tabler/icons-react';
import classes from './phone-preview.module.css';

export interface PhonePreviewProps {
  /** For screen readers: what is shown. */
  label: string;
  /** Who writes, on top of the chat. */
  sender: string;
  title?: string | null;
  /** A picture above the text: its address, or words in its place while there is none. */
  picture?: { url: string } | { words: string } | null;
  body: string;
  footer?: string | null;
  buttons: readonly { title: string; kind: string }[];
  buttonsLabel: string;
}

/** A message as the shopper's phone shows it. */
export function PhonePreview({ label, sender, title, picture, body, footer, buttons, buttonsLabel }: PhonePreviewProps) {
  return (
    <figure className={classes.phone} aria-label={label}>
      <figcaption className={classes.head}>{sender}</figcaption>
      <div className={classes.chat}>
        <div className={classes.bubble}>
          {picture && ('url' in picture ? <img src={picture.url} alt="" className={classes.picture} /> : <div className={classes.noPicture}>{picture.words}</div>)}
          {title && <p className={classes.title}>{title}</p>}
          <p className={classes.text}>{body}</p>
          {footer && <p className={classes.footer}>{footer}</p>}
        </div>
        {buttons.length > 0 && (
          <ul className={classes.buttons} aria-label={buttonsLabel}>
            {buttons.map((button, index) => (
              <li key={index}>
                {button.kind === 'link' ? <IconExternalLink size={16} aria-hidden /> : <IconMessageReply size={16} aria-hidden />}
                {button.title}
              </li>
            ))}
          </ul>
        )}
      </div>
    </figure>
  );
}
