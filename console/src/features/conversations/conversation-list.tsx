import { Button, SegmentedControl, Text } from '@mantine/core';
import { IconRobot, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Conversation, ConversationQuery } from '#contract/conversation';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import classes from './conversation-list.module.css';
import { listKey, loadConversations } from './conversation-requests.ts';
import type { ListFilters } from './conversation-requests.ts';
import { useNames } from './use-names.ts';

const views = ['waiting', 'mine', 'open', 'closed'] as const;

/** What the list shows, as the address says it; who waits comes first unless it says otherwise. */
export function useListFilters(): ListFilters {
  const { one } = useUrlState();
  const view = views.find((known) => known === one('view')) ?? 'waiting';
  return { view: view satisfies ConversationQuery['view'], search: one('q'), tag: one('tag') };
}

export function ConversationList({ openId }: { openId: string | null }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const filters = useListFilters();
  const { set } = useUrlState();
  return (
    <>
      <div className={classes.head}>
        <SegmentedControl
          fullWidth
          classNames={{ label: classes.view ?? '' }}
          aria-label={t('list.views')}
          value={filters.view}
          onChange={(view) => set({ view })}
          data={views.map((view) => ({ value: view, label: t(`views.${view}`) }))}
        />
        <FilterBar searchLabel={t('list.search')} filters={filters.tag ? [{ name: 'tag', label: t('list.tag'), options: [{ value: filters.tag, label: filters.tag }] }] : []} />
      </div>
      <CursorList
        label={t('list.label')}
        namespace="conversations"
        queryKey={listKey(workspace, filters)}
        load={(cursor, signal) => loadConversations(workspace, filters, cursor, signal)}
        getId={({ id }) => id}
        openId={openId}
        empty={<NothingListed filters={filters} />}
      >
        {(conversation) => <ConversationRow conversation={conversation} />}
      </CursorList>
    </>
  );
}

function NothingListed({ filters }: { filters: ListFilters }) {
  const { t } = useTranslation('conversations');
  const { set } = useUrlState();
  if (filters.search || filters.tag) {
    return <EmptyState title={t('empty.search')} action={<Button variant="default" onClick={() => set({ q: null, tag: null })}>{t('empty.clear')}</Button>} />;
  }
  return (
    <EmptyState
      title={t(`empty.${filters.view}`)}
      action={filters.view === 'open' ? undefined : <Button variant="default" onClick={() => set({ view: 'open' })}>{t('empty.showOpen')}</Button>}
    >
      {t(`empty.${filters.view}Words`)}
    </EmptyState>
  );
}

function ConversationRow({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const names = useNames();
  const { handler, waitingSince, unreadCount, priority } = conversation;
  return (
    <PageLink to={workspace.href(`conversations/${conversation.id}`)} keepSearch className={classes.row}>
      <span className={classes.line}>
        <span className={classes.name} data-unread={unreadCount > 0 || undefined}>
          {names.person(conversation)}
        </span>
        {conversation.lastMessageAt && (
          <Text span size="xs" c="dimmed" className={classes.time}>
            <RelativeTime at={conversation.lastMessageAt} />
          </Text>
        )}
      </span>
      <span className={classes.line}>
        <Text span size="xs" c="dimmed" className={classes.preview}>
          {names.preview(conversation.lastPreview)}
        </Text>
        {unreadCount > 0 && (
          <span className={classes.unread}>
            <span className="mch-hidden">{t('list.unread')} </span>
            {unreadCount}
          </span>
        )}
      </span>
      <span className={classes.tags}>
        {waitingSince && (
          <StatusBadge tone="attention">{priority > 0 ? t(`priority.${priority}`, { reason: names.handoff(conversation.handoffReason) }) : names.handoff(conversation.handoffReason)}</StatusBadge>
        )}
        {handler === 'assistant' && <Mark icon={<IconRobot size={14} aria-hidden />}>{t('handler.assistant')}</Mark>}
        {conversation.assigneeId && <Mark icon={<IconUser size={14} aria-hidden />}>{names.member(conversation.assigneeId)}</Mark>}
        {conversation.state === 'snoozed' && <StatusBadge>{t('state.snoozed')}</StatusBadge>}
      </span>
    </PageLink>
  );
}

function Mark({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <Text span size="xs" c="dimmed" className={classes.mark}>
      {icon} {children}
    </Text>
  );
}
