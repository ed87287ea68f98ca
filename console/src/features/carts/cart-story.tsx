import { Button, Group, Text, Title } from '@mantine/core';
import { IconExternalLink, IconMessage, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CartStory as Story } from '#contract/cart';
import { useWorkspace } from '../../app/workspace.tsx';
import { Money } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { toneOfOutcome, useOutcomeText } from '../../ui/reasons.ts';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { useCartStory } from './cart-requests.ts';
import classes from './carts.module.css';
import { useOutcomeSentence } from './outcome-sentence.ts';
import { useStoryEntries } from './story-entries.tsx';
import { writeCost } from './write-cost.ts';

/** One cart from the first click to the counted money: "why was nothing sent?" is answered here. */
export function CartStory({ cartId }: { cartId: string }) {
  return (
    <Loaded query={useCartStory(cartId)} namespace="carts" rows={8}>
      {(story) => <Told story={story} />}
    </Loaded>
  );
}

function Told({ story }: { story: Story }) {
  const { t } = useTranslation('carts');
  const entries = useStoryEntries(story);
  return (
    <article className={classes.story}>
      <Heading story={story} />
      <Lines story={story} />
      <section aria-label={t('story.happened')}>
        <Title order={3} className={classes.subtitle}>
          {t('story.happened')}
        </Title>
        <Timeline label={t('story.happened')} entries={entries} otherTimeZone={story.timeZone} />
      </section>
    </article>
  );
}

function Heading({ story }: { story: Story }) {
  const { t } = useTranslation('carts');
  const formats = useFormats();
  const workspace = useWorkspace();
  const outcomeText = useOutcomeText();
  const sentence = useOutcomeSentence();
  const { standing } = story;
  return (
    <header className={classes.heading}>
      <Title order={2} className={classes.name}>
        {story.contactName ?? story.contactAddress ?? t('nobody')}
      </Title>
      <StatusBadge tone={toneOfOutcome(standing.outcome)}>{outcomeText(standing.outcome)}</StatusBadge>
      <Text className={classes.sentence}>{sentence(story)}</Text>
      <Text size="xs" c="dimmed">
        {[
          story.flowName && t('story.flow', { name: story.flowName }),
          story.arm && t('story.arm', { arm: story.arm }),
          story.costs.length > 0 && t('story.cost', { money: formats.list(story.costs.map((cost) => writeCost(formats, cost))) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <Group gap="xs">
        {story.conversationId && (
          <Button variant="default" size="compact-md" component={PageLink} to={workspace.href(`conversations/${story.conversationId}`)} leftSection={<IconMessage size={16} aria-hidden />}>
            {t('story.conversation')}
          </Button>
        )}
        {story.contactId && (
          <Button variant="default" size="compact-md" component={PageLink} to={workspace.href(`contacts/${story.contactId}`)} leftSection={<IconUser size={16} aria-hidden />}>
            {t('story.person')}
          </Button>
        )}
        {story.checkoutUrl?.startsWith('http') && (
          <Button variant="default" size="compact-md" component="a" href={story.checkoutUrl} target="_blank" rel="noreferrer" leftSection={<IconExternalLink size={16} aria-hidden />}>
            {t('story.checkout')}
          </Button>
        )}
      </Group>
    </header>
  );
}

function Lines({ story }: { story: Story }) {
  const { t } = useTranslation('carts');
  const formats = useFormats();
  const shown = story.lines.slice(0, 6);
  return (
    <section aria-label={t('story.lines')} className={classes.lines}>
      <ul className={classes.lineList}>
        {shown.map((line, index) => (
          <li key={`${line.variantKey ?? line.title} ${index}`} className={classes.line}>
            {line.imageUrl?.startsWith('http') ? <img src={line.imageUrl} alt="" className={classes.picture} loading="lazy" /> : <span className={classes.picture} aria-hidden />}
            <span className={classes.lineWords}>
              <span>{line.title}</span>
              <Text span size="xs" c="dimmed">
                {[line.variantTitle, line.quantity > 1 && t('story.quantity', { number: formats.number(line.quantity) })].filter(Boolean).join(' · ')}
              </Text>
            </span>
            <Money minor={line.unitPriceMinor * line.quantity} currency={story.currency} />
          </li>
        ))}
      </ul>
      {story.lines.length > shown.length && (
        <Text size="xs" c="dimmed">
          {t('story.moreLines', { count: story.lines.length - shown.length, number: formats.number(story.lines.length - shown.length) })}
        </Text>
      )}
      <div className={classes.total}>
        <span>{t('story.total')}</span>
        <Money minor={story.totalMinor} currency={story.currency} />
      </div>
    </section>
  );
}
