import { Text } from '@mantine/core';
import {
  IconBasket, IconBasketCog, IconBasketCheck, IconCheck, IconChecks, IconClock, IconCoins, IconCreditCard, IconEye, IconFlag, IconGitBranch, IconLink, IconMessage, IconMessageReply, IconScale, IconTag, IconUser, IconWalk, IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CartStory, StoryEntry } from '#contract/cart';
import { useFormats } from '../../ui/formats.tsx';
import { useHandoffText, useReasonText } from '../../ui/reasons.ts';
import type { TimelineEntry } from '../../ui/timeline.tsx';
import classes from './carts.module.css';
import { GateChecks } from './gate-checks.tsx';
import { useOutcomeSentence } from './outcome-sentence.ts';
import { Bubble } from './story-bubble.tsx';
import { writeCost } from './write-cost.ts';

type Entry<Kind extends StoryEntry['kind']> = Extract<StoryEntry, { kind: Kind }>;
type Told = Omit<TimelineEntry, 'id' | 'at'>;

/** What happened, in words a shopper's friend could read. */
export function useStoryEntries(story: CartStory): TimelineEntry[] {
  const tell = useTeller(story);
  return story.entries.flatMap((entry, index) => {
    const told = tell(entry);
    return told ? [{ id: `${index}`, at: entry.at, ...told }] : [];
  });
}

