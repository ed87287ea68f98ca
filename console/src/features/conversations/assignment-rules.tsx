import { ActionIcon, Autocomplete, Button, Select, Text } from '@mantine/core';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssignmentSettings } from '#contract/assignment';
import { useTeam } from '../../app/team.ts';
import { ownerOfValue, valueOfOwner } from '../../ui/owner-choice.ts';
import { useCounts } from './inbox-requests.ts';
import classes from './assignment.module.css';

type Rule = AssignmentSettings['rules'][number];

/** Which tag leads to whom; the first that fits decides. */
export function AssignmentRules({ settings, onChange }: { settings: AssignmentSettings; onChange: (rules: Rule[]) => void }) {
  const { t } = useTranslation('conversations');
  const members = useTeam();
  const tags = useCounts().data?.tags.map(({ tag }) => tag) ?? [];
  const { rules, groups } = settings;
  const choices = [
    { group: t('assignment.groups'), items: groups.map(({ id, name }) => ({ value: `group:${id}`, label: name || t('assignment.unnamed') })) },
    { group: t('assignment.people'), items: members.map(({ userId, name }) => ({ value: `member:${userId}`, label: name })) },
    { group: t('assignment.team'), items: [{ value: 'everyone', label: t('assignment.everyone') }] },
  ].filter(({ items }) => items.length > 0);
  const change = (place: number, part: Partial<Rule>) => onChange(rules.map((rule, index) => (index === place ? { ...rule, ...part } : rule)));
  const raise = (place: number) => onChange(rules.toSpliced(place, 1).toSpliced(place - 1, 0, rules[place] as Rule));
  return (
    <>
      {rules.length === 0 && <Text size="sm" c="dimmed">{t('assignment.noRules')}</Text>}
      <ol className={classes.rules}>
        {rules.map((rule, place) => (
          <li key={place} className={classes.rule}>
            <Autocomplete label={t('assignment.tag')} data={tags} maxLength={40} value={rule.tag} onChange={(tag) => change(place, { tag })} />
            <Select label={t('assignment.goesTo')} data={choices} allowDeselect={false} value={valueOfOwner(rule.to)} onChange={(value) => change(place, { to: ownerOfValue(value) ?? rule.to })} />
            <ActionIcon aria-label={t('assignment.raise', { tag: rule.tag })} disabled={place === 0} onClick={() => raise(place)}>
              <IconArrowUp size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon aria-label={t('assignment.removeRule', { tag: rule.tag })} onClick={() => onChange(rules.toSpliced(place, 1))}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ol>
      <Button className={classes.add ?? ''} variant="default" size="compact-md" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onChange([...rules, { tag: '', to: { kind: 'everyone' } }])}>
        {t('assignment.addRule')}
      </Button>
    </>
  );
}
