import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PageLink } from '../../ui/page-link.tsx';
import { useWorkspace } from '../workspace.tsx';
import { useNavigation } from './navigation.ts';
import classes from './settings-nav.module.css';

/** The parts of the settings, above each of them. */
export function SettingsNav() {
  const { t } = useTranslation('app');
  const workspace = useWorkspace();
  const links = useNavigation({ withHidden: true }).filter(({ path }) => path.startsWith('settings/'));
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const isHere = path.startsWith(`${workspace.href('settings')}/`);
  const bar = useRef<HTMLElement>(null);
  // On a phone the bar is wider than the page, and the part that is open may be far to the right.
  useEffect(() => {
    const open = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (bar.current && open) bar.current.scrollLeft = open.offsetLeft - (bar.current.clientWidth - open.offsetWidth) / 2;
  }, [path]);
  if (!isHere) return null;
  return (
    <nav ref={bar} aria-label={t('nav.settingsParts')} className={classes.parts}>
      {links.map(({ path, href, label }) => (
        <PageLink key={path} to={href} className={classes.part}>
          {t(label)}
        </PageLink>
      ))}
    </nav>
  );
}
