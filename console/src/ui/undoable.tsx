import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

const undoMs = 8_000;

export interface Undoable {
  /** What was done, in the past: "Conversation closed". */
  done: string;
  /** Carried out already, or, when it cannot be taken back, only after the time to undo has passed. */
  undo: () => unknown;
  /** For what cannot be taken back on the server: carried out when no one undid it. Also when the page is left. */
  commit?: () => unknown;
}

/** Says what was done and offers to undo it, instead of asking first. */
export function notifyUndoable({ done, undo, commit }: Undoable): void {
  const t = i18next.getFixedT(i18next.language, 'ui');
  let isSettled = false;
  const settle = (action: (() => unknown) | undefined) => {
    if (isSettled) return;
    isSettled = true;
    globalThis.removeEventListener('pagehide', commitNow);
    action?.();
  };
  const commitNow = () => settle(commit);
  globalThis.addEventListener('pagehide', commitNow);
  const id = notifications.show({
    autoClose: undoMs,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': t('close') },
    onClose: commitNow,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{done}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            settle(undo);
            notifications.hide(id);
          }}
        >
          {t('undo')}
        </Button>
      </Group>
    ),
  });
}

/** A short word that something worked. */
export function notifyDone(done: string): void {
  notifications.show({ message: done, autoClose: 4_000, closeButtonProps: { 'aria-label': i18next.t('ui:close') } });
}

/** A failure of something the person just did; stays until it is closed. Give it the sentence of `useErrorText`. */
export function notifyFailed(sentence: string): void {
  notifications.show({ message: sentence, color: 'red', autoClose: false, role: 'alert', closeButtonProps: { 'aria-label': i18next.t('ui:close') } });
}
