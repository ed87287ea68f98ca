import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FlowDetail } from '#contract/flow-management';
import { useWorkspace } from '../../app/workspace.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { Loaded, useErrorText } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { notifyFailed, notifyUndoable } from '../../ui/undoable.tsx';
import { useFlowChanges, useVersions } from './flow-requests.ts';
import classes from './flows.module.css';

/** Every version ever saved; putting one back makes a new one, so nothing is lost. */
export function FlowVersions({ flow, isDirty }: { flow: FlowDetail; isDirty: boolean }) {
  const { t } = useTranslation('flows');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const say = useErrorText('flows');
  const { restore } = useFlowChanges();
  const putBack = async (version: number, basedOn: number) => {
    try {
      const saved = await restore(flow.id, version, basedOn);
      queries.setQueryData(workspace.key('flow', flow.id), saved);
      notifyUndoable({ done: t('versions.restored', { version }), undo: () => putBack(basedOn, saved.version) });
      await queries.invalidateQueries({ queryKey: workspace.key('flow') });
    } catch (error) {
      notifyFailed(say(error));
    }
  };
  return (
    <Loaded query={useVersions(flow.id)} namespace="flows">
      {({ items }) => (
        <ul className={classes.rows}>
          {items.map(({ version, author, createdAt }) => (
            <li key={version} className={classes.outcome}>
              <span className={classes.grow}>
                {t('versions.name', { version })} {version === flow.version && <StatusBadge tone="accent">{t('versions.current')}</StatusBadge>}
                <Text size="xs" c="dimmed" component="span" display="block">
                  {author} · <RelativeTime at={createdAt} />
                </Text>
              </span>
              {version !== flow.version && workspace.can('admin') && (
                <Button variant="default" disabled={isDirty} onClick={() => void putBack(version, flow.version)} aria-label={t('versions.restoreOne', { version })}>
                  {t('versions.restore')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
