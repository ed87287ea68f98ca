import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../../app/layout/navigation.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Page } from '../../ui/page.tsx';
import classes from './settings.module.css';

/** Where everything is set: one line for each part. */
export default function SettingsPage() {
  const { t } = useTranslation('settings');
  const app = useTranslation('app').t;
  const links = useNavigation({ withHidden: true }).filter(({ path }) => path.startsWith('settings/'));
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <ul className={classes.parts}>
        {links.map(({ path, href, label, icon: Icon }) => (
          <li key={path}>
            <PageLink to={href} className={classes.part}>
              <Icon size={24} stroke={1.6} />
              <span>
                <Text component="span" display="block" fw={550}>
                  {app(label)}
                </Text>
                <Text component="span" display="block" size="sm" c="dimmed">
                  {t(`parts.${label.split('.').at(-1)}`, { defaultValue: '' })}
                </Text>
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
    </Page>
  );
}
