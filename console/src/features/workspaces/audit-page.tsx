import { useTranslation } from 'react-i18next';
import { AuditPage as AuditReply } from '#contract/member';
import type { AuditEntry } from '#contract/member';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Row } from './rows.tsx';

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
  const details = Object.entries(entry.details)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
  return <Row component="div" name={t(`actions.${entry.action}`, { defaultValue: entry.action })} note={[entry.actor.name, instant(entry.at), details].filter(Boolean).join(' · ')} />;
}
