import { ActionIcon, Button, MultiSelect, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssignmentSettings } from '#contract/assignment';
import { useTeam } from '../../app/team.ts';
import { makeId } from '../../ui/make-id.ts';
import { notifyDone } from '../../ui/undoable.tsx';
import classes from './assignment.module.css';

type Group = AssignmentSettings['groups'][number];

/** Members who share a kind of conversation. A group that a rule names is not taken away. */
export function GroupEditor({ groups, rules, onChange }: { groups: Group[]; rules: AssignmentSettings['rules']; onChange: (groups: Group[]) => void }) {
  const { t } = useTranslation('conversations');
  const members = useTeam();
  const change = (id: string, part: Partial<Group>) => onChange(groups.map((group) => (group.id === id ? { ...group, ...part } : group)));
  const remove = (id: string) => {
    if (rules.some(({ to }) => to.kind === 'group' && to.groupId === id)) return notifyDone(t('assignment.groupUsed'));
    onChange(groups.filter((group) => group.id !== id));
  };
  return (
    <>
      {groups.length === 0 && <Text size="sm" c="dimmed">{t('assignment.noGroups')}</Text>}
      <ul className={classes.rules}>
        {groups.map(({ id, name, memberIds }) => (
          <li key={id} className={classes.rule}>
            <TextInput label={t('assignment.groupName')} maxLength={60} value={name} onChange={(event) => change(id, { name: event.currentTarget.value })} />
            <MultiSelect label={t('assignment.people')} data={members.map((member) => ({ value: member.userId, label: member.name }))} value={memberIds} onChange={(next) => change(id, { memberIds: next })} searchable className={classes.wide ?? ''} />
            <ActionIcon aria-label={t('assignment.removeGroup', { name })} onClick={() => remove(id)}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Button className={classes.add ?? ''} variant="default" size="compact-md" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onChange([...groups, { id: makeId(), name: '', memberIds: [] }])}>
        {t('assignment.addGroup')}
      </Button>
    </>
  );
}
