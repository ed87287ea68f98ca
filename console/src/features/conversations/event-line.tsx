import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '#contract/conversation';
import { Instant } from '../../ui/figures.tsx';
import { useReasonText } from '../../ui/reasons.ts';
import type { SendItem } from './stream-items.ts';
import classes from './stream.module.css';
import { useNames } from './use-names.ts';

/** Something that happened to the conversation. */
export function EventLine({ event: { at, event, actor, details } }: { event: Extract<TimelineItem, { kind: 'event' }> }) {
  const { t, i18n } = useTranslation('conversations');
  const names = useNames();
  const textOf = (name: string) => (typeof details[name] === 'string' ? details[name] : null);
  const assigneeId = textOf('assigneeId');
  const tags = Array.isArray(details['tags']) ? details['tags'].join(', ') : '';
  const key = `events.${event}${event === 'conversation.assigned' && assigneeId === null ? 'None' : ''}`;
  const given = event === 'conversation.handed_over' && assigneeId ? ` · ${t('events.givenTo', { name: names.member(assigneeId) })}` : '';
  const priority = typeof details['priority'] === 'number' ? t(`filters.priorities.${details['priority']}`) : '';
  const score = textOf('score');
  const rating = score === null ? '' : t(`rating.${score}`).toLocaleLowerCase();
  const words = i18n.exists(`conversations:${key}`)
    ? t(key, { actor: actor === 'system' ? t('events.system') : actor, reason: names.handoff(textOf('reason')), name: assigneeId ? names.member(assigneeId) : '', tags, priority, rating })
    : event;
  return (
    <p className={classes.event} data-tone={event === 'conversation.handed_over' ? 'attention' : undefined}>
      {words}
      {given} · <Instant at={at} show="time" />
    </p>
  );
}

/** A message of ours that waits or did not go, and why. */
export function UnsentLine({ send: { at, origin, state, reason } }: { send: SendItem }) {
  const { t } = useTranslation('conversations');
  const reasonText = useReasonText();
  const outcome = state === 'refused' || state === 'failed' ? 'unsent' : 'pending';
  return (
    <p className={classes.event}>
      {t(`send.${outcome}`, { who: t(`origin.${origin}`) })}
      {reason && `: ${reasonText(reason)}`} · <Instant at={at} show="time" />
    </p>
  );
}

/** Words between members; the shopper never sees them. */
export function NoteLine({ note: { at, authorName, text } }: { note: Extract<TimelineItem, { kind: 'note' }> }) {
  const { t } = useTranslation('conversations');
  return (
    <div className={classes.note}>
      <p className={classes.noteHead}>
        {t('note.by', { name: authorName })} · <Instant at={at} show="time" />
      </p>
      <p className={classes.noteText}>{text}</p>
    </div>
  );
}
