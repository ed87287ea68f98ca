import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { useWorkspace } from '../../app/workspace.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Composer } from './composer.tsx';
import { useConversation, useConversationActions } from './conversation-requests.ts';
import classes from './conversation-view.module.css';
import { ConversationBar } from './conversation-bar.tsx';
import { Stream } from './stream.tsx';

/** One conversation: who answers it, what was said, and where the answer is written. */
export function ConversationView({ conversationId, onNext }: { conversationId: string; onNext: () => void }) {
  const query = useConversation(conversationId);
  return (
    <Loaded query={query} namespace="conversations">
      {(conversation) => <OpenConversation conversation={conversation} readAtMs={query.dataUpdatedAt} onNext={onNext} />}
    </Loaded>
  );
}

function OpenConversation({ conversation, readAtMs, onNext }: { conversation: ConversationDetail; readAtMs: number; onNext: () => void }) {
  const { t } = useTranslation('conversations');
  const canAnswer = useWorkspace().can('agent');
  useMarkRead(conversation, canAnswer);
  return (
    <div className={classes.view}>
      <ConversationBar conversation={conversation} onNext={onNext} />
      <Stream conversation={conversation} />
      {!conversation.isOwned && <p className={classes.notOurs}>{t('composer.notOwned')}</p>}
      {conversation.isOwned && canAnswer && <Composer conversation={conversation} readAtMs={readAtMs} />}
    </div>
  );
}

/** What is open and in view is read; once for every number of unread messages, so that a failure is not repeated for ever. */
function useMarkRead({ id, unreadCount }: ConversationDetail, canAnswer: boolean) {
  const { read } = useConversationActions(id);
  const told = useRef(0);
  useEffect(() => {
    if (unreadCount === 0) told.current = 0;
    if (!canAnswer || unreadCount === told.current) return;
    const tell = () => {
      if (document.visibilityState !== 'visible' || told.current === unreadCount) return;
      told.current = unreadCount;
      void read().catch(() => undefined);
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  });
}
