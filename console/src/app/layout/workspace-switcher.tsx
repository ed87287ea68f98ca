import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PageLink } from '../../ui/page-link.tsx';
import { useMe } from '../me.ts';
import { useWorkspace, workspaceHref } from '../workspace.tsx';
import classes from './workspace-switcher.module.css';

/** Which shop is open; a member of several switches here. */
export function WorkspaceSwitcher({ isWide = false }: { isWide?: boolean }) {
  const { t } = useTranslation('app');
  const workspace = useWorkspace();
  const workspaces = useMe()?.workspaces ?? [];
  const face = (
    <>
      <Avatar size={36} radius="md" name={workspace.name} color="teal" variant="filled" alt="" aria-hidden />
      <span className={classes.name}>{workspace.name}</span>
    </>
  );
  const className = isWide ? `${classes.button} ${classes.wide}` : classes.button;
  if (workspaces.length < 2) return <div className={className}>{face}</div>;
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={className}>
          {face}
          <span className="mch-hidden">{t('workspace.switch')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <Menu.Label>{t('workspace.label')}</Menu.Label>
        {workspaces.map(({ id, name, role }) => (
          <Menu.Item
            key={id}
            component={PageLink}
            to={workspaceHref(id)}
            rightSection={id === workspace.id && <IconCheck size={18} aria-hidden />}
            aria-current={id === workspace.id || undefined}
          >
            {name}
            <Text size="xs" c="dimmed">
              {t(`roles.${role}`)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
