import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import type { PresenceBody } from '#contract/conversation';
import { request } from '../../app/api.ts';
import { useLiveEvents } from '../../app/live.tsx';
import { useMe } from '../../app/me.ts';
import { tabId } from '../../app/tab-id.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { dropSilent, hearPresence, repeatMs, whoIsHere } from './presence-rules.ts';
import type { Here } from './presence-rules.ts';

const About = z.object({ memberId: z.string(), name: z.string(), state: z.enum(['arrived', 'viewing', 'typing', 'left']), tabId: z.string() });

/** Who else has this conversation open or types in it, and how to say that one types oneself. Nothing of it is stored. That a page went, its line tells. */
export function usePresence(conversationId: string, isTold: boolean): { here: { name: string; isTyping: boolean }[]; noteTyping: (isTyping: boolean) => void } {
  const workspace = useWorkspace();
  const myId = useMe()?.member?.userId ?? '';
  const [present, setPresent] = useState<ReadonlyMap<string, Here>>(new Map());
  const path = workspace.api(`/conversations/${conversationId}/presence`);
  const state = useRef<'viewing' | 'typing'>('viewing');
  const typedAt = useRef(0);
  // Presence is a courtesy: a word that is lost is said again soon.
  const tell = (next: PresenceBody['state']) => void (isTold && request(z.undefined(), path, { body: { state: next, tabId } }).catch(() => undefined));

  useLiveEvents('presence', ({ id, about }) => {
    const heard = About.safeParse(about);
    if ((id !== null && id !== conversationId) || !heard.success || heard.data.tabId === tabId) return;
    setPresent((before) => hearPresence(before, heard.data, Date.now()));
    if (heard.data.state === 'arrived') tell(state.current);
  });
  useEffect(() => {
    tell('arrived');
    const timer = setInterval(() => {
      if (Date.now() - typedAt.current > repeatMs) state.current = 'viewing';
      if (document.visibilityState === 'visible') tell(state.current);
      setPresent((before) => dropSilent(before, Date.now()));
    }, repeatMs);
    return () => {
      clearInterval(timer);
      tell('left');
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- Said once for each conversation.
  }, [path, isTold]);

  const noteTyping = (isTyping: boolean) => {
    const next = isTyping ? 'typing' : 'viewing';
    typedAt.current = Date.now();
    if (state.current === next) return;
    state.current = next;
    tell(next);
  };
  return { here: whoIsHere(present, myId), noteTyping };
}
