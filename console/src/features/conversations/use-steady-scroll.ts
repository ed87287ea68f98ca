import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Closer to the end than this counts as being there. */
const nearPx = 80;

/**
 * Keeps a stream where its reader is: at the end it follows what comes, elsewhere it stands still, also when older entries come in above.
 * @param firstId of the oldest entry shown. @param lastId of the newest.
 */
export function useSteadyScroll(firstId: string | undefined, lastId: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const before = useRef<{ firstId: string | undefined; lastId: string | undefined; height: number }>({ firstId: undefined, lastId: undefined, height: 0 });
  const isAtEnd = useRef(true);
  const [hasNews, setNews] = useState(false);
  const isShown = firstId !== undefined;

  const goToEnd = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    isAtEnd.current = true;
    setNews(false);
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const known = before.current;
    const isNew = lastId !== known.lastId;
    if (isAtEnd.current) goToEnd();
    else if (firstId !== known.firstId && !isNew) element.scrollTop += element.scrollHeight - known.height;
    else if (isNew) setNews(true);
    before.current = { firstId, lastId, height: element.scrollHeight };
  }, [firstId, lastId, goToEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (!element || !isShown) return;
    const look = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      if (isAtEnd.current) setNews(false);
    };
    // Pictures that load and a composer that grows change the height without a new entry.
    const follow = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener('scroll', look, { passive: true });
    follow.observe(element);
    for (const child of element.children) follow.observe(child);
    return () => {
      element.removeEventListener('scroll', look);
      follow.disconnect();
    };
  }, [isShown, lastId]);

  return { scroller, hasNews, goToEnd };
}
