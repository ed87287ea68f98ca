import { ActionIcon, Button, Text, Textarea, Tooltip } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconClock, IconClockOff, IconPaperclip, IconSend, IconTemplate } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import { useFormats } from '../../ui/formats.tsx';
import { useNow } from '../../ui/use-elapsed.ts';
import classes from './composer.module.css';
import { useConversationActions } from './conversation-requests.ts';
import { useDraft } from './drafts.ts';
import { ExtrasFields, replyOf } from './extras-fields.tsx';
import type { Extras } from './extras-fields.tsx';
import { useSendKey } from './send-key.ts';
import { TemplatePicker } from './template-picker.tsx';
import { useAct } from './use-act.ts';

/** Where the answer is written. It knows the window: once it is closed, the template picker takes its place. */
export function Composer({ conversation, readAtMs }: { conversation: ConversationDetail; readAtMs: number }) {
  const { t } = useTranslation('conversations');
  const leftMs = useWindowLeft(conversation, readAtMs);
  const [isPicking, picker] = useDisclosure(false);
  const isOpen = leftMs > 0;
  return (
    <section className={classes.composer} aria-label={t('composer.label')}>
      <WindowNote leftMs={leftMs} wasOpen={conversation.windowEndsAt !== null} />
      {isOpen && !isPicking && <FreeAnswer conversation={conversation} onPick={picker.open} />}
      {(!isOpen || isPicking) && <TemplatePicker conversation={conversation} onDone={picker.close} {...(isOpen && { onCancel: picker.close })} />}
    </section>
  );
}

/** What is left of the window now; the server said what was left when it was asked. */
function useWindowLeft({ windowLeftMs }: ConversationDetail, readAtMs: number): number {
  useNow(15_000);
  // By the reader's own clock on both ends, so that it does not matter whether it is right.
  return Math.max(0, (windowLeftMs ?? 0) - Math.max(0, Date.now() - readAtMs));
}

function WindowNote({ leftMs, wasOpen }: { leftMs: number; wasOpen: boolean }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const isOpen = leftMs > 0;
  return (
    <Text size="xs" c="dimmed" className={classes.window} data-soon={(isOpen && leftMs < 2 * 3_600_000) || undefined}>
      {isOpen ? <IconClock size={14} aria-hidden /> : <IconClockOff size={14} aria-hidden />}
      {isOpen ? t('composer.open', { left: formats.duration(leftMs) }) : t(wasOpen ? 'composer.closed' : 'composer.neverOpened')}
    </Text>
  );
}

const noExtras: Extras = { file: null, answers: [] };

function FreeAnswer({ conversation, onPick }: { conversation: ConversationDetail; onPick: () => void }) {
  const { t } = useTranslation('conversations');
  const { reply } = useConversationActions(conversation.id);
  const [text, setText] = useDraft(conversation.id);
  const [extras, setExtras] = useState(noExtras);
  const [hasExtras, extrasShown] = useDisclosure(false);
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const sendKey = useSendKey();
  const act = useAct();
  // The letter itself must not land in the field that it opens.
  useHotkeys([['r', () => setTimeout(() => field.current?.focus())]]);

  const content = replyOf(text, extras);
  const send = async () => {
    if (!content || isSending) return;
    setSending(true);
    if (await act(() => reply(content, sendKey.keyFor(content)))) {
      sendKey.forget();
      setText('');
      setExtras(noExtras);
      extrasShown.close();
    }
    setSending(false);
    field.current?.focus();
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {hasExtras && <ExtrasFields conversationId={conversation.id} extras={extras} onChange={setExtras} />}
      <div className={classes.row}>
        <Textarea
          ref={field}
          className={classes.field ?? ''}
          aria-label={t('composer.field')}
          aria-keyshortcuts="r"
          placeholder={t('composer.placeholder')}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={4096}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || isTouch()) return;
            event.preventDefault();
            void send();
          }}
        />
        <Tooltip label={t('composer.extras')}>
          <ActionIcon aria-label={t('composer.extras')} aria-expanded={hasExtras} onClick={extrasShown.toggle}>
            <IconPaperclip size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('composer.template')}>
          <ActionIcon aria-label={t('composer.template')} onClick={onPick}>
            <IconTemplate size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Button type="submit" disabled={!content} loading={isSending} leftSection={<IconSend size={16} aria-hidden />}>
          {t('composer.send')}
        </Button>
      </div>
    </form>
  );
}

/** On a touch keyboard, Enter makes a new line: there is no Shift to hold. */
const isTouch = () => globalThis.matchMedia('(pointer: coarse)').matches;
