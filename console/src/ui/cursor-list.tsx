import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '#contract/page';
import classes from './cursor-list.module.css';
import { ErrorState, LoadingRows } from './states.tsx';

export interface CursorListProps<Item> {
  /** For screen readers: what is listed. */
  label: string;
  queryKey: readonly unknown[];
  /** Reads one page; the first with null. */
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>;
  getId: (item: Item) => string;
  children: (item: Item) => ReactNode;
  /** Shown when there is nothing at all. */
  empty: ReactNode;
  /** The row that is open beside the list. */
  openId?: string | null;
  namespace?: string;
}

/** A list read by cursor: more comes near the end, and by a button for the keyboard. Keeps its place on return. */
export function CursorList<Item>({ label, queryKey, load, getId, children, empty, openId = null, namespace }: CursorListProps<Item>) {
  const { t } = useTranslation('ui');
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const end = useNearEnd(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  });

  if (query.isPending) return <LoadingRows rows={6} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} {...(namespace && { namespace })} />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <>{empty}</>;
  return (
    <div aria-busy={query.isPlaceholderData || undefined} className={classes.list} data-stale={query.isPlaceholderData || undefined}>
      <ul aria-label={label} className={classes.rows}>
        {items.map((item) => (
          <li key={getId(item)} className={classes.row} data-open={getId(item) === openId || undefined}>
            {children(item)}
          </li>
        ))}
      </ul>
      <div ref={end} className={classes.end}>
        {hasNextPage && (
          <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('list.more')}
          </Button>
        )}
        {query.isFetchNextPageError && (
          <Text size="xs" c="dimmed" role="alert">
            {t('list.moreFailed')}
          </Text>
        )}
      </div>
    </div>
  );
}

/** A callback for an element that comes within 400 px of the view. */
function useNearEnd(onNear: () => void) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(onNear);
  useEffect(() => {
    latest.current = onNear;
  });
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && latest.current(), { rootMargin: '400px' });
    observer.observe(element.current);
    return () => observer.disconnect();
  });
  return element;
}
