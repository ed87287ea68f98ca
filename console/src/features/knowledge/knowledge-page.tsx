import { Button, Tabs } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../app/workspace.tsx';
import { Page } from '../../ui/page.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { ImportDialog } from './import-dialog.tsx';
import { NewPageDialog } from './new-page-dialog.tsx';
import { PageEditor } from './page-editor.tsx';
import { PageList } from './page-list.tsx';
import { QuestionList } from './question-list.tsx';
import { TryBox } from './try-box.tsx';
import classes from './knowledge.module.css';

const tabs = ['pages', 'questions', 'try'] as const;

/** What the assistant may say of the shop: the pages, what they do not answer yet, and a place to try. */
export default function KnowledgePage() {
  const { pageId } = useParams({ strict: false }) as { pageId?: string };
  return pageId ? <PageEditor key={pageId} pageId={pageId} /> : <Overview />;
}

function Overview() {
  const { t } = useTranslation('knowledge');
  const { one, set } = useUrlState();
  const tab = tabs.find((known) => known === one('tab')) ?? 'pages';
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={<Begin />}>
      <Tabs value={tab} onChange={(next) => set({ tab: next === 'pages' ? null : next })} keepMounted={false}>
        <Tabs.List className={classes.tabList}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="pages">
          <PageList />
        </Tabs.Panel>
        <Tabs.Panel value="questions">
          <QuestionList />
        </Tabs.Panel>
        <Tabs.Panel value="try">
          <TryBox />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Begin() {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const [open, setOpen] = useState<'new' | 'import' | null>(null);
  if (!workspace.can('agent')) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconFileImport size={18} aria-hidden />} onClick={() => setOpen('import')}>
        {t('import.button')}
      </Button>
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('new')}>
        {t('new.button')}
      </Button>
      {open === 'new' && <NewPageDialog onClose={() => setOpen(null)} />}
      {open === 'import' && <ImportDialog onClose={() => setOpen(null)} />}
    </>
  );
}
