import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { useFormats } from '../../ui/formats.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { Bubble } from './bubble.tsx';
import type { BubbleProps } from './bubble.tsx';
import { useTimeline } from './conversation-requests.ts';
import { EventLine, NoteLine, UnsentLine } from './event-line.tsx';
import { arrangeStream } from './stream-items.ts';
import classes from './stream.module.css';
import { useAnnouncedMessages } from './use-announced-messages.ts';
import { useSteadyScroll } from './use-steady-scroll.ts';

/** What was said and what happened, oldest first. It stays where the reader is; news at the end is offered, not forced. */
export function Stream({ conversation, onQuote }: { conversation: ConversationDetail; onQuote: BubbleProps['onQuote'] }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const query = useTimeline(conversation.id);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const entries = useMemo(() => arrangeStream(data?.pages.flatMap(({ items }) => items) ?? [], (at) => formats.instant(at, { show: 'day' })), [data, formats]);
  const { scroller, hasNews, goToEnd } = useSteadyScroll(entries.at(0)?.item.id, entries.at(-1)?.item.id);
  useAnnouncedMessages(entries, conversation);

  if (query.isPending) return <div className={classes.scroller}><LoadingRows /></div>;
  if (!data) return <div className={classes.scroller}><ErrorState error={query.error} onRetry={() => void query.refetch()} namespace="conversations" /></div>;
  return (
    <div className={classes.frame}>
      {/* Who has no mouse scrolls it by the arrow keys. */}
      <div ref={scroller} className={classes.scroller} role="log" aria-live="off" aria-label={t('detail.messages')} tabIndex={0}>
        {hasNextPage && (
          <div className={classes.earlier}>
            <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('detail.earlier')}
            </Button>
          </div>
        )}
        {entries.map((entry) => (
          <div key={entry.item.id} className={classes.entry}>
            {entry.opensDay && <p className={classes.day}>{formats.instant(entry.item.at, { show: 'day' })}</p>}
            <Entry entry={entry} conversation={conversation} onQuote={onQuote} />
          </div>
        ))}
      </div>
      {hasNews && (
        <Button className={classes.news ?? ''} radius="xl" size="compact-md" rightSection={<IconArrowDown size={16} aria-hidden />} onClick={goToEnd}>
          {t('detail.news')}
        </Button>
      )}
    </div>
  );
}

function Entry({ entry, conversation, onQuote }: BubbleProps) {
  const { item } = entry;
  switch (item.kind) {
    case 'event':
      return <EventLine event={item} />;
    case 'note':
      return <NoteLine note={item} />;
    case 'send':
      // What never left and has no words yet is told as an event, not as something that was said.
      return item.content === null || (item.state === 'refused' && item.origin !== 'person') ? <UnsentLine send={item} /> : <Bubble entry={entry} conversation={conversation} onQuote={onQuote} />;
    default:
      return <Bubble entry={entry} conversation={conversation} onQuote={onQuote} />;
  }
}
