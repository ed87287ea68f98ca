import { useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useHotkeys } from '@mantine/hooks';
import { IconMessages } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#contract/conversation';
import type { Page as ListPage } from '#contract/page';
import { useShortcutHelp } from '../../app/layout/shortcut-help.tsx';
import { useWorkspace } from '../../app/workspace.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ThreePane } from '../../ui/three-pane.tsx';
import { notifyDone } from '../../ui/undoable.tsx';
import { ContextPanel } from './context-panel.tsx';
import { ConversationList, useListFilters } from './conversation-list.tsx';
import { listKey } from './conversation-requests.ts';
import { ConversationView } from './conversation-view.tsx';

const shortcuts = [
  { keys: 'r', label: 'conversations:keys.reply' },
  { keys: 'a', label: 'conversations:keys.assign' },
  { keys: 's', label: 'conversations:keys.snooze' },
  { keys: 'c', label: 'conversations:keys.close' },
  { keys: 't', label: 'conversations:keys.tag' },
  { keys: 'n', label: 'conversations:keys.next' },
  { keys: 'm', label: 'conversations:keys.note' },
] as const;

/** The inbox: who waits, the conversation, and what is known of the person. */
export default function ConversationsPage() {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const goNext = useNext(conversationId);
  useShortcutHelp(shortcuts);
  useHotkeys([['n', goNext]]);
  return (
    <Page title={t('title')} purpose={t('purpose')} filled>
      <ThreePane
        labels={{ list: t('list.label'), detail: t('detail.label'), context: t('context.label') }}
        list={<ConversationList openId={conversationId ?? null} />}
        detail={conversationId ? <ConversationView key={conversationId} conversationId={conversationId} onNext={goNext} /> : null}
        nothingOpen={<EmptyState icon={IconMessages} title={t('detail.none')}>{t('detail.noneWords')}</EmptyState>}
        context={conversationId ? <ContextPanel key={conversationId} conversationId={conversationId} /> : null}
        onBack={() => void navigate({ to: workspace.href('conversations'), search: true })}
      />
    </Page>
  );
}

/** Opens the one after the open conversation in the list as it stands, or the first. */
function useNext(openId: string | undefined): () => void {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const filters = useListFilters();
  return () => {
    const list = queries.getQueryData<InfiniteData<ListPage<Conversation>>>(listKey(workspace, filters))?.pages.flatMap(({ items }) => items) ?? [];
    const place = list.findIndex(({ id }) => id === openId);
    const next = list[place + 1] ?? list.find(({ id }) => id !== openId);
    if (next) void navigate({ to: workspace.href(`conversations/${next.id}`), search: true });
    else notifyDone(t('list.noNext'));
  };
}
