import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ConcernKind } from '#contract/notice';
import { useCounts } from '../features/conversations/inbox-requests.ts';
import { setUnread } from '../ui/page-title.ts';
import { playTone, readDeviceNotices } from './device-notices.ts';
import { useLiveEvents } from './live.tsx';
import { showNotice } from './show-notice.ts';
import { useWorkspace } from './workspace.tsx';

/** On every page: how much waits to be read, and what concerns the reader as it comes. Draws nothing. */
export function InboxAlerts() {
  const counts = useCounts().data;
  const waiting = counts ? counts.unread + counts.mentions : 0;
  useEffect(() => {
    setUnread(waiting);
    return () => setUnread(0);
  }, [waiting]);
  useConcerns();
  useOpenedNotices();
  return null;
}

/** Shown and heard only as this device wishes, and never for the conversation that is being looked at. */
function useConcerns() {
  const { t } = useTranslation('app');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  useLiveEvents('concern', ({ id, about }) => {
    const kind = ConcernKind.safeParse(about?.['kind']).data;
    if (!kind || !id || (document.hasFocus() && location.pathname.endsWith(id))) return;
    const wished = readDeviceNotices();
    if (wished.isHeard) playTone();
    if (!wished.isShown || document.hasFocus()) return;
    const path = workspace.href(`conversations/${id}`);
    const open = () => {
      globalThis.focus();
      void navigate({ to: path });
    };
    // A courtesy: a device that refuses one is still told by the page.
    void showNotice({ title: workspace.name, body: t(`concerns.${kind}`), tag: id, path }, open).catch(() => undefined);
  });
}

/** A tap on a push notice opens its conversation in the console that is already open. */
function useOpenedNotices() {
  const navigate = useNavigate();
  useEffect(() => {
    const hear = ({ data }: MessageEvent) => {
      const path: unknown = (data as { kind?: unknown; path?: unknown } | null)?.path;
      if (typeof path === 'string' && path.startsWith('/w/')) void navigate({ to: path });
    };
    navigator.serviceWorker?.addEventListener('message', hear);
    return () => navigator.serviceWorker?.removeEventListener('message', hear);
  }, [navigate]);
}
