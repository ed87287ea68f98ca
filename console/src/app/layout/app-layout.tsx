import { useHotkeys } from '@mantine/hooks';
import { Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FormatProvider } from '../../ui/formats.tsx';
import { localeOf } from '../../ui/format.ts';
import { LoadingRows } from '../../ui/states.tsx';
import { hasChosenLanguage } from '../i18n.ts';
import { chooseLanguage } from '../languages.ts';
import { InboxAlerts } from '../inbox-alerts.tsx';
import { LiveProvider } from '../live.tsx';
import { useMe } from '../me.ts';
import { NotFound } from '../route-states.tsx';
import { WorkspaceProvider } from '../workspace.tsx';
import classes from './app-layout.module.css';
import { BottomBar } from './bottom-bar.tsx';
import { CommandBar } from './command-bar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { Rail } from './rail.tsx';
import { SettingsNav } from './settings-nav.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { TopBar } from './top-bar.tsx';

/** The frame of every page inside a workspace. */
export function AppLayout() {
  const { t, i18n } = useTranslation('app');
  const me = useMe();
  const { workspaceId } = useParams({ strict: false });
  const workspace = me?.workspaces.find(({ id }) => id === workspaceId);
  const main = useFocusOnNewPage();

  useEffect(() => {
    if (me?.member?.locale && !hasChosenLanguage()) void i18n.changeLanguage(chooseLanguage([me.member.locale]));
  }, [me, i18n]);
  useHotkeys([['/', () => document.querySelector<HTMLInputElement>('[data-list-search]')?.focus()]]);

  if (!workspace) return <NotFound />;
  return (
    <WorkspaceProvider workspace={workspace} key={workspace.id}>
      <FormatProvider locale={localeOf(i18n.language, workspace.country)} timeZone={workspace.timeZone} currency={workspace.currency}>
        <LiveProvider>
          <a href="#main" className={classes.skip}>
            {t('skip')}
          </a>
          <div className={classes.frame}>
            <Rail />
            <TopBar />
            <main id="main" ref={main} tabIndex={-1} className={classes.main}>
              <ConnectionBanner />
              <SettingsNav />
              <Suspense fallback={<LoadingRows />}>
                <Outlet />
              </Suspense>
            </main>
            <BottomBar />
          </div>
          <div id="announcements" role="status" aria-live="polite" className="mch-hidden" />
          <CommandBar />
          <InboxAlerts />
          <ShortcutHelp />
        </LiveProvider>
      </FormatProvider>
    </WorkspaceProvider>
  );
}

/** Moves the focus to the content when another page opens, as a full load would; not when a row opens beside its list. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const page = useRouterState({ select: (state) => state.resolvedLocation?.pathname.split('/').slice(0, 4).join('/') });
  const before = useRef(page);
  useEffect(() => {
    if (before.current !== undefined && page !== before.current) main.current?.focus({ preventScroll: true });
    before.current = page;
  }, [page]);
  return main;
}
