import { Tabs } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AssistantSettings } from '#contract/assistant';
import { Page } from '../../ui/page.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { useSettings } from './assistant-requests.ts';
import classes from './assistant.module.css';
import { HandoffTab } from './handoff-tab.tsx';
import { SetupTab } from './setup-tab.tsx';
import { TryTab } from './try-tab.tsx';
import { TurnList } from './turn-list.tsx';
import { TurnPage } from './turn-page.tsx';
import { useSettingsDraft } from './use-settings-draft.ts';
import { useTryOut } from './use-try-out.ts';

const tabs = ['setup', 'try', 'handoff', 'done'] as const;

/** The assistant: how it is set up, a place to try it, when a person takes over, and what it did. */
export default function AssistantPage() {
  const { turnId } = useParams({ strict: false }) as { turnId?: string };
  return turnId ? <TurnPage key={turnId} turnId={turnId} /> : <Workplace />;
}

function Workplace() {
  return (
    <Loaded query={useSettings()} namespace="assistant">
      {(settings) => <Tabbed settings={settings} />}
    </Loaded>
  );
}

function Tabbed({ settings }: { settings: AssistantSettings }) {
  const { t } = useTranslation('assistant');
  const { one, set } = useUrlState();
  const tab = tabs.find((known) => known === one('tab')) ?? 'setup';
  // Both live above the tabs: what is being changed can be tried before it is saved.
  const draft = useSettingsDraft(settings);
  const tryOut = useTryOut(draft);
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <Tabs value={tab} onChange={(next) => set({ tab: next === 'setup' ? null : next, state: null, engine: null, reason: null, isTroubled: null, conversationId: null })} keepMounted={false}>
        <Tabs.List className={classes.tabList}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="setup">
          <SetupTab draft={draft} tryOut={tryOut} />
        </Tabs.Panel>
        <Tabs.Panel value="try">
          <TryTab draft={draft} tryOut={tryOut} />
        </Tabs.Panel>
        <Tabs.Panel value="handoff">
          <HandoffTab />
        </Tabs.Panel>
        <Tabs.Panel value="done">
          <TurnList />
        </Tabs.Panel>
      </Tabs>
      {draft.isDirty && <SaveBar draft={draft} />}
    </Page>
  );
}
