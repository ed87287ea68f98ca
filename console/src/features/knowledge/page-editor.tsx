import { Alert, Button, Select, Stack, Tabs, TextInput, Textarea } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { pageKinds } from '#contract/knowledge';
import type { KnowledgePageDetail, PageKind } from '#contract/knowledge';
import { languageOf, languages } from '#contract/language';
import { useWorkspace } from '../../app/workspace.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page } from '../../ui/page.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { usePage } from './knowledge-requests.ts';
import classes from './knowledge.module.css';
import { MarkdownView } from './markdown-view.tsx';
import { PageActions } from './page-actions.tsx';
import { StateBadges } from './page-list.tsx';
import { PageVersions } from './page-versions.tsx';
import { StructureEditor } from './structure-editor.tsx';
import { usePageDraft } from './use-page-draft.ts';
import type { PageDraft } from './use-page-draft.ts';

export function PageEditor({ pageId }: { pageId: string }) {
  return (
    <Loaded query={usePage(pageId)} namespace="knowledge">
      {(page) => <OnePage page={page} />}
    </Loaded>
  );
}

const structured: readonly PageKind[] = ['shipping', 'hours', 'size_guide'];

function OnePage({ page }: { page: KnowledgePageDetail }) {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const draft = usePageDraft(page);
  const { one, set } = useUrlState();
  const tabs = ['text', ...(structured.includes(draft.value.kind) ? ['figures'] : []), 'versions'];
  const tab = tabs.find((known) => known === one('tab')) ?? 'text';
  return (
    <Page
      title={page.title}
      purpose={t('editor.purpose')}
      actions={
        <>
          <Button component={PageLink} to={workspace.href('knowledge')} variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />}>
            {t('editor.back')}
          </Button>
          <PageActions page={page} draft={draft} />
        </>
      }
    >
      <Stack gap="md">
        <StateBadges page={page} />
        <Warnings page={page} />
        <Tabs value={tab} onChange={(next) => set({ tab: next === 'text' ? null : next })} keepMounted={false}>
          <Tabs.List className={classes.tabList}>
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`editor.tab.${name === 'figures' ? `figures_${draft.value.kind}` : name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="text">
            <TextFields draft={draft} />
          </Tabs.Panel>
          <Tabs.Panel value="figures">
            <StructureEditor draft={draft} />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <PageVersions page={page} isDirty={draft.isDirty} />
          </Tabs.Panel>
        </Tabs>
        {draft.isDirty && <SaveBar draft={draft} saveLabel={t('editor.save')} />}
      </Stack>
    </Page>
  );
}

function Warnings({ page }: { page: KnowledgePageDetail }) {
  const { t } = useTranslation('knowledge');
  return page.warnings.map((warning) => (
    <Alert key={warning} className={classes.warning} title={t(`warning.${warning}.short`)}>
      {t(`warning.${warning}.words`)}
    </Alert>
  ));
}

function TextFields({ draft }: { draft: PageDraft }) {
  const { t } = useTranslation('knowledge');
  const { value: content, canEdit, problems, change } = draft;
  return (
    <Stack gap="md">
      <div className={classes.fields}>
        <TextInput label={t('field.title')} value={content.title} error={problems['title']} maxLength={200} readOnly={!canEdit} onChange={(event) => change({ title: event.currentTarget.value })} />
        <Select
          label={t('field.kind')}
          allowDeselect={false}
          disabled={!canEdit}
          data={pageKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={content.kind}
          onChange={(value) => {
            const kind = pageKinds.find((known) => known === value) ?? content.kind;
            change({ kind, structure: content.structure?.kind === kind ? content.structure : null });
          }}
        />
        <Select label={t('field.language')} clearable disabled={!canEdit} placeholder={t('field.noLanguage')} data={languages.map((value) => ({ value, label: t(`language.${value}`) }))} value={content.language} onChange={(value) => change({ language: value === null ? null : languageOf(value) })} />
        <TextInput label={t('field.url')} description={t('field.urlHelp')} type="url" value={content.url ?? ''} error={problems['url']} readOnly={!canEdit} onChange={(event) => change({ url: event.currentTarget.value.trim() || null })} />
      </div>
      <div className={classes.sides}>
        <Textarea label={t('field.body')} description={t('field.bodyHelp')} autosize minRows={14} maxRows={40} value={content.body} error={problems['body']} readOnly={!canEdit} onChange={(event) => change({ body: event.currentTarget.value })} classNames={{ input: classes.source ?? '' }} />
        <section aria-label={t('editor.preview')} className={classes.preview}>
          <MarkdownView markdown={content.body} />
        </section>
      </div>
    </Stack>
  );
}
