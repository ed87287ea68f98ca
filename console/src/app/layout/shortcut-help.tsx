import { Modal, Table } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../../ui/small-parts.tsx';

const openEvent = 'marchante:shortcuts';

export function openShortcutHelp(): void {
  globalThis.dispatchEvent(new Event(openEvent));
}

export interface Shortcut {
  keys: string;
  /** A text key, with its namespace: `conversations:keys.close`. */
  label: string;
}

const general: readonly Shortcut[] = [
  { keys: 'mod+k', label: 'app:shortcuts.command' },
  { keys: '/', label: 'app:shortcuts.search' },
  { keys: '?', label: 'app:shortcuts.help' },
  { keys: 'escape', label: 'app:shortcuts.close' },
];
const ofOpenPage = new Set<readonly Shortcut[]>();

/** Adds the keys of the open page to the help, as long as the page is open. The list must be a constant. */
export function useShortcutHelp(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    ofOpenPage.add(shortcuts);
    return () => void ofOpenPage.delete(shortcuts);
  }, [shortcuts]);
}

/** The list of keys, opened by `?`. */
export function ShortcutHelp() {
  const { t } = useTranslation('app');
  const [isOpen, setOpen] = useState(false);
  useHotkeys([['shift+?', () => setOpen(true)], ['?', () => setOpen(true)]]);
  useEffect(() => {
    const open = () => setOpen(true);
    globalThis.addEventListener(openEvent, open);
    return () => globalThis.removeEventListener(openEvent, open);
  }, []);
  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('ui:close') }}>
      <Table>
        <Table.Tbody>
          {[...general, ...[...ofOpenPage].flat()].map(({ keys, label }) => (
            <Table.Tr key={`${keys} ${label}`}>
              <Table.Td w={120}>
                <KeyHint keys={keys} />
              </Table.Td>
              <Table.Td>{t(label)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
