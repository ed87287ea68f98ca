import { SegmentedControl } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '#contract/conversation';
import classes from './composer.module.css';
import { FreeAnswer } from './free-answer.tsx';
import { NoteField } from './note-field.tsx';
import type { MessageItem, SendItem } from './stream-items.ts';
import { TemplatePicker } from './template-picker.tsx';
import { useWindowLeft, WindowNote } from './window-note.tsx';

export interface ComposerProps {
  conversation: ConversationDetail;
  readAtMs: number;
  /** The message that is quoted. */
  quoted: MessageItem | SendItem | null;
  onUnquote: () => void;
  /** False: the field is empty again. */
  onTyping: (isTyping: boolean) => void;
  isNoting: boolean;
  onNoting: (isNoting: boolean) => void;
}

/**
 * Where the answer is written, or a note that only members see. It knows the window: once it is closed, the template picker takes the place of
 * the field.
 */
export function Composer({ conversation, readAtMs, isNoting, onNoting, ...answer }: ComposerProps) {
  const { t } = useTranslation('conversations');
  const leftMs = useWindowLeft(conversation, readAtMs);
  const [isPicking, picker] = useDisclosure(false);
  const isLimited = conversation.channel === 'whatsapp';
  const isOpen = !isLimited || leftMs > 0;
  useHotkeys([['m', (event) => (event.preventDefault(), onNoting(true))], ['r', () => onNoting(false)]]);
  return (
    <section className={classes.composer} data-noting={isNoting || undefined} aria-label={t('composer.label')}>
      <div className={classes.top}>
        <SegmentedControl
          size="xs"
          aria-label={t('composer.mode')}
          value={isNoting ? 'note' : 'answer'}
          onChange={(mode) => onNoting(mode === 'note')}
          data={[{ value: 'answer', label: t('composer.answer'), disabled: !conversation.isOwned }, { value: 'note', label: t('composer.note') }]}
        />
        {!isNoting && <WindowNote leftMs={leftMs} wasOpen={conversation.windowEndsAt !== null} isLimited={isLimited} />}
      </div>
      {isNoting && <NoteField conversation={conversation} onDone={() => onNoting(false)} />}
      {!isNoting && isOpen && !isPicking && <FreeAnswer conversation={conversation} onPickTemplate={picker.open} {...answer} />}
      {!isNoting && (!isOpen || isPicking) && <TemplatePicker conversation={conversation} onDone={picker.close} {...(isOpen && { onCancel: picker.close })} />}
    </section>
  );
}
