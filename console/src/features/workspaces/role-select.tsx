import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Role } from '#contract/role';

interface RoleSelectProps<Choice extends Role> {
  label: string;
  choices: readonly Choice[];
  value: Choice;
  onChange: (role: Choice) => void;
  /** Says what the chosen role may do. */
  isExplained?: boolean;
  /** The label is for screen readers only. */
  isQuiet?: boolean;
}

export function RoleSelect<Choice extends Role>({ label, choices, value, onChange, isExplained = false, isQuiet = false }: RoleSelectProps<Choice>) {
  const { t } = useTranslation('workspaces');
  const app = useTranslation('app').t;
  const current: Role = value;
  return (
    <Select
      {...(isQuiet ? { 'aria-label': label, w: 220 } : { label })}
      {...(isExplained && { description: t(`role.${current}`) })}
      inputWrapperOrder={['label', 'input', 'description']}
      allowDeselect={false}
      data={choices.map((role: Role) => ({ value: role, label: app(`roles.${role}`) }))}
      value={value}
      onChange={(next) => {
        const chosen = choices.find((role) => role === next);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  );
}