function useTeller(story: CartStory): (entry: StoryEntry) => Told | null {
  const { t, i18n } = useTranslation('carts');
  const formats = useFormats();
  const reasonText = useReasonText();
  const handoffText = useHandoffText();
  const sentence = useOutcomeSentence();
  const known = (group: string, key: string) => (i18n.exists(`carts:${group}.${key}`) ? t(`${group}.${key}`) : key);

  const activity = ({ activity: kind, title, count }: Entry<'activity'>): Told => ({
    icon: <IconWalk size={16} />,
    title: title ? `${known('activity', kind)}: ${title}` : known('activity', kind),
    children: count > 1 && <Text size="xs">{t('entry.times', { count, number: formats.number(count) })}</Text>,
  });
  const waits = ({ until, event }: Entry<'waits'>): Told => ({
    icon: <IconClock size={16} />,
    title: event === 'abandonment' || event === 'payment_pending' ? t(`entry.${event}`, { until: formats.instant(until) }) : event ? t('entry.waitsForEvent', { event: known('event', event), until: formats.instant(until) }) : t('entry.waits', { until: formats.instant(until) }),
  });
  const checked = ({ decision, checks }: Entry<'checked'>): Told => ({
    icon: <IconScale size={16} />,
    tone: decision.kind === 'send' ? 'accent' : 'neutral',
    title:
      decision.kind === 'send' ? t('entry.mayGo')
      : decision.kind === 'wait' ? t('entry.mustWait', { until: formats.instant(decision.until) })
      : t('entry.mayNotGo'),
    children: <GateChecks decision={decision} checks={checks} />,
  });
  const message = ({ origin, authorName, content, price }: Entry<'message'>): Told => ({
    icon: <IconMessage size={16} />,
    tone: 'accent',
    title: authorName ? t('entry.wroteByName', { name: authorName }) : t(`entry.sentBy.${origin}`),
    children: (
      <>
        <Bubble content={content} isOurs />
        {price && <Text size="xs" mt={4}>{t('entry.price', { money: writeCost(formats, price) })}</Text>}
      </>
    ),
  });
  const edited = ({ act, changes, code }: Entry<'edited'>): Told => ({
    icon: <IconBasketCog size={16} />,
    tone: 'accent',
    title: t(`edited.${act}`, { code: code ?? '' }),
    children: changes.length > 0 && (
      <ul className={classes.rules}>
        {changes.map(({ title, variantTitle, from, to }) => (
          <li key={`${title} ${variantTitle ?? ''}`}>
            <Text size="xs">{t('edited.line', { title: variantTitle ? `${title} (${variantTitle})` : title, from: formats.number(from), to: formats.number(to) })}</Text>
          </li>
        ))}
      </ul>
    ),
  });
  const payment = ({ step, status, fault, amountMinor, currency }: Entry<'payment'>): Told => ({
    icon: <IconCreditCard size={16} />,
    tone: step === 'fault' || step === 'order_by_hand' || status === 'disputed' || status === 'charged_back' ? 'attention' : status === 'paid' ? 'earned' : 'neutral',
    title: t(fault ? `paymentFault.${fault}` : status ? `paymentStatus.${status}` : `payment.${step}`, { money: formats.money(amountMinor, currency) }),
  });
  const counted = ({ amountMinor, currency, windowMs, isReversed }: Entry<'counted'>): Told => ({
    icon: <IconCoins size={16} />,
    tone: isReversed ? 'neutral' : 'earned',
    title: t(isReversed ? 'entry.reversed' : 'entry.counted', { money: formats.money(amountMinor, currency) }),
    children: <Text size="xs">{t('entry.countedBy', { days: formats.duration(windowMs) })}</Text>,
  });

  return (entry) => {
    switch (entry.kind) {
      case 'begun':
        return { icon: <IconBasket size={16} />, title: t('entry.begun') };
      case 'activity':
        return activity(entry);
      case 'left':
        return { icon: <IconWalk size={16} />, title: t('entry.left') };
      case 'woke':
        return { icon: <IconClock size={16} />, title: t('entry.woke', { idle: formats.duration(entry.idleMs) }), children: entry.heldOut && <Text>{t('entry.heldOut')}</Text> };
      case 'waits':
        return waits(entry);
      case 'event':
        return { icon: <IconFlag size={16} />, title: t('entry.happened', { event: known('event', entry.event) }) };
      case 'condition':
        return { icon: <IconGitBranch size={16} />, title: t(entry.isTrue ? 'entry.conditionTrue' : 'entry.conditionFalse') };
      case 'split':
        return { icon: <IconGitBranch size={16} />, title: t('entry.split', { arm: entry.arm }) };
      case 'tagged':
        return { icon: <IconTag size={16} />, title: t('entry.tagged', { tags: entry.tags }) };
      case 'checked':
        return checked(entry);
      case 'message':
        return message(entry);
      case 'delivered':
        return { icon: <IconChecks size={16} />, title: t('entry.delivered') };
      case 'read':
        return { icon: <IconEye size={16} />, title: t('entry.read') };
      case 'clicked':
        return { icon: <IconLink size={16} />, title: t('entry.clicked') };
      case 'failed':
        return { icon: <IconX size={16} />, tone: 'broken', title: t('entry.failed', { reason: reasonText(entry.reason ?? 'failed') }), children: entry.problem && <Text size="xs">{`${entry.problem.message} (${entry.problem.code})`}</Text> };
      case 'reply':
        return { icon: <IconMessageReply size={16} />, title: t('entry.reply', { name: story.contactName ?? t('nobody') }), children: entry.content ? <Bubble content={entry.content} /> : <Text>{t('entry.takenBack')}</Text> };
      case 'edited':
        return edited(entry);
      case 'payment':
        return payment(entry);
      case 'conversation':
        return { icon: <IconUser size={16} />, tone: entry.event === 'handed_over' ? 'attention' : 'neutral', title: known('conversation', entry.event), children: entry.reason && <Text size="xs">{handoffText(entry.reason)}</Text> };
      case 'order':
        return { icon: <IconBasketCheck size={16} />, tone: entry.counts ? 'earned' : 'neutral', title: t(entry.counts ? 'entry.order' : 'entry.orderCancelled', { number: entry.number, money: formats.money(entry.totalMinor, entry.currency) }) };
      case 'counted':
        return counted(entry);
      case 'ended':
        return { icon: <IconCheck size={16} />, title: t('entry.ended'), children: <Text className={classes.end}>{sentence(story)}</Text> };
    }
  };
}

