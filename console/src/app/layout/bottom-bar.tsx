import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PageLink } from '../../ui/page-link.tsx';
import classes from './bottom-bar.module.css';
import { useNavigation } from './navigation.ts';

const places = 5;

/** The sections at the bottom of a phone: four, and the others in a sheet. */
export function BottomBar() {
  const { t } = useTranslation('app');
  const [isOpen, sheet] = useDisclosure(false);
  const links = useNavigation();
  const hasMore = links.length > places;
  const shown = hasMore ? links.slice(0, places - 1) : links;
  return (
    <>
      <nav aria-label={t('nav.label')} className={classes.bar}>
        {shown.map(({ path, href, icon: Icon, label }) => (
          <PageLink key={path} to={href} className={classes.link}>
            <Icon size={24} stroke={1.6} />
            <span>{t([`${label}_short`, label])}</span>
          </PageLink>
        ))}
        {hasMore && (
          <UnstyledButton className={classes.link} onClick={sheet.open} aria-haspopup="dialog" aria-expanded={isOpen}>
            <IconDots size={24} stroke={1.6} aria-hidden />
            <span>{t('nav.more')}</span>
          </UnstyledButton>
        )}
      </nav>
      <Drawer opened={isOpen} onClose={sheet.close} position="bottom" size="auto" title={t('nav.more')} closeButtonProps={{ 'aria-label': t('ui:close') }}>
        <nav aria-label={t('nav.more')} className={classes.sheet}>
          {links.slice(places - 1).map(({ path, href, icon: Icon, label }) => (
            <PageLink key={path} to={href} className={classes.row} onClick={sheet.close}>
              <Icon size={22} stroke={1.6} />
              {t(label)}
            </PageLink>
          ))}
        </nav>
      </Drawer>
    </>
  );
}
