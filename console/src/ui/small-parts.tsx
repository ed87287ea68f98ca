import { ActionIcon, CopyButton, Kbd, Text, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './small-parts.module.css';

/** A value to be carried elsewhere: an address, a key shown once. */
export function CopyField({ label, value, help }: { label: string; value: string; help?: string }) {
  const { t } = useTranslation('ui');
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <TextInput
          label={label}
          description={help}
          value={value}
          readOnly
          classNames={{ input: classes.copied ?? '' }}
          onFocus={(event) => event.currentTarget.select()}
          rightSection={
            <Tooltip label={copied ? t('copy.done') : t('copy.copy')}>
              <ActionIcon onClick={copy} aria-label={`${t('copy.copy')}: ${label}`} size={32}>
                {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
              </ActionIcon>
            </Tooltip>
          }
          rightSectionWidth={44}
        />
      )}
    </CopyButton>
  );
}

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
const keyNames: Record<string, string> = { mod: isApple ? '⌘' : 'Ctrl', shift: isApple ? '⇧' : 'Shift', enter: '↵', escape: 'Esc' };

/** A shortcut as keys: `mod+k`. Hidden where there is no keyboard. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keys.split('+').map((key) => (
        <Kbd key={key} size="xs">
          {keyNames[key.toLowerCase()] ?? key.toUpperCase()}
        </Kbd>
      ))}
    </span>
  );
}

/** A name and its value, one under the other or side by side, for context panes. */
export function Facts({ facts }: { facts: readonly { label: string; value: React.ReactNode }[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value }) => (
        <div key={label} className={classes.fact}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" className={classes.value}>
            {value}
          </Text>
        </div>
      ))}
    </dl>
  );
}
