import { ActionIcon, Tooltip } from '@mantine/core';
import type { ComponentType } from 'react';

interface IconActionProps {
  label: string;
  icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  /** The letter that does the same. */
  keys?: string;
  /** What hovering says when it is not the label. */
  hint?: string;
  /** Of what it opens. */
  isExpanded?: boolean;
  onClick: () => void;
}

/** An icon that does something, named for those who do not see it and on hovering for those who do. */
export function IconAction({ label, icon: Icon, keys, hint = label, isExpanded, onClick }: IconActionProps) {
  return (
    <Tooltip label={keys ? `${hint} (${keys})` : hint}>
      <ActionIcon aria-label={label} onClick={onClick} {...(isExpanded !== undefined && { 'aria-expanded': isExpanded })} {...(keys && { 'aria-keyshortcuts': keys.toLowerCase() })}>
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
