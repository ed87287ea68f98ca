import { Button, Checkbox, Text } from '@mantine/core';
import { IconAt, IconRobot, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ListedConversation } from '#contract/conversation';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { BulkBar } from './bulk-bar.tsx';
import classes from './conversation-list.module.css';
import { listKey, loadConversations } from './conversation-requests.ts';
import { filterNames, isFiltered, useListFilters } from './list-filters.ts';
import type { ListFilters } from './list-filters.ts';
import { ListHead } from './list-head.tsx';
import { RatingBadge } from './rating-part.tsx';
import { useNames } from './use-names.ts';
import type { Selection } from './use-selection.ts';
import { Waited } from './waited.tsx';

export function ConversationList({ openId, selection }: { openId: string | null; selection: Selection }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const filters = useListFilters();
  const canChoose = workspace.can('agent');
  return (
    <>
      <ListHead filters={filters} />
      {canChoose && selection.ids.length > 0 && <BulkBar selection={selection} listKey={listKey(workspace, filters)} />}
      <CursorList
        label={t('list.label')}
        namespace="conversations"
        queryKey={listKey(workspace, filters)}
        load={(cursor, signal) => loadConversations(workspace, filters, cursor, signal)}
        getId={({ id }) => id}
        openId={openId}
        empty={<NothingListed filters={filters} />}
      >
        {(conversation) => <ConversationRow conversation={conversation} selection={canChoose ? selection : null} />}
      </CursorList>
    </>
  );
}

function NothingListed({ filters }: { filters: ListFilters }) {
  const { t } = useTranslation('conversations');
  const { set } = useUrlState();
  if (isFiltered(filters)) {
    const clear = () => set({ q: null, ...Object.fromEntries(filterNames.map((name) => [name, null])) });
    return <EmptyState title={t('empty.search')} action={<Button variant="default" onClick={clear}>{t('empty.clear')}</Button>} />;
  }
  const hasRoad = filters.view === 'waiting' || filters.view === 'mine' || filters.view === 'unassigned';
  return (
    <EmptyState title={t(`empty.${filters.view}`)} action={hasRoad ? <Button variant="default" onClick={() => set({ view: 'open' })}>{t('empty.showOpen')}</Button> : undefined}>
      {t(`empty.${filters.view}Words`)}
    </EmptyState>
  );
}

function ConversationRow({ conversation, selection }: { conversation: ListedConversation; selection: Selection | null }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const names = useNames();
  const { id, unreadCount, lastMessageAt } = conversation;
  return (
    <div className={classes.row} data-choosing={(selection && selection.ids.length > 0) || undefined}>
      {selection && (
        <Checkbox
          className={classes.choose ?? ''}
          size="md"
          aria-label={t('bulk.chooseOne', { name: names.person(conversation) })}
          checked={selection.has(id)}
          onChange={() => selection.toggle(id)}
        />
      )}
      <PageLink to={workspace.href(`conversations/${id}`)} keepSearch className={classes.open}>
        <span className={classes.line}>
          <span className={classes.name} data-unread={unreadCount > 0 || undefined}>
            {names.person(conversation)}
          </span>
          {lastMessageAt && (
            <Text span size="xs" c="dimmed" className={classes.time}>
              <RelativeTime at={lastMessageAt} />
            </Text>
          )}
        </span>
        <span className={classes.line}>
          <Preview conversation={conversation} />
          {unreadCount > 0 && (
            <span className={classes.unread}>
              <span className="mch-hidden">{t('list.unread')} </span>
              {unreadCount}
            </span>
          )}
        </span>
        <Marks conversation={conversation} />
      </PageLink>
    </div>
  );
}

/** The last message, or the place at which the searched words were said. */
function Preview({ conversation: { found, lastPreview } }: { conversation: ListedConversation }) {
  const { t } = useTranslation('conversations');
  const names = useNames();
  return (
    <Text span size="xs" c="dimmed" className={classes.preview} data-found={found !== null || undefined}>
      {found ? (
        <>
          {found.isOurs && `${t('author.us')}: `}«{found.text}» · <RelativeTime at={found.at} />
        </>
      ) : (
        names.preview(lastPreview)
      )}
    </Text>
  );
}

function Marks({ conversation }: { conversation: ListedConversation }) {
  const { t } = useTranslation('conversations');
  const names = useNames();
  const { waitingSince, priority, handoffReason, handler, assigneeId, state, tags, hasMention, rating } = conversation;
  return (
    <span className={classes.tags}>
      {waitingSince && (
        <StatusBadge tone={priority === 2 ? 'broken' : 'attention'}>{priority > 0 ? t(`priority.${priority}`, { reason: names.handoff(handoffReason) }) : names.handoff(handoffReason)}</StatusBadge>
      )}
      {waitingSince && <Waited since={waitingSince} />}
      {hasMention && <Mark icon={<IconAt size={14} aria-hidden />}>{t('list.mentioned')}</Mark>}
      {handler === 'assistant' && <Mark icon={<IconRobot size={14} aria-hidden />}>{t('handler.assistant')}</Mark>}
      {assigneeId && <Mark icon={<IconUser size={14} aria-hidden />}>{names.member(assigneeId)}</Mark>}
      {state !== 'open' && <StatusBadge>{t(`state.${state}`)}</StatusBadge>}
      {rating && <RatingBadge score={rating.score} />}
      {tags.slice(0, 3).map((tag) => (
        <Mark key={tag}>#{tag}</Mark>
      ))}
    </span>
  );
}

function Mark({ icon, children }: { icon?: React.ReactNode; children: React.ReactNode }) {
  return (
    <Text span size="xs" c="dimmed" className={classes.mark}>
      {icon} {children}
    </Text>
  );
}
