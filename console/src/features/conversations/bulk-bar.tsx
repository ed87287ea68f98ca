import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArchive, IconClock, IconMailOpened, IconTag, IconUserPlus, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BulkAction, ListedConversation } from '#contract/conversation';
import type { Page } from '#contract/page';
import { useMe } from '../../app/me.ts';
import { useTeam } from '../../app/team.ts';
import { useFormats } from '../../ui/formats.tsx';
import { IconAction } from '../../ui/icon-action.tsx';
import { serverNow } from '../../ui/now.ts';
import { notifyDone, notifyUndoable } from '../../ui/undoable.tsx';
import { useAct } from '../../ui/use-act.ts';
import classes from './conversation-list.module.css';
import { AddTagsDialog } from './dialogs.tsx';
import { useBulk } from './inbox-requests.ts';
import { snoozeChoices } from './snooze-choices.ts';
import type { Selection } from './use-selection.ts';

/** What can be done with those that were chosen; each can be taken back. */
export function BulkBar({ selection, listKey }: { selection: Selection; listKey: readonly unknown[] }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const doAll = useDoAll(selection);
  const [isTagging, tagging] = useDisclosure(false);
  const queries = useQueryClient();
  const loaded = queries.getQueryData<InfiniteData<Page<ListedConversation>>>(listKey)?.pages.flatMap(({ items }) => items.map(({ id }) => id)) ?? [];
  const hasAll = loaded.every((id) => selection.has(id));
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('bulk.label')}>
      <Text size="sm" fw={600} className={classes.chosen} role="status">
        {t('bulk.chosen', { count: selection.ids.length, number: formats.number(selection.ids.length) })}
      </Text>
      <AssignAll onChoose={(assigneeId) => doAll({ kind: 'assign', assigneeId })} />
      <SnoozeAll onChoose={(until) => doAll({ kind: 'snooze', until: until.toISOString() })} />
      <IconAction label={t('actions.tag')} icon={IconTag} onClick={tagging.open} />
      <IconAction label={t('bulk.read')} icon={IconMailOpened} onClick={() => doAll({ kind: 'read' })} />
      <IconAction label={t('bulk.close')} icon={IconArchive} onClick={() => doAll({ kind: 'close' })} />
      {!hasAll && (
        <Button variant="subtle" size="compact-sm" onClick={() => selection.choose(loaded.slice(0, 200))}>
          {t('bulk.all')}
        </Button>
      )}
      <IconAction label={t('bulk.none')} icon={IconX} onClick={selection.clear} />
      <AddTagsDialog opened={isTagging} onClose={tagging.close} add={(tags) => doAll({ kind: 'add_tags', tags })} />
    </div>
  );
}

/** Does it to all that are chosen and offers to take it back; says how many could not be changed. */
function useDoAll(selection: Selection): (action: BulkAction) => Promise<boolean> {
  const { t } = useTranslation('conversations');
  const { doToAll, undo } = useBulk();
  const act = useAct('conversations');
  return (action) =>
    act(async () => {
      const result = await doToAll(selection.ids, action);
      selection.clear();
      const failed = result.left.filter(({ code }) => code !== 'unchanged').length;
      if (result.done > 0) notifyUndoable({ done: t(`bulk.done.${action.kind}`, { count: result.done }), undo: () => act(() => undo(result)) });
      else if (failed === 0) notifyDone(t('bulk.unchanged'));
      if (failed > 0) notifyDone(t('bulk.failed', { count: failed }));
    });
}

function AssignAll({ onChoose }: { onChoose: (assigneeId: string | null) => void }) {
  const { t } = useTranslation('conversations');
  const me = useMe()?.member?.userId;
  const members = useTeam();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('actions.assign')}>
          <IconUserPlus size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {members.map(({ userId, name }) => (
          <Menu.Item key={userId} onClick={() => onChoose(userId)}>
            {userId === me ? t('actions.assignMe') : name}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => onChoose(null)}>{t('actions.assignNobody')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SnoozeAll({ onChoose }: { onChoose: (until: Date) => void }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('actions.snooze')}>
          <IconClock size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {snoozeChoices(serverNow(), formats.timeZone).map(({ name, until }) => (
          <Menu.Item key={name} onClick={() => onChoose(until)}>
            {t(`snooze.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
