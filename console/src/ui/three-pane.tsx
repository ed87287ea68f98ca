import { ActionIcon, Button, Drawer, Tooltip } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconLayoutSidebarRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './three-pane.module.css';

export interface ThreePaneProps {
  /** Names of the panes, for screen readers and for the buttons that open them. */
  labels: { list: string; detail: string; context?: string };
  list: ReactNode;
  /** What is open, or null: then the middle shows `nothingOpen`. */
  detail: ReactNode | null;
  nothingOpen?: ReactNode;
  context?: ReactNode;
  /** What is open, beside the way back: on a phone alone, where it stands for the head of the detail. */
  title?: ReactNode;
  /** Closes the detail on a phone: goes to the address of the list. */
  onBack: () => void;
}

/** list | detail | context. Under 75em the context is a drawer; on a phone one pane shows, with a way back. */
export function ThreePane({ labels, list, detail, nothingOpen, context, title, onBack }: ThreePaneProps) {
  const { t } = useTranslation('ui');
  const isWide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [isContextOpen, contextDrawer] = useDisclosure(false);
  const hasContext = detail !== null && context !== undefined && context !== null;
  return (
    <div className={classes.panes} data-open={detail !== null || undefined} data-context={hasContext || undefined} data-fills-phone={(detail !== null && title !== undefined) || undefined}>
      <section className={classes.list} aria-label={labels.list} data-scroll-restoration-id={`list-${labels.list}`}>
        {list}
      </section>
      <section className={classes.detail} aria-label={labels.detail}>
        {detail !== null && (
          <div className={classes.bar}>
            {title && isPhone ? (
              <>
                <ActionIcon className={classes.back ?? ''} size={44} aria-label={labels.list} onClick={onBack}>
                  <IconArrowLeft size={22} aria-hidden />
                </ActionIcon>
                <div className={classes.title}>{title}</div>
              </>
            ) : (
              <Button variant="subtle" className={classes.back} leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onBack}>
                {labels.list}
              </Button>
            )}
            {hasContext && !isWide && (
              <Tooltip label={labels.context}>
                <ActionIcon size={44} onClick={contextDrawer.open} aria-label={labels.context ?? t('panes.context')} ms="auto">
                  <IconLayoutSidebarRight size={20} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )}
          </div>
        )}
        <div className={classes.detailContent}>{detail ?? nothingOpen}</div>
      </section>
      {hasContext && isWide && (
        <aside className={classes.context} aria-label={labels.context ?? t('panes.context')}>
          {context}
        </aside>
      )}
      {hasContext && !isWide && (
        <Drawer
          opened={isContextOpen}
          onClose={contextDrawer.close}
          position="right"
          title={labels.context ?? t('panes.context')}
          closeButtonProps={{ 'aria-label': t('close') }}
        >
          {context}
        </Drawer>
      )}
    </div>
  );
}
