import { ActionIcon } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PersonMenu } from './person-menu.tsx';
import classes from './top-bar.module.css';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

/** The top of a phone: which shop, search, and who is signed in. */
export function TopBar() {
  const { t } = useTranslation('app');
  return (
    <header className={classes.bar}>
      <WorkspaceSwitcher isWide />
      <ActionIcon onClick={spotlight.open} aria-label={t('search.open')} size={44}>
        <IconSearch size={22} stroke={1.6} aria-hidden />
      </ActionIcon>
      <PersonMenu isCompact />
    </header>
  );
}
