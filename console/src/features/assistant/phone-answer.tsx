import { IconExternalLink, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TryAnswer } from '#contract/assistant';
import type { OutgoingContent } from '#contract/message-content';
import { summarizeContent } from '#contract/message-content';
import classes from './phone.module.css';
import { TurnWork } from './turn-work.tsx';
import { useAssistantWords } from './use-assistant-words.ts';

interface PhoneAnswerProps {
  answer: TryAnswer;
  /** Buttons of earlier answers are only looked at. */
  isLast: boolean;
  onTap: (title: string, id: string) => void;
}

/** One answer as the phone shows it, and under it how it came about. */
export function PhoneAnswer({ answer, isLast, onTap }: PhoneAnswerProps) {
  const { t } = useTranslation('assistant');
  const words = useAssistantWords();
  const { content, handedOver, turn } = answer;
  return (
    <div className={classes.answer}>
      {content ? <Drawn content={content} isLast={isLast} onTap={onTap} /> : <p className={classes.note}>{t('try.noAnswer')}</p>}
      {handedOver && (
        <p className={classes.note}>
          <IconUser size={16} aria-hidden /> {t('try.handedOver', { reason: words.reason(handedOver.trigger).toLocaleLowerCase() })} {handedOver.summary}
        </p>
      )}
      <details className={classes.why}>
        <summary>{words.engineLine(turn)}</summary>
        <TurnWork turn={turn} />
      </details>
    </div>
  );
}

type Tapping = Pick<PhoneAnswerProps, 'isLast' | 'onTap'>;

function Drawn({ content, isLast, onTap }: { content: OutgoingContent } & Tapping) {
  const tap = { isLast, onTap };
  switch (content.type) {
    case 'buttons':
      return (
        <>
          <Bubble title={content.header?.kind === 'text' ? content.header.text : null} imageUrl={content.header?.kind === 'image' ? content.header.media.url : null} footer={content.footer}>
            {content.text}
          </Bubble>
          <div className={classes.buttons}>{content.buttons.map((button, place) => (button.kind === 'link' ? <LinkTo key={place} url={button.url} title={button.title} /> : <Tap key={button.id} id={button.id} title={button.title} {...tap} />))}</div>
        </>
      );
    case 'list':
      return (
        <>
          <Bubble footer={content.footer}>{content.text}</Bubble>
          <div className={classes.buttons}>{content.sections.flatMap(({ rows }) => rows.map((row) => <Tap key={row.id} id={row.id} title={row.title} description={row.description} {...tap} />))}</div>
        </>
      );
    case 'cards':
      return (
        <>
          <Bubble>{content.text}</Bubble>
          <ul className={classes.cards}>
            {content.cards.map((card, place) => (
              <li key={place} className={classes.card}>
                <img src={card.imageUrl} alt="" loading="lazy" />
                <span>{card.text}</span>
                {card.button.kind === 'link' ? <LinkTo url={card.button.url} title={card.button.title} /> : <Tap id={card.button.id} title={card.button.title} about={card.text} {...tap} />}
              </li>
            ))}
          </ul>
        </>
      );
    case 'image':
      return <Bubble imageUrl={content.media.url}>{content.media.caption}</Bubble>;
    default:
      return <Bubble>{summarizeContent(content)}</Bubble>;
  }
}

function Bubble({ title = null, imageUrl = null, footer = null, children }: { title?: string | null; imageUrl?: string | null; footer?: string | null; children: ReactNode }) {
  return (
    <div className={classes.theirs}>
      {imageUrl && <img src={imageUrl} alt="" className={classes.picture} loading="lazy" />}
      {title && <strong>{title}</strong>}
      <span className={classes.words}>{typeof children === 'string' ? inBold(children) : children}</span>
      {footer && <small>{footer}</small>}
    </div>
  );
}

/** `*so*` is bold on WhatsApp. */
const inBold = (text: string): ReactNode => text.split(/(?<![\p{L}\p{N}*])\*([^*\n]+)\*(?![\p{L}\p{N}*])/u).map((part, place) => (place % 2 === 1 ? <strong key={place}>{part}</strong> : part));

function Tap({ id, title, description = null, about, isLast, onTap }: { id: string; title: string; description?: string | null; about?: string } & Tapping) {
  return (
    <button type="button" className={classes.tap} disabled={!isLast} aria-label={about ? `${title}: ${about}` : undefined} onClick={() => onTap(title, id)}>
      {title}
      {description && <small>{description}</small>}
    </button>
  );
}

function LinkTo({ url, title }: { url: string; title: string }) {
  return (
    <a className={classes.tap} href={url} target="_blank" rel="noreferrer noopener">
      <IconExternalLink size={16} aria-hidden /> {title}
    </a>
  );
}
