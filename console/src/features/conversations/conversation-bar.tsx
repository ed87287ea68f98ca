import { ActionIcon, Button, Menu, Text, Tooltip } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconArchive, IconArrowBackUp, IconClock, IconDots, IconFlag, IconHandStop, IconMail, IconNote, IconPlayerSkipForward, IconTag, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { useMe } from '../../app/me.ts';
import { useTeam } from '../../app/team.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { IconAction } from '../../ui/icon-action.tsx';
import { serverNow } from '../../ui/now.ts';
import { notifyUndoable } from '../../ui/undoable.tsx';
import { useAct } from '../../ui/use-act.ts';
import classes from './conversation-view.module.css';
import { useConversation, useConversationActions } from './conversation-requests.ts';
import { TagsDialog } from './dialogs.tsx';
import { snoozeChoices } from './snooze-choices.ts';
import { useTakeOver } from './use-take-over.tsx';
import { useNames } from './use-names.ts';

interface BarProps {
  conversation: ConversationDetail;
  onNext: () => void;
  onNote: () => void;
}

/** Who it is, who answers, and what can be done with it; each has a key. */
export function ConversationBar({ conversation, onNext, onNote }: BarProps) {
  const names = useNames();
  const canAnswer = useWorkspace().can('agent');
  return (
    <header className={classes.bar}>
      <div className={classes.who}>
        <h2 className={classes.name}>{names.person(conversation)}</h2>
        <Text size="xs" c="dimmed" component="div">
          <WhoAnswers conversation={conversation} />
        </Text>
      </div>
      {canAnswer && <Actions conversation={conversation} onNext={onNext} onNote={onNote} />}
    </header>
  );
}

/** The same beside the way back, on a phone. */
export function OpenTitle({ conversationId }: { conversationId: string }) {
  const names = useNames();
  const conversation = useConversation(conversationId).data;
  if (!conversation) return null;
  return (
    <>
      <h2 className={classes.name}>{names.person(conversation)}</h2>
      <Text size="xs" c="dimmed" component="div" truncate>
        <WhoAnswers conversation={conversation} />
      </Text>
    </>
  );
}

function WhoAnswers({ conversation: { handler, assigneeId, state } }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const names = useNames();
  if (state !== 'open') return t(`state.${state}`);
  if (handler === 'person') return assigneeId ? t('handler.member', { name: names.member(assigneeId) }) : t('handler.anybody');
  return t(`handler.${handler}`);
}

