import { useTranslation } from 'react-i18next';
import { AuditPage as AuditReply } from '#contract/member';
import type { AuditEntry } from '#contract/member';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useAuditWords } from './audit-words.ts';
import { Row } from './rows.tsx';
import classes from './rows.module.css';

/** Who did what, newest first. */
export default function AuditPage() {
  const { t } = useTranslation('workspaces');
  const workspace = useWorkspace();
  return (
    <Page title={t('audit.title')} purpose={t('audit.purpose')}>
      <CursorList
        label={t('audit.title')}
        queryKey={workspace.key('audit')}
        load={(cursor, signal) => request(AuditReply, workspace.api('/audit'), { query: { cursor }, signal })}
        getId={(entry) => entry.id}
        namespace="workspaces"
        empty={<EmptyState title={t('audit.empty')}>{t('audit.emptyWords')}</EmptyState>}
      >
        {(entry) => <EntryRow entry={entry} />}
      </CursorList>
    </Page>
  );
}

function EntryRow({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('workspaces');
  const { instant } = useFormats();
  const { told, rest } = useAuditWords()(entry.details);
  return (
    <Row component="div" name={t(`actions.${entry.action}`, { defaultValue: entry.action })} note={[entry.actor.name, instant(entry.at), ...told].filter(Boolean).join(' · ')}>
      {Object.keys(rest).length > 0 && (
        <details className={classes.technical}>
          <summary>{t('audit.detail.technical')}</summary>
          <code>{JSON.stringify(rest, null, 1)}</code>
        </details>
      )}
    </Row>
  );
}
