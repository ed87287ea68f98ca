import { Button, Switch, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconLock } from '@tabler/icons-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoffRule } from '#contract/handoff';
import { useWorkspace } from '../../app/workspace.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed, notifyUndoable } from '../../ui/undoable.tsx';
import { useHandoffRules, useOwners } from './assistant-requests.ts';
import classes from './assistant.module.css';
import { ownerName } from './owner-choice.ts';
import { RuleForm } from './rule-form.tsx';
import { storedOf } from './stored-rule.ts';
import type { ListedRule } from './stored-rule.ts';
import { useAssistantWords } from './use-assistant-words.ts';

/** One reason to hand over: what it does in a line, and all of it when opened. @param children what belongs to this reason alone */
export function RuleRow({ rule, children }: { rule: ListedRule; children?: ReactNode }) {
  const { t } = useTranslation('assistant');
  const words = useAssistantWords();
  const workspace = useWorkspace();
  const say = useErrorText('assistant');
  const owners = useOwners();
  const { change } = useHandoffRules();
  const [isOpen, form] = useDisclosure(false);
  const id = useId();
  const name = words.reason(rule.trigger);
  const replace = (next: HandoffRule) => change({ rules: { [rule.trigger]: next } });
  /** Gives whether it was taken. */
  const save = async (next: HandoffRule) => {
    const before = storedOf(rule);
    try {
      await replace(next);
      notifyUndoable({ done: t('handoff.savedRule', { name }), undo: () => replace(before).catch((error: unknown) => notifyFailed(say(error))) });
      return true;
    } catch (error) {
      notifyFailed(say(error));
      return false;
    }
  };
  return (
    <li className={classes.rule}>
      <div className={classes.ruleHead}>
        {rule.isMandatory ? (
          <span className={classes.lock}>
            <IconLock size={20} aria-hidden />
          </span>
        ) : (
          <Switch aria-label={name} checked={rule.isOn} disabled={!workspace.can('admin')} onChange={(event) => void save({ ...storedOf(rule), isOn: event.currentTarget.checked })} />
        )}
        <div className={classes.ruleWords}>
          <Text fw={550}>{name}</Text>
          <Text size="sm" c="dimmed">
            {t(`when.${rule.trigger}`)}
          </Text>
          <Text size="xs" c="dimmed">
            {[rule.isMandatory && t(`mandatory.${rule.trigger}`), t(`priority.${rule.priority}`), ownerName(t, rule.owner, owners), rule.tags.length > 0 && rule.tags.join(', '), rule.message && t('handoff.ownWords')].filter(Boolean).join(' · ')}
          </Text>
        </div>
        <Button variant="subtle" size="compact-md" aria-expanded={isOpen} aria-controls={id} aria-label={t('handoff.openRule', { name })} rightSection={<IconChevronDown size={16} aria-hidden style={{ rotate: isOpen ? '180deg' : '0deg' }} />} onClick={form.toggle}>
          {t('handoff.open')}
        </Button>
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && (
          <div className={classes.ruleForm}>
            {children}
            <RuleForm key={JSON.stringify(rule)} rule={rule} onSave={save} />
          </div>
        )}
      </div>
    </li>
  );
}
