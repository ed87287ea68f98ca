import { useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useHotkeys } from '@mantine/hooks';
import { IconMessages } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ListedConversation } from '#contract/conversation';
import type { Page as ListPage } from '#contract/page';
import { useShortcutHelp } from '../../app/layout/shortcut-help.tsx';
import { useWorkspace } from '../../app/workspace.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ThreePane } from '../../ui/three-pane.tsx';
import { notifyDone } from '../../ui/undoable.tsx';
import { AvailabilitySwitch } from './availability-switch.tsx';
import { ContextPanel } from './context-panel.tsx';
import { ConversationList } from './conversation-list.tsx';
import { listKey } from './conversation-requests.ts';
import { OpenTitle } from './conversation-bar.tsx';
import { ConversationView } from './conversation-view.tsx';
import { useListFilters } from './list-filters.ts';
import { useSelection } from './use-selection.ts';

const shortcuts = [
  { keys: 'j', label: 'conversations:keys.down' },
  { keys: 'k', label: 'conversations:keys.up' },
  { keys: 'n', label: 'conversations:keys.next' },
  { keys: 'x', label: 'conversations:keys.choose' },
  { keys: 'r', label: 'conversations:keys.reply' },
  { keys: 'm', label: 'conversations:keys.note' },
  { keys: 'h', label: 'conversations:keys.take' },
  { keys: 'a', label: 'conversations:keys.assign' },
  { keys: 's', label: 'conversations:keys.snooze' },
  { keys: 't', label: 'conversations:keys.tag' },
  { keys: 'u', label: 'conversations:keys.unread' },
  { keys: 'c', label: 'conversations:keys.close' },
] as const;

/** The inbox: who waits, the conversation, and what is known of the person. */
export default function ConversationsPage() {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const filters = useListFilters();
  const selection = useSelection(JSON.stringify(filters));
  const move = useMove(conversationId);
  const goNext = () => move(1, { wraps: true });
  useShortcutHelp(shortcuts);
  useHotkeys([
    ['n', goNext],
    ['j', () => move(1, { wraps: false })],
    ['k', () => move(-1, { wraps: false })],
    ['x', () => conversationId && workspace.can('agent') && selection.toggle(conversationId)],
  ]);
  return (
    <Page title={t('title')} purpose={t('purpose')} filled actions={workspace.can('agent') && <AvailabilitySwitch />}>
      <ThreePane
        labels={{ list: t('list.label'), detail: t('detail.label'), context: t('context.label') }}
        list={<ConversationList openId={conversationId ?? null} selection={selection} />}
        detail={conversationId ? <ConversationView key={conversationId} conversationId={conversationId} onNext={goNext} /> : null}
        title={conversationId ? <OpenTitle conversationId={conversationId} /> : undefined}
        nothingOpen={<EmptyState icon={IconMessages} title={t('detail.none')}>{t('detail.noneWords')}</EmptyState>}
        context={conversationId ? <ContextPanel key={conversationId} conversationId={conversationId} /> : null}
        onBack={() => void navigate({ to: workspace.href('conversations'), search: true })}
      />
    </Page>
  );
}

/** Opens the conversation so many places further in the list as it stands; `wraps`: from the end to any other. */
function useMove(openId: string | undefined): (steps: 1 | -1, options: { wraps: boolean }) => void {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const filters = useListFilters();
  return (steps, { wraps }) => {
    const list = queries.getQueryData<InfiniteData<ListPage<ListedConversation>>>(listKey(workspace, filters))?.pages.flatMap(({ items }) => items) ?? [];
    const place = list.findIndex(({ id }) => id === openId);
    const next = (place < 0 ? list[0] : list[place + steps]) ?? (wraps ? list.find(({ id }) => id !== openId) : undefined);
    if (!next) return wraps ? notifyDone(t('list.noNext')) : undefined;
    void navigate({ to: workspace.href(`conversations/${next.id}`), search: true });
    document.querySelector(`a[href*="${next.id}"]`)?.scrollIntoView({ block: 'nearest' });
  };
}
