import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconBolt, IconCheck, IconChecks, IconClock, IconCornerUpLeft, IconDeviceMobile, IconRobot, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { Instant } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { useReasonText } from '../../ui/reasons.ts';
import classes from './bubble.module.css';
import { ContentView } from './content-view.tsx';
import { QuoteView } from './quote-view.tsx';
import type { MessageItem, SendItem, StreamEntry } from './stream-items.ts';
import { TurnDetails } from './turn-details.tsx';
import { useNames } from './use-names.ts';

export interface BubbleProps {
  entry: StreamEntry;
  conversation: ConversationDetail;
  /** Null: it cannot be quoted here. */
  onQuote: ((item: MessageItem | SendItem) => void) | null;
}

/** One thing that was said, as the shopper's own app shows it. */
export function Bubble({ entry, conversation, onQuote }: BubbleProps) {
  const { t } = useTranslation('conversations');
  const { item, quote, reactions } = entry;
  if (item.kind !== 'message' && item.kind !== 'send') return null;
  const isOurs = item.kind === 'send' || item.direction === 'out';
  const isUnsent = item.kind === 'send' && (item.state === 'refused' || item.state === 'failed');
  return (
    <article className={classes.bubble} data-side={isOurs ? 'ours' : 'theirs'} data-unsent={isUnsent || undefined} data-origin={item.kind === 'send' ? item.origin : undefined}>
      <Author item={item} conversation={conversation} />
      {quote && <QuoteView quote={quote} conversation={conversation} />}
      <ContentView item={item} />
      <Foot item={item} />
      {reactions.length > 0 && <span className={classes.reactions}>{reactions.join(' ')}</span>}
      {isUnsent && <Problem send={item} />}
      {item.kind === 'send' && item.origin === 'assistant' && <TurnDetails turnId={item.originId} />}
      {onQuote && item.providerMessageId && item.content && (
        <Tooltip label={t('quote.quote')}>
          <ActionIcon className={classes.reply ?? ''} size={28} aria-label={t('quote.quote')} onClick={() => onQuote(item)}>
            <IconCornerUpLeft size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </article>
  );
}

const originIcons = { flow: IconBolt, campaign: IconBolt, assistant: IconRobot, person: IconUser, system: IconBolt };

/** Who speaks: hidden from the eye for the shopper, whose side says it. */
function Author({ item, conversation }: { item: MessageItem | SendItem; conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const names = useNames();
  if (item.kind === 'message' && item.direction === 'in') return <span className="mch-hidden">{names.person(conversation)}</span>;
  const Icon = item.kind === 'send' ? originIcons[item.origin] : IconDeviceMobile;
  const name = item.kind === 'send' ? (item.origin === 'person' && item.authorName ? item.authorName : t(`origin.${item.origin}`)) : t(`author.${item.author}`);
  return (
    <span className={classes.author}>
      <Icon size={14} aria-hidden /> {name}
    </span>
  );
}

function Foot({ item }: { item: MessageItem | SendItem }) {
  const { t } = useTranslation('conversations');
  return (
    <span className={classes.foot}>
      {item.kind === 'message' && item.editedAt && item.content && `${t('content.edited')} · `}
      {item.kind === 'send' && item.clickCount > 0 && `${t('send.clicked')} · `}
      <Instant at={item.at} show="time" />
      {item.kind === 'send' && <Ticks send={item} />}
    </span>
  );
}

/** How far it got: under way, taken, delivered, read; hover or focus says when. */
function Ticks({ send }: { send: SendItem }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const step = stepOf(send);
  const at = { read: send.readAt, delivered: send.deliveredAt, accepted: send.acceptedAt, failed: send.failedAt, refused: null, waiting: null }[step];
  const words = at ? t('send.stepAt', { step: t(`send.${step}`), at: formats.instant(at) }) : t(`send.${step}`);
  const Icon = { read: IconChecks, delivered: IconChecks, accepted: IconCheck, failed: IconAlertTriangle, refused: IconAlertTriangle, waiting: IconClock }[step];
  return (
    <Tooltip label={words}>
      <span className={classes.ticks} data-step={step} role="img" aria-label={words}>
        <Icon size={16} aria-hidden />
      </span>
    </Tooltip>
  );
}

function stepOf({ state }: SendItem) {
  if (state === 'planned' || state === 'claimed' || state === 'in_doubt') return 'waiting';
  return state;
}

function Problem({ send }: { send: SendItem }) {
  const { t } = useTranslation('conversations');
  const reasonText = useReasonText();
  return (
    <p className={classes.problem}>
      {t(`send.${send.state === 'failed' ? 'failed' : 'refused'}`)}
      {send.reason && `: ${reasonText(send.reason)}`}
    </p>
  );
}
