import { ActionIcon, Popover, Tooltip, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMoodSmile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './composer.module.css';

/** What people of shops write to shoppers: a few dozen, not three thousand. Phones and systems bring pickers of their own for the rest. */
const emoji = [...new Set('😊 🙂 😀 😁 😅 😂 😉 😍 🥰 🤗 🤔 😮 😢 😔 🙏 👍 👌 👋 👏 🙌 💪 🤝 ✅ ❌ ⚠️ ❗ ❓ ⏳ ⏰ 📅 📍 📞 📦 🚚 🛵 🛒 🛍️ 🎁 🏷️ 💳 💵 🧾 🔗 📷 🎉 ✨ ⭐ 🔥 ❤️ 💚 💙 💛 🧡 💜 🤍 🖤 👟 👗 👕 👖 👜 🧥 ☕ 🧉'.split(' '))];

export function EmojiButton({ onChoose }: { onChoose: (emoji: string) => void }) {
  const { t } = useTranslation('conversations');
  const [isOpen, popover] = useDisclosure(false);
  return (
    <Popover opened={isOpen} onChange={(open) => (open ? popover.open() : popover.close())} position="top-end" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('composer.emoji')} disabled={isOpen}>
          <ActionIcon aria-label={t('composer.emoji')} aria-expanded={isOpen} onClick={popover.toggle}>
            <IconMoodSmile size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('composer.emoji')}>
        <div className={classes.emoji}>
          {emoji.map((one) => (
            <UnstyledButton
              key={one}
              className={classes.oneEmoji ?? ''}
              onClick={() => {
                onChoose(one);
                popover.close();
              }}
            >
              {one}
            </UnstyledButton>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
