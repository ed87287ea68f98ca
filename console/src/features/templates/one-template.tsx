import { Alert, Button, Group, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TemplateDetail } from '#contract/template';
import { useWorkspace } from '../../app/workspace.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { PhonePreview } from '../../ui/phone-preview.tsx';
import { Facts } from '../../ui/small-parts.tsx';
import { Loaded, useErrorText } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { notifyDone, notifyFailed, notifyUndoable } from '../../ui/undoable.tsx';
import { useMessageNames, useTemplate, useTemplateChanges } from './template-requests.ts';
import { problemOf, toneOf } from './template-words.ts';
import classes from './templates.module.css';

export function OneTemplate({ templateId }: { templateId: string }) {
  return (
    <Loaded query={useTemplate(templateId)} namespace="templates">
      {(template) => <Shown template={template} />}
    </Loaded>
  );
}

/** One template: how it stands in words, how it looks, and what can be done. */
function Shown({ template }: { template: TemplateDetail }) {
  const { t } = useTranslation('templates');
  const workspace = useWorkspace();
  const { language: languageName } = useFormats();
  const message = useMessageNames().get(template.messageKey ?? '');
  const problem = problemOf(template);
  return (
    <article className={classes.one}>
      <Title order={2} className={classes.heading}>
        {message ? t('ofFlow', { flow: message.flow, number: message.number }) : template.name}
      </Title>
      <p className={classes.sentence}>{t(`sentence.${template.status}`)}</p>
      {(problem || template.reason) && (
        <Alert className={classes.alert} data-level={problem === 'refused' || problem === 'stopped' ? 'broken' : 'attention'}>
          {[problem && t(`advice.${problem}`, { from: t(`category.${template.requestedCategory ?? 'utility'}`), to: t(`category.${template.category}`) }), template.reason && t('reason', { reason: template.reason })].filter(Boolean).join(' ')}
        </Alert>
      )}
      <div className={classes.columns}>
        <Facts
          facts={[
            { label: t('fact.status'), value: <StatusBadge tone={toneOf(template)}>{t(`status.${template.status}`)}</StatusBadge> },
            { label: t('fact.quality'), value: t(`quality.${template.quality}`) },
            { label: t('fact.category'), value: t(`category.${template.category}`) },
            { label: t('fact.language'), value: languageName(template.language) },
            { label: t('fact.name'), value: template.name },
            { label: t('fact.changed'), value: <RelativeTime at={template.updatedAt} /> },
          ]}
        />
        <PhonePreview
          label={t('preview')}
          sender={workspace.name}
          title={template.preview.header}
          picture={template.header.kind === 'image' ? { words: t('picture') } : null}
          body={template.preview.body}
          footer={template.preview.footer}
          buttons={template.buttons}
          buttonsLabel={t('buttons')}
        />
      </div>
      {workspace.can('admin') && <Actions template={template} />}
    </article>
  );
}

function Actions({ template }: { template: TemplateDetail }) {
  const { t } = useTranslation('templates');
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const say = useErrorText('templates');
  const { submit, remove } = useTemplateChanges();
  const carryOut = async (change: () => Promise<unknown>, done: string | null) => {
    try {
      await change();
      if (done) notifyDone(done);
    } catch (error) {
      notifyFailed(say(error));
    } finally {
      await queries.invalidateQueries({ queryKey: workspace.key('template') });
    }
  };
  const askToRemove = () => {
    notifyUndoable({ done: t('removed', { name: template.name }), undo: () => undefined, commit: () => carryOut(() => remove(template.id), null) });
    void navigate({ to: workspace.href('templates'), search: true });
  };
  return (
    <Group gap="xs">
      {template.status === 'rejected' && (
        <Button variant="light" onClick={() => void carryOut(() => submit(template.id), t('submitted'))}>
          {t('submit')}
        </Button>
      )}
      <Button variant="subtle" onClick={askToRemove}>
        {t('remove')}
      </Button>
    </Group>
  );
}
