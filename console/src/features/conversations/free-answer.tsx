import { Textarea } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerSuggestion } from '#contract/agent-assist';
import type { ConversationDetail } from '#contract/conversation';
import { variablesOf } from '#contract/saved-reply';
import { ApiError } from '../../app/api.ts';
import { useErrorText } from '../../ui/states.tsx';
import { notifyDone, notifyFailed } from '../../ui/undoable.tsx';
import { useSendKey } from '../../ui/send-key.ts';
import { useAct } from '../../ui/use-act.ts';
import { useSuggestion } from './assist-requests.ts';
import { AnsweredDialog, readAnswered } from './answered-dialog.tsx';
import type { Answered } from './answered-dialog.tsx';
import { AnswerTools } from './answer-tools.tsx';
import classes from './composer.module.css';
import { useConversationActions, useUpload } from './conversation-requests.ts';
import { useDraft } from './drafts.ts';
import { ExtrasFields, noExtras, replyOf } from './extras-fields.tsx';
import { QuotedLine } from './quoted-line.tsx';
import { SavedReplyPicker } from './saved-reply-picker.tsx';
import type { MessageItem, SendItem } from './stream-items.ts';
import { SuggestionPanel } from './suggestion-panel.tsx';
import { useReplyPicker } from './use-reply-picker.ts';
import { useVoice } from './use-voice.ts';
import { VoiceRecorder } from './voice-recorder.tsx';

export interface FreeAnswerProps {
  conversation: ConversationDetail;
  quoted: MessageItem | SendItem | null;
  onUnquote: () => void;
  onTyping: (isTyping: boolean) => void;
  onPickTemplate: () => void;
}

/** An answer in one's own words, with what belongs to it: a quote, a file, buttons, a voice note, a saved reply, a draft of the engine. */
export function FreeAnswer({ conversation, quoted, onUnquote, onTyping, onPickTemplate }: FreeAnswerProps) {
  const { t } = useTranslation('conversations');
  const { reply } = useConversationActions(conversation.id);
  const upload = useUpload(conversation.id);
  const suggest = useSuggestion(conversation.id);
  const { text, set: setText, drop } = useDraft(conversation.id);
  const [savedReplyId, setSavedReplyId] = useState<string | null>(null);
  const [extras, setExtras] = useState(noExtras);
  const [hasExtras, extrasShown] = useDisclosure(false);
  const [suggestion, setSuggestion] = useState<AnswerSuggestion | null | undefined>();
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const sendKey = useSendKey();
  const voice = useVoice();
  const act = useAct('conversations');
  const say = useErrorText('conversations');
  const picker = useReplyPicker(conversation.id, text, (picked) => {
    setText(picked.text);
    setSavedReplyId(picked.savedReplyId);
    setTimeout(() => field.current?.focus());
  });
  // The letter itself must not land in the field that it opens.
  useHotkeys([['r', () => setTimeout(() => field.current?.focus())]]);

  const open = variablesOf(text);
  const content = picker.isOpen || open.length > 0 ? null : replyOf(text, extras);
  const put = (next: string) => {
    setText(next);
    field.current?.focus();
  };
  const whileBusy = async (work: () => Promise<unknown>) => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  const send = (evenSo = false) =>
    whileBusy(async () => {
      if (!content || isBusy) return;
      const answer = { content, inReplyTo: quoted?.providerMessageId ?? null, savedReplyId, evenSo };
      try {
        await reply(answer, sendKey.keyFor({ content, inReplyTo: answer.inReplyTo }));
        sendKey.forget();
        drop(text);
        onTyping(false);
        setSavedReplyId((now) => (now === savedReplyId ? null : now));
        setExtras((now) => (now === extras ? noExtras : now));
        extrasShown.close();
        onUnquote();
        setAnswered(null);
      } catch (error) {
        const first = error instanceof ApiError && error.code === 'answered_meanwhile' ? readAnswered(error) : null;
        if (first) setAnswered(first);
        else notifyFailed(say(error));
      }
      field.current?.focus();
    });
  const askEngine = () => whileBusy(() => act(async () => setSuggestion(await suggest())));
  const takeVoice = (file: File | null) => (file ? whileBusy(() => act(async () => (setExtras({ file: await upload(file), answers: [] }), extrasShown.open()))) : notifyDone(t('voice.failed')));
  const record = async () => {
    const problem = await voice.start();
    if (problem) notifyDone(t(`voice.${problem}`));
  };

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {suggestion !== undefined && <SuggestionPanel suggestion={suggestion} onUse={(words) => (put(words), setSuggestion(undefined))} onDrop={() => setSuggestion(undefined)} />}
      {quoted && <QuotedLine item={quoted} conversation={conversation} onRemove={onUnquote} />}
      {hasExtras && <ExtrasFields conversationId={conversation.id} extras={extras} onChange={setExtras} />}
      {picker.isOpen && <SavedReplyPicker id={picker.id} replies={picker.replies} active={picker.active} onChoose={picker.choose} onPoint={picker.point} />}
      {voice.since === null ? (
        <div className={classes.row}>
          <Textarea
            ref={field}
            className={classes.field ?? ''}
            aria-label={t('composer.field')}
            aria-keyshortcuts="r"
            aria-controls={picker.isOpen ? picker.id : undefined}
            aria-activedescendant={picker.isOpen && picker.replies.length > 0 ? `${picker.id}-${picker.active}` : undefined}
            placeholder={t('composer.placeholder')}
            error={open.length > 0 ? t('replies.open', { names: open.map((name) => `{{${name}}}`).join(', ') }) : null}
            autosize
            minRows={1}
            maxRows={8}
            maxLength={4096}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              if (event.currentTarget.value === '') setSavedReplyId(null);
              onTyping(event.currentTarget.value !== '');
            }}
            onKeyDown={(event) => {
              if (picker.onKey(event)) return;
              if (event.key === 'Escape') event.currentTarget.blur();
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || isTouch()) return;
              event.preventDefault();
              void send();
            }}
          />
          <AnswerTools
            hasExtras={hasExtras}
            canSend={content !== null}
            isBusy={isBusy}
            onExtras={extrasShown.toggle}
            onEmoji={(emoji) => put(insertAt(field.current, text, emoji))}
            onReplies={() => put(text === '' ? '/' : text)}
            hasText={text !== ''}
            onRecord={() => void record()}
            onSuggest={() => void askEngine()}
            onTemplate={onPickTemplate}
          />
        </div>
      ) : (
        <VoiceRecorder voice={voice} onDone={(file) => void takeVoice(file)} />
      )}
      <AnsweredDialog answered={answered} onClose={() => setAnswered(null)} onSend={() => void send(true)} />
    </form>
  );
}

function insertAt(field: HTMLTextAreaElement | null, text: string, words: string): string {
  const at = field?.selectionStart ?? text.length;
  return text.slice(0, at) + words + text.slice(field?.selectionEnd ?? at);
}

/** On a touch keyboard, Enter makes a new line: there is no Shift to hold. */
const isTouch = () => globalThis.matchMedia('(pointer: coarse)').matches;
