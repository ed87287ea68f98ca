import { Avatar, Indicator, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import type { MantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSignOut } from '../../features/accounts/sign-out.ts';
import { changeLanguage } from '../i18n.ts';
import { languageNames, languages } from '../languages.ts';
import type { Language } from '../languages.ts';
import { useLiveState } from '../live.tsx';
import { useMe } from '../me.ts';
import classes from './person-menu.module.css';
import { openShortcutHelp } from './shortcut-help.tsx';

const colourSchemes = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];

/** Who is signed in: language, colours, shortcuts, sign-out. Its dot says whether changes arrive by themselves. */
export function PersonMenu({ isCompact = false }: { isCompact?: boolean }) {
  const { t, i18n } = useTranslation('app');
  const member = useMe()?.member;
  const live = useLiveState();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return (
    <Menu position={isCompact ? 'bottom-end' : 'right-end'} width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <span className="mch-hidden">{t('person.menu', { name: member?.name ?? '', state: t(`live.${live}`) })}</span>
          <Indicator aria-hidden size={11} offset={4} withBorder position="bottom-end" color={live === 'live' ? 'teal.5' : 'saffron.5'}>
            <Avatar size={36} name={member?.name ?? ''} color="gray" alt="" />
          </Indicator>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <div className={classes.who}>
          <Text fw={600}>{member?.name}</Text>
          <Text size="xs" c="dimmed">
            {member?.email}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`live.${live}`)}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('person.language')}</Menu.Label>
        <Menu.RadioGroup value={i18n.language} onChange={(language) => void changeLanguage(language as Language)}>
          {languages.map((language) => (
            <Menu.RadioItem key={language} value={language} lang={language}>
              {languageNames[language]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('person.colours')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}>
          {colourSchemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`colours.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={18} aria-hidden />} onClick={openShortcutHelp}>
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void signOut()}>
          {t('person.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
