import { Button, Tabs, TextInput } from '@mantine/core';
import { IconArrowLeft, IconDownload } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowDetail } from '#contract/flow-management';
import { useWorkspace } from '../../app/workspace.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page } from '../../ui/page.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Loaded, LoadingRows, useErrorText } from '../../ui/states.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { useFlow, useFlowChanges } from './flow-requests.ts';
import { FlowRehearsal } from './flow-rehearsal.tsx';
import { FlowResults } from './flow-results.tsx';
import { FlowSentence } from './flow-sentence.tsx';
import { FlowSwitch } from './flow-switch.tsx';
import { FlowTexts } from './flow-texts.tsx';
import { FlowVersions } from './flow-versions.tsx';
import classes from './flows.module.css';
import { useDraft } from './use-draft.ts';
import type { Draft } from './use-draft.ts';

const FlowGraph = lazy(() => import('./flow-graph.tsx'));
const tabs = ['settings', 'texts', 'rehearsal', 'results', 'graph', 'versions'] as const;

export function FlowPage({ flowId }: { flowId: string }) {
  return (
    <Loaded query={useFlow(flowId)} namespace="flows">
      {(flow) => <OneFlow flow={flow} />}
    </Loaded>
  );
}

function OneFlow({ flow }: { flow: FlowDetail }) {
  const { t } = useTranslation('flows');
  const workspace = useWorkspace();
  const draft = useDraft(flow);
  const { one, set } = useUrlState();
  const tab = tabs.find((known) => known === one('tab')) ?? 'settings';
  return (
    <Page
      title={flow.name}
      purpose={t(flow.playbook ? `playbook.${flow.playbook.replaceAll('-', '_')}.sentence` : 'ownFlow', { defaultValue: t('ownFlow') })}
      actions={
        <>
          <Button component={PageLink} to={workspace.href('flows')} variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />}>
            {t('back')}
          </Button>
          <ExportButton flow={flow} />
        </>
      }
    >
      <FlowSwitch flow={flow} isDirty={draft.isDirty} />
      <Tabs value={tab} onChange={(next) => set({ tab: next })} keepMounted={false} className={classes.tabs}>
        <Tabs.List className={classes.tabList}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="settings">
          <NameField draft={draft} />
          <FlowSentence key={flow.version} draft={draft} currency={flow.currency} />
        </Tabs.Panel>
        <Tabs.Panel value="texts">
          <FlowTexts draft={draft} flow={flow} />
        </Tabs.Panel>
        <Tabs.Panel value="rehearsal">
          <FlowRehearsal flowId={flow.id} draft={draft} />
        </Tabs.Panel>
        <Tabs.Panel value="results">
          <FlowResults flowId={flow.id} />
        </Tabs.Panel>
        <Tabs.Panel value="graph">
          <Suspense fallback={<LoadingRows />}>
            <FlowGraph definition={draft.definition} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <FlowVersions flow={flow} isDirty={draft.isDirty} />
        </Tabs.Panel>
      </Tabs>
      {draft.isDirty && <SaveBar draft={draft} {...(flow.isOn && { words: t('unsavedOn') })} />}
    </Page>
  );
}

function NameField({ draft }: { draft: Draft }) {
  const { t } = useTranslation('flows');
  return <TextInput label={t('name')} value={draft.name} maxLength={80} readOnly={!draft.canEdit} className={classes.name} onChange={(event) => draft.rename(event.currentTarget.value)} />;
}

function ExportButton({ flow }: { flow: FlowDetail }) {
  const { t } = useTranslation('flows');
  const say = useErrorText('flows');
  const { readFile } = useFlowChanges();
  const download = async () => {
    try {
      const url = URL.createObjectURL(new Blob([JSON.stringify(await readFile(flow.id), null, 2)], { type: 'application/json' }));
      const link = Object.assign(document.createElement('a'), { href: url, download: `${flow.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.flow.json` });
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      notifyFailed(say(error));
    }
  };
  return (
    <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} onClick={() => void download()}>
      {t('export')}
    </Button>
  );
}
