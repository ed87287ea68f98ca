import { Button, Text } from '@mantine/core';
import { IconRefresh, IconTemplate } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '#contract/template';
import { useWorkspace } from '../../app/workspace.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, Loaded, useErrorText } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { ThreePane } from '../../ui/three-pane.tsx';
import { notifyDone, notifyFailed } from '../../ui/undoable.tsx';
import { OneTemplate } from './one-template.tsx';
import { useChannels, useMessageNames, useTemplateChanges, useTemplates } from './template-requests.ts';
import { byNeed, problemOf, toneOf } from './template-words.ts';
import classes from './templates.module.css';

/** What the channel approved, refused or paused, with what needs somebody on top. */
export default function TemplatesPage() {
  const { t } = useTranslation('templates');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { templateId } = useParams({ strict: false }) as { templateId?: string };
  return (
    <Page title={t('title')} purpose={t('purpose')} filled actions={workspace.can('admin') && <SyncButton />}>
      <ThreePane
        labels={{ list: t('title'), detail: t('detail') }}
        list={<TemplateList openId={templateId ?? null} />}
        detail={templateId ? <OneTemplate key={templateId} templateId={templateId} /> : null}
        nothingOpen={<EmptyState icon={IconTemplate} title={t('nothingOpen')} />}
        onBack={() => void navigate({ to: workspace.href('templates'), search: true })}
      />
    </Page>
  );
}

function TemplateList({ openId }: { openId: string | null }) {
  const { t } = useTranslation('templates');
  const workspace = useWorkspace();
  return (
    <Loaded query={useTemplates()} namespace="templates">
      {({ items }) => {
        const shown = items.filter(({ status }) => status !== 'deleted').toSorted(byNeed);
        const problems = shown.filter((template) => problemOf(template) !== null).length;
        if (shown.length === 0) {
          return (
            <EmptyState
              icon={IconTemplate}
              title={t('empty.title')}
              action={
                <Button component={PageLink} to={workspace.href('flows')}>
                  {t('empty.action')}
                </Button>
              }
            >
              {t('empty.words')}
            </EmptyState>
          );
        }
        return (
          <>
            {problems > 0 && <p className={classes.problems}>{t('problems', { count: problems })}</p>}
            <ul className={classes.rows} aria-label={t('title')}>
              {shown.map((template) => (
                <li key={template.id} data-open={template.id === openId || undefined}>
                  <TemplateRow template={template} />
                </li>
              ))}
            </ul>
          </>
        );
      }}
    </Loaded>
  );
}

function TemplateRow({ template }: { template: Template }) {
  const { t } = useTranslation('templates');
  const workspace = useWorkspace();
  const { language: languageName } = useFormats();
  const message = useMessageNames().get(template.messageKey ?? '');
  const problem = problemOf(template);
  return (
    <PageLink to={workspace.href(`templates/${template.id}`)} keepSearch className={classes.row}>
      <span className={classes.name}>{message ? t('ofFlow', { flow: message.flow, number: message.number }) : template.name}</span>
      <Text span size="sm" c="dimmed" className={classes.text}>
        {readable(template.body)}
      </Text>
      <span className={classes.state}>
        <StatusBadge tone={toneOf(template)}>{t(`status.${template.status}`)}</StatusBadge>
        <Text span size="xs" c="dimmed">
          {[languageName(template.language), t(`category.${template.category}`), problem && t(`problem.${problem}`)].filter(Boolean).join(' · ')}
        </Text>
      </span>
    </PageLink>
  );
}

/** Where a person's details go, the list shows that something goes there. */
const readable = (body: string) => body.replaceAll(/\{\{[^}]*\}\}/g, '…');

/** Reads every number's templates from its channel again. */
function SyncButton() {
  const { t } = useTranslation('templates');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const say = useErrorText('templates');
  const { sync } = useTemplateChanges();
  const channels = useChannels().data ?? [];
  const [isBusy, setBusy] = useState(false);
  const syncAll = async () => {
    setBusy(true);
    try {
      for (const { id } of channels) await sync(id);
      notifyDone(t('sync.begun'));
      await queries.invalidateQueries({ queryKey: workspace.key('template') });
    } catch (error) {
      notifyFailed(say(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="default" leftSection={<IconRefresh size={18} aria-hidden />} loading={isBusy} disabled={channels.length === 0} onClick={() => void syncAll()}>
      {t('sync.button')}
    </Button>
  );
}
