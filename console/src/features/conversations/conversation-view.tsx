import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { useWorkspace } from '../../app/workspace.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Composer } from './composer.tsx';
import { useConversation, useConversationActions } from './conversation-requests.ts';
import classes from './conversation-view.module.css';
import { ConversationBar } from './conversation-bar.tsx';
import { useCounts, useReadMentions } from './inbox-requests.ts';
import { PresenceLine } from './presence-line.tsx';
import { Stream } from './stream.tsx';
import type { MessageItem, SendItem } from './stream-items.ts';
import { usePresence } from './use-presence.ts';

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
  const { here, noteTyping } = usePresence(conversation.id, canAnswer);
  const [quoted, quote] = useState<MessageItem | SendItem | null>(null);
  const [isNoting, setNoting] = useState(false);
  useMarkRead(conversation, canAnswer);
  const answers = conversation.isOwned && canAnswer;
  return (
    <div className={classes.view}>
      <ConversationBar conversation={conversation} onNext={onNext} onNote={() => setNoting(true)} />
      <Stream conversation={conversation} onQuote={answers ? quote : null} />
      <PresenceLine here={here} />
      {!conversation.isOwned && <p className={classes.notOurs}>{t('composer.notOwned')}</p>}
      {canAnswer && (
        <Composer
          conversation={conversation}
          readAtMs={readAtMs}
          quoted={quoted}
          onUnquote={() => quote(null)}
          onTyping={noteTyping}
          isNoting={isNoting || !conversation.isOwned}
          onNoting={setNoting}
        />
      )}
    </div>
  );
}

/** What is open and in view is read; once for every number of unread messages, so that a failure is not repeated for ever. */
function useMarkRead({ id, unreadCount }: ConversationDetail, canAnswer: boolean) {
  const { read } = useConversationActions(id);
  const readMentions = useReadMentions();
  const mentions = useCounts().data?.mentions ?? 0;
  const told = useRef(0);
  const mentionsRead = useRef(false);
  useEffect(() => {
    if (mentions === 0 || mentionsRead.current || !canAnswer) return;
    mentionsRead.current = true;
    void readMentions(id).catch(() => undefined);
  });
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
