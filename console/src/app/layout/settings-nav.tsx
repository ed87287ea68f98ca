import { useRouterState } from '@tanstack/react-router';
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
  const isHere = useRouterState({ select: ({ location }) => location.pathname.startsWith(`${workspace.href('settings')}/`) });
  if (!isHere) return null;
  return (
    <nav aria-label={t('nav.settingsParts')} className={classes.parts}>
      {links.map(({ path, href, label }) => (
        <PageLink key={path} to={href} className={classes.part}>
          {t(label)}
        </PageLink>
      ))}
    </nav>
  );
}
