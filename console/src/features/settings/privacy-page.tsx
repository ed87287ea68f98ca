import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PrivacyRequestPage } from '#contract/contact';
import type { PrivacyRequest } from '#contract/contact';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './settings.module.css';

/** What people asked for through their shop. */
export default function PrivacyPage() {
  const { t } = useTranslation('settings');
  const workspace = useWorkspace();
  return (
    <Page title={t('privacy.title')} purpose={t('privacy.purpose')}>
      <CursorList
        label={t('privacy.title')}
        namespace="settings"
        queryKey={workspace.key('privacy_request')}
        load={(cursor, signal) => request(PrivacyRequestPage, workspace.api('/privacy-requests'), { query: { cursor }, signal })}
        getId={({ id }) => id}
        empty={<EmptyState title={t('privacy.empty')}>{t('privacy.emptyWords')}</EmptyState>}
      >
        {(one) => <RequestRow one={one} />}
      </CursorList>
    </Page>
  );
}

function RequestRow({ one }: { one: PrivacyRequest }) {
  const { t } = useTranslation('settings');
  const workspace = useWorkspace();
  return (
    <div className={classes.request}>
      <div>
        <Text fw={550}>{t(`privacy.kinds.${one.kind}`)}</Text>
        <Text size="sm" c="dimmed">
          {one.connectionName} · <RelativeTime at={one.requestedAt} />
          {one.contactId && (
            <>
              {' · '}
              <PageLink to={workspace.href(`contacts/${one.contactId}`)}>{t('privacy.contact')}</PageLink>
            </>
          )}
        </Text>
      </div>
      {one.hasExport ? (
        <Button component="a" href={workspace.api(`/privacy-requests/${one.id}/export`)} download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          {t('privacy.download')}
        </Button>
      ) : (
        <StatusBadge tone={one.doneAt ? 'neutral' : 'attention'}>{one.doneAt ? t('privacy.done') : t('privacy.waiting')}</StatusBadge>
      )}
    </div>
  );
}
