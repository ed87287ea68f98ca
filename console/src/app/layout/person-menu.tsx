import { Avatar, Indicator, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import type { MantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignOut } from '../../features/accounts/sign-out.ts';
import { changeLanguage } from '../i18n.ts';
import { languageNames, languages } from '../languages.ts';
import { useLiveState } from '../live.tsx';
import { useMe } from '../me.ts';
import classes from './person-menu.module.css';
import { openShortcutHelp } from './shortcut-help.tsx';

const colourSchemes: readonly { value: MantineColorScheme; icon: ReactNode }[] = [
  { value: 'auto', icon: <IconDeviceDesktop size={18} aria-hidden /> },
  { value: 'light', icon: <IconSun size={18} aria-hidden /> },
  { value: 'dark', icon: <IconMoon size={18} aria-hidden /> },
];

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
        <UnstyledButton className={classes.button} aria-label={t('person.menu', { name: member?.name ?? '', state: t(`live.${live}`) })}>
          <Indicator size={11} offset={4} withBorder position="bottom-end" color={live === 'live' ? 'teal.5' : 'saffron.5'}>
            <Avatar size={36} name={member?.name ?? ''} color="gray" alt="" aria-hidden />
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
        {languages.map((language) => (
          <Choice key={language} isChosen={i18n.language === language} onChoose={() => void changeLanguage(language)}>
            <span lang={language}>{languageNames[language]}</span>
          </Choice>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('person.colours')}</Menu.Label>
        {colourSchemes.map(({ value, icon }) => (
          <Choice key={value} isChosen={colorScheme === value} onChoose={() => setColorScheme(value)} icon={icon}>
            {t(`colours.${value}`)}
          </Choice>
        ))}
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

function Choice({ isChosen, onChoose, icon, children }: { isChosen: boolean; onChoose: () => void; icon?: ReactNode; children: ReactNode }) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={isChosen}
      closeMenuOnClick={false}
      leftSection={icon}
      rightSection={isChosen && <IconCheck size={18} aria-hidden />}
      onClick={onChoose}
    >
      {children}
    </Menu.Item>
  );
}
