import { Button, Group, Select, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HandoffRule } from '#contract/handoff';
import { useWorkspace } from '../../app/workspace.tsx';
import { ownerOfValue, valueOfOwner } from '../../ui/owner-choice.ts';
import { useOwners } from './assistant-requests.ts';
import classes from './assistant.module.css';
import { storedOf } from './stored-rule.ts';
import type { ListedRule } from './stored-rule.ts';
import { WordsFields } from './words-fields.tsx';

/** What happens when the reason is met. */
export function RuleForm({ rule, onSave }: { rule: ListedRule; onSave: (next: HandoffRule) => Promise<boolean> }) {
  const { t } = useTranslation(['assistant', 'ui']);
  const canEdit = useWorkspace().can('admin');
  const { members, groups } = useOwners();
  const [edited, setEdited] = useState(storedOf(rule));
  const [isBusy, setBusy] = useState(false);
  const set = (part: Partial<HandoffRule>) => setEdited({ ...edited, ...part });
  const isDirty = JSON.stringify(edited) !== JSON.stringify(storedOf(rule));
  const save = async () => {
    setBusy(true);
    await onSave(edited);
    setBusy(false);
  };
  const owners = [
    { value: '', label: t('owner.byRules') },
    { value: 'everyone', label: t('owner.everyone') },
    ...groups.map(({ id, name }) => ({ value: `group:${id}`, label: t('owner.group', { name }) })),
    ...members.map(({ userId, name }) => ({ value: `member:${userId}`, label: t('owner.member', { name }) })),
  ];
  return (
    <>
      <div className={classes.fields}>
        <Select label={t('handoff.owner')} disabled={!canEdit} allowDeselect={false} data={owners} value={valueOfOwner(edited.owner)} onChange={(value) => set({ owner: ownerOfValue(value) })} />
        <Select label={t('handoff.priority')} disabled={!canEdit} allowDeselect={false} data={[0, 1, 2].map((priority) => ({ value: String(priority), label: t(`priority.${priority}`) }))} value={String(edited.priority)} onChange={(value) => set({ priority: Number(value) })} />
        <TagsInput label={t('handoff.tags')} placeholder={t('ui:form.addTag')} disabled={!canEdit} maxTags={5} value={edited.tags} onChange={(tags) => set({ tags: tags.map((tag) => tag.trim().slice(0, 40)).filter(Boolean) })} />
      </div>
      <WordsFields label={t('handoff.message')} help={t('handoff.messageHelp')} words={edited.message} usual={rule.usualMessage} maxLength={600} isDisabled={!canEdit} onChange={(message) => set({ message })} />
      {canEdit && (
        <Group gap="xs">
          <Button loading={isBusy} disabled={!isDirty || !HandoffRule.safeParse(edited).success} onClick={() => void save()}>
            {t('save.save')}
          </Button>
          {isDirty && (
            <Button variant="default" onClick={() => setEdited(storedOf(rule))}>
              {t('save.discard')}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