function Actions({ conversation, onNext, onNote }: BarProps) {
  const { t } = useTranslation('conversations');
  const actions = useConversationActions(conversation.id);
  const act = useAct('conversations');
  const takeOver = useTakeOver(conversation);
  const [isTagging, tagging] = useDisclosure(false);
  const isClosed = conversation.state === 'closed';
  const isOurs = conversation.handler === 'person';
  const close = async () => {
    if (isClosed) return void act(actions.reopen);
    if (await act(actions.close)) notifyUndoable({ done: t('done.closed'), undo: () => act(() => actions.reopen(true)) });
  };
  const leaveUnread = async () => {
    if (await act(actions.unread)) onNext();
  };
  useHotkeys([
    ['c', () => void close()],
    ['t', (event) => (event.preventDefault(), tagging.open())],
    ['u', () => void leaveUnread()],
    ['h', () => void (isOurs ? act(actions.handBack) : takeOver())],
  ]);
  return (
    <div className={classes.actions}>
      {isOurs ? (
        <IconAction label={t('actions.handBack')} keys="H" icon={IconArrowBackUp} onClick={() => void act(actions.handBack)} />
      ) : (
        <Button size="compact-sm" variant="default" leftSection={<IconHandStop size={16} aria-hidden />} aria-keyshortcuts="h" onClick={() => void takeOver()}>
          {t('actions.takeOver')}
        </Button>
      )}
      <AssignMenu conversation={conversation} />
      <SnoozeMenu conversation={conversation} />
      <IconAction label={t(isClosed ? 'actions.reopen' : 'actions.close')} keys="C" icon={IconArchive} onClick={() => void close()} />
      <IconAction label={t('actions.next')} keys="N" icon={IconPlayerSkipForward} onClick={onNext} />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('actions.more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTag size={16} aria-hidden />} rightSection={<KeyLetter letter="T" />} onClick={tagging.open}>
            {t('actions.tag')}
          </Menu.Item>
          <Menu.Item leftSection={<IconNote size={16} aria-hidden />} rightSection={<KeyLetter letter="M" />} onClick={onNote}>
            {t('actions.note')}
          </Menu.Item>
          <Menu.Item leftSection={<IconMail size={16} aria-hidden />} rightSection={<KeyLetter letter="U" />} onClick={() => void leaveUnread()}>
            {t('actions.unread')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('actions.priority')}</Menu.Label>
          {[2, 1, 0].map((priority) => (
            <Menu.Item
              key={priority}
              leftSection={<IconFlag size={16} aria-hidden />}
              disabled={conversation.priority === priority}
              onClick={() => void act(() => actions.setPriority(priority))}
            >
              {t(`filters.priorities.${priority}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <TagsDialog conversation={conversation} opened={isTagging} onClose={tagging.close} />
    </div>
  );
}

const KeyLetter = ({ letter }: { letter: string }) => (
  <Text span size="xs" c="dimmed" aria-hidden>
    {letter}
  </Text>
);

function AssignMenu({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const [isOpen, menu] = useDisclosure(false);
  const me = useMe()?.member?.userId;
  const members = useTeam();
  const { assign } = useConversationActions(conversation.id);
  const act = useAct('conversations');
  useHotkeys([['a', menu.open]]);
  // The person who is looking comes first: taking one oneself is what is done most.
  const ordered = members.toSorted((left, right) => Number(right.userId === me) - Number(left.userId === me));
  return (
    <Menu opened={isOpen} onChange={(open) => (open ? menu.open() : menu.close())} position="bottom-end">
      <Menu.Target>
        <Tooltip label={`${t('actions.assign')} (A)`} disabled={isOpen}>
          <ActionIcon aria-label={t('actions.assign')} aria-keyshortcuts="a">
            <IconUserPlus size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('actions.assignTo')}</Menu.Label>
        {ordered.map(({ userId, name }) => (
          <Menu.Item key={userId} disabled={userId === conversation.assigneeId} onClick={() => void act(() => assign(userId))}>
            {userId === me ? t('actions.assignMe') : name}
          </Menu.Item>
        ))}
        {conversation.assigneeId && <Menu.Item onClick={() => void act(() => assign(null))}>{t('actions.assignNobody')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

function SnoozeMenu({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const [isOpen, menu] = useDisclosure(false);
  const { snooze, reopen } = useConversationActions(conversation.id);
  const act = useAct('conversations');
  useHotkeys([['s', menu.open]]);
  const choose = async (until: Date) => {
    if (await act(() => snooze(until))) notifyUndoable({ done: t('done.snoozed', { until: formats.instant(until) }), undo: () => act(reopen) });
  };
  return (
    <Menu opened={isOpen} onChange={(open) => (open ? menu.open() : menu.close())} position="bottom-end">
      <Menu.Target>
        <Tooltip label={`${t('actions.snooze')} (S)`} disabled={isOpen}>
          <ActionIcon aria-label={t('actions.snooze')} aria-keyshortcuts="s">
            <IconClock size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('actions.snoozeUntil')}</Menu.Label>
        {snoozeChoices(serverNow(), formats.timeZone).map(({ name, until }) => (
          <Menu.Item
            key={name}
            rightSection={
              <Text span size="xs" c="dimmed">
                {formats.instant(until)}
              </Text>
            }
            onClick={() => void choose(until)}
          >
            {t(`snooze.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
