import { UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PageLink } from '../../ui/page-link.tsx';
import { KeyHint } from '../../ui/small-parts.tsx';
import { useNavigation } from './navigation.ts';
import { PersonMenu } from './person-menu.tsx';
import classes from './rail.module.css';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

/** The sections, at the left of a desktop. */
export function Rail() {
  const { t } = useTranslation('app');
  const links = useNavigation();
  return (
    <div className={classes.rail}>
      <WorkspaceSwitcher />
      <nav aria-label={t('nav.label')} className={classes.links}>
        {links.map(({ path, href, icon: Icon, label }) => (
          <PageLink key={path} to={href} className={classes.link}>
            <Icon size={22} stroke={1.6} />
            <span>{t(label)}</span>
          </PageLink>
        ))}
      </nav>
      <UnstyledButton className={classes.link} onClick={spotlight.open}>
        <IconSearch size={22} stroke={1.6} aria-hidden />
        <span>{t('search.open')}</span>
        <KeyHint keys="mod+k" />
      </UnstyledButton>
      <PersonMenu />
    </div>
  );
}
