import { Text } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ReturnPage, returnStates } from '#contract/return-request';
import type { ReturnRequest } from '#contract/return-request';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { ThreePane } from '../../ui/three-pane.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { OneReturn } from './one-return.tsx';
import { ReturnPolicyForm } from './return-policy-form.tsx';
import classes from './returns.module.css';

/** What shoppers want to send back, for a person to decide. */
export default function ReturnsPage() {
  const { t } = useTranslation('returns');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { returnId } = useParams({ strict: false }) as { returnId?: string };
  return (
    <Page title={t('title')} purpose={t('purpose')} filled>
      <ThreePane
        labels={{ list: t('title'), detail: t('detail') }}
        list={
          <>
            <FilterBar isInPane filters={[{ name: 'state', label: t('filter'), options: returnStates.map((value) => ({ value, label: t(`states.${value}`) })) }]} />
            <ReturnPolicyForm />
            <List openId={returnId ?? null} />
          </>
        }
        detail={returnId ? <OneReturn key={returnId} returnId={returnId} /> : null}
        nothingOpen={<EmptyState icon={IconPackageExport} title={t('nothingOpen')} />}
        onBack={() => void navigate({ to: workspace.href('returns'), search: true })}
      />
    </Page>
  );
}

function List({ openId }: { openId: string | null }) {
  const { t } = useTranslation('returns');
  const workspace = useWorkspace();
  const { one } = useUrlState();
  const filters = { state: one('state') };
  return (
    <CursorList
      label={t('title')}
      namespace="returns"
      queryKey={workspace.key('return', 'list', filters)}
      load={(cursor, signal) => request(ReturnPage, workspace.api('/returns'), { query: { ...filters, cursor }, signal })}
      getId={(item) => item.id}
      openId={openId}
      empty={<EmptyState title={t(filters.state === '' ? 'empty.title' : 'noMatch')}>{filters.state === '' && t('empty.words')}</EmptyState>}
    >
      {(item) => <Row item={item} />}
    </CursorList>
  );
}

function Row({ item }: { item: ReturnRequest }) {
  const { t } = useTranslation('returns');
  const workspace = useWorkspace();
  return (
    <PageLink to={workspace.href(`returns/${item.id}`)} keepSearch>
      <span className={classes.head}>
        <Text component="span" fw={550}>
          {item.contactName ?? t('nameless')}
        </Text>
        <StatusBadge tone={item.state === 'requested' ? 'attention' : 'neutral'}>{t(`states.${item.state}`)}</StatusBadge>
      </span>
      <Text component="span" size="sm">
        {t('what', { kind: t(`kinds.${item.kind}`), thing: item.lineTitle ?? t('wholeOrder') })}
      </Text>
      <Text component="span" size="xs" c="dimmed">
        {t('order', { number: item.orderNumber })} · <RelativeTime at={item.createdAt} />
      </Text>
    </PageLink>
  );
}
