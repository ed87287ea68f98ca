import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconBookmarks, IconDots, IconMicrophone, IconPaperclip, IconSend, IconSparkles, IconTemplate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../ui/icon-action.tsx';
import { EmojiButton } from './emoji-button.tsx';
import { findVoiceFormat } from './use-voice.ts';

interface ToolsProps {
  hasExtras: boolean;
  hasText: boolean;
  canSend: boolean;
  isBusy: boolean;
  onExtras: () => void;
  onEmoji: (emoji: string) => void;
  onReplies: () => void;
  onRecord: () => void;
  onSuggest: () => void;
  onTemplate: () => void;
}

/** What stands beside the field: the most used as buttons, the rest in a menu. */
export function AnswerTools({ hasExtras, hasText, canSend, isBusy, onExtras, onEmoji, onReplies, onRecord, onSuggest, onTemplate }: ToolsProps) {
  const { t } = useTranslation('conversations');
  return (
    <>
      <IconAction label={t('composer.extras')} icon={IconPaperclip} onClick={onExtras} isExpanded={hasExtras} />
      <EmojiButton onChoose={onEmoji} />
      <IconAction label={t('suggestion.ask')} icon={IconSparkles} onClick={onSuggest} />
      <Menu position="top-end">
        <Menu.Target>
          <Tooltip label={t('composer.more')}>
            <ActionIcon aria-label={t('composer.more')}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconBookmarks size={16} aria-hidden />} disabled={hasText} onClick={onReplies} rightSection={<kbd>/</kbd>}>
            {t('replies.open_picker')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTemplate size={16} aria-hidden />} onClick={onTemplate}>
            {t('composer.template')}
          </Menu.Item>
          {findVoiceFormat() && (
            <Menu.Item leftSection={<IconMicrophone size={16} aria-hidden />} onClick={onRecord}>
              {t('voice.record')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Button type="submit" disabled={!canSend} loading={isBusy} leftSection={<IconSend size={16} aria-hidden />}>
        {t('composer.send')}
      </Button>
    </>
  );
}
