import { Button, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FailurePage } from '#contract/inbound';
import type { FailureKind, InboundFailure } from '#contract/inbound';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Page } from '../../ui/page.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ThreePane } from '../../ui/three-pane.tsx';
import { notifyDone } from '../../ui/undoable.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { useAct } from '../../ui/use-act.ts';
import classes from './connections.module.css';
import { useFailureKinds, useReplayAll } from './failure-requests.ts';
import { FailureView } from './failure-view.tsx';

/** What came in and could not be applied: why, and the way to try again. */
export default function FailuresPage() {
  const { t } = useTranslation('connections');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { failureId } = useParams({ strict: false }) as { failureId?: string };
  return (
    <Page title={t('failures.title')} purpose={t('failures.purpose')} filled>
      <ThreePane
        labels={{ list: t('failures.title'), detail: t('failures.detail') }}
        list={
          <>
            <FilterBar isInPane filters={[{ name: 'state', label: t('failures.state'), options: (['open', 'replayed', 'dismissed'] as const).map((value) => ({ value, label: t(`failures.states.${value}`) })) }]} />
            <Kinds />
            <List openId={failureId ?? null} />
          </>
        }
        detail={failureId ? <FailureView key={failureId} failureId={failureId} /> : null}
        nothingOpen={<EmptyState icon={IconInbox} title={t('failures.nothingOpen')} />}
        onBack={() => void navigate({ to: workspace.href('settings/intake'), search: true })}
      />
    </Page>
  );
}

/** Many that failed alike are tried again together. */
function Kinds() {
  const { t } = useTranslation('connections');
  const kinds = useFailureKinds().data?.kinds.filter(({ count }) => count > 1) ?? [];
  if (kinds.length === 0) return null;
  return (
    <ul className={classes.kinds} aria-label={t('failures.kinds')}>
      {kinds.map((kind) => (
        <Kind key={`${kind.connectionId} ${kind.code} ${kind.eventType}`} kind={kind} />
      ))}
    </ul>
  );
}

function Kind({ kind: { connectionId, connectionName, code, eventType, count } }: { kind: FailureKind }) {
  const { t } = useTranslation('connections');
  const act = useAct('connections');
  const replay = useReplayAll();
  const run = () =>
    act(async () => {
      const { replayed, failed, remaining } = await replay.mutateAsync({ connectionId, code, eventType });
      notifyDone(t('failures.replayedMany', { replayed, failed, remaining }));
    });
  return (
    <li className={classes.kind}>
      <Text size="sm">{t('failures.kind', { count, what: t(`events.${eventType ?? 'body'}`, { defaultValue: eventType ?? '' }), from: connectionName })}</Text>
      <Button size="compact-sm" variant="default" loading={replay.isPending} onClick={() => void run()}>
        {t('failures.replayAll')}
      </Button>
    </li>
  );
}

function List({ openId }: { openId: string | null }) {
  const { t } = useTranslation('connections');
  const workspace = useWorkspace();
  const { one } = useUrlState();
  const filters = { state: one('state') || 'open', connectionId: one('connectionId') };
  return (
    <CursorList
      label={t('failures.title')}
      namespace="connections"
      queryKey={workspace.key('inbound_failure', 'list', filters)}
      load={(cursor, signal) => request(FailurePage, workspace.api('/inbound-failures'), { query: { ...filters, cursor }, signal })}
      getId={(failure) => failure.id}
      openId={openId}
      empty={<EmptyState title={t('failures.empty')}>{t('failures.emptyWords')}</EmptyState>}
    >
      {(failure) => <FailureRow failure={failure} />}
    </CursorList>
  );
}

function FailureRow({ failure }: { failure: InboundFailure }) {
  const { t } = useTranslation('connections');
  const workspace = useWorkspace();
  return (
    <PageLink to={workspace.href(`settings/intake/${failure.id}`)} keepSearch>
      <Text component="span" fw={550}>
        {t(`events.${failure.eventType ?? 'body'}`, { defaultValue: failure.eventType ?? '' })}
      </Text>
      <Text component="span" size="sm">
        {t(`codes.${failure.code}`, { defaultValue: failure.code })}
      </Text>
      <Text component="span" size="sm" c="dimmed">
        {failure.connectionName} · <RelativeTime at={failure.receivedAt} />
      </Text>
    </PageLink>
  );
}
