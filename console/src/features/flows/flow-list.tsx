import { Button, FileButton, Text } from '@mantine/core';
import { IconPlus, IconRoute, IconUpload } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FlowFile } from '#contract/flow-management';
import type { FlowSummary, NewFlow, PlaybookLibrary } from '#contract/flow-management';
import { useWorkspace } from '../../app/workspace.tsx';
import { Money } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { EmptyState, Loaded, useErrorText } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';
import { useFlowChanges, useFlows, usePlaybooks } from './flow-requests.ts';
import classes from './flows.module.css';

/** Flows of the shop, and the ready-made ones to begin from. */
export function FlowList() {
  const { t } = useTranslation('flows');
  const workspace = useWorkspace();
  const add = useAdd();
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={workspace.can('admin') && <ImportButton onFile={(file) => add({ from: 'file', file })} />}>
      <Loaded query={useFlows()} namespace="flows">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconRoute} title={t('empty.title')}>
              {t('empty.words')}
            </EmptyState>
          ) : (
            <ul className={classes.rows} aria-label={t('title')}>
              {items.map((flow) => (
                <li key={flow.id}>
                  <FlowRow flow={flow} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Section title={t('library.title')} note={t('library.note')}>
        <Loaded query={usePlaybooks()} namespace="flows">
          {({ playbooks }) => (
            <ul className={classes.library}>
              {playbooks.map((playbook) => (
                <PlaybookCard key={playbook.id} playbook={playbook} onAdd={() => add({ from: 'playbook', playbook: playbook.id })} canAdd={workspace.can('admin')} />
              ))}
            </ul>
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

function FlowRow({ flow }: { flow: FlowSummary }) {
  const { t } = useTranslation('flows');
  const workspace = useWorkspace();
  const formats = useFormats();
  const { figures, definition } = flow;
  return (
    <PageLink to={workspace.href(`flows/${flow.id}`)} className={classes.flowRow}>
      <span className={classes.grow}>
        <span className={classes.flowName}>
          {flow.name} <StatusBadge tone={flow.isOn ? 'accent' : 'neutral'}>{t(flow.isOn ? 'switch.on' : 'switch.off')}</StatusBadge>
        </span>
        <Text size="sm" c="dimmed" component="span" display="block">
          {t('summary', { after: t(`sentence.after.${definition.trigger.after}`), delay: formats.duration(definition.trigger.delayMs), messages: t('messages', { count: definition.limits.maxMessages }) })}
        </Text>
      </span>
      <span className={classes.flowFigures}>
        {figures.contacted > 0 && <Money minor={figures.revenueMinor} currency={flow.currency} whole earned />}
        <Text size="xs" c="dimmed" component="span" display="block">
          {figures.contacted > 0 ? t('recoveredOf', { recovered: formats.number(figures.recovered), contacted: formats.number(figures.contacted) }) : t('noneContacted')}
        </Text>
      </span>
    </PageLink>
  );
}

function PlaybookCard({ playbook, onAdd, canAdd }: { playbook: PlaybookLibrary['playbooks'][number]; onAdd: () => Promise<void>; canAdd: boolean }) {
  const { t } = useTranslation('flows');
  const [isBusy, setBusy] = useState(false);
  const key = playbook.id.replaceAll('-', '_');
  return (
    <li className={classes.card}>
      <h3>{t(`playbook.${key}.name`)}</h3>
      <p>{t(`playbook.${key}.sentence`)}</p>
      <Text size="sm" c="dimmed">
        {t('library.metric', { metric: t(`playbook.${key}.metric`) })}
      </Text>
      {canAdd && (
        <Button
          variant="light"
          loading={isBusy}
          leftSection={<IconPlus size={18} aria-hidden />}
          aria-label={t('library.useOne', { name: t(`playbook.${key}.name`) })}
          onClick={() => {
            setBusy(true);
            void onAdd().finally(() => setBusy(false));
          }}
        >
          {t('library.use')}
        </Button>
      )}
    </li>
  );
}

/** Makes a flow and opens it. */
function useAdd(): (input: NewFlow) => Promise<void> {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const say = useErrorText('flows');
  const { add } = useFlowChanges();
  return async (input) => {
    try {
      const flow = await add(input);
      await queries.invalidateQueries({ queryKey: workspace.key('flow') });
      await navigate({ to: workspace.href(`flows/${flow.id}`) });
    } catch (error) {
      notifyFailed(say(error));
    }
  };
}

function ImportButton({ onFile }: { onFile: (file: FlowFile) => Promise<void> }) {
  const { t } = useTranslation('flows');
  const read = async (file: File | null) => {
    if (!file) return;
    const parsed = FlowFile.safeParse(await file.text().then(parseJson));
    if (parsed.success) await onFile(parsed.data);
    else notifyFailed(t('import.broken', { problem: parsed.error.issues[0]?.message ?? '' }));
  };
  return (
    <FileButton accept="application/json,.json" onChange={(file) => void read(file)}>
      {(props) => (
        <Button {...props} variant="default" leftSection={<IconUpload size={18} aria-hidden />}>
          {t('import.button')}
        </Button>
      )}
    </FileButton>
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
