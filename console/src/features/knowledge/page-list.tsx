import { Text } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { pageKinds, pageStates } from '#contract/knowledge';
import type { KnowledgePage } from '#contract/knowledge';
import { useWorkspace } from '../../app/workspace.tsx';
import { CursorList } from '../../ui/cursor-list.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { loadPages } from './knowledge-requests.ts';
import classes from './knowledge.module.css';

export function PageList() {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  const { one, many } = useUrlState();
  const filters = { q: one('q'), kind: many('kind'), state: one('state') };
  const isFiltered = filters.q !== '' || filters.kind.length > 0 || filters.state !== '';
  return (
    <>
      <FilterBar
        searchLabel={t('search')}
        filters={[
          { name: 'kind', label: t('filter.kind'), many: true, options: pageKinds.map((value) => ({ value, label: t(`kind.${value}`) })) },
          { name: 'state', label: t('filter.state'), options: pageStates.map((value) => ({ value, label: t(`state.${value}`) })) },
        ]}
      />
      <CursorList
        label={t('title')}
        namespace="knowledge"
        queryKey={workspace.key('knowledge', 'list', filters)}
        load={(cursor, signal) => loadPages(workspace, filters, cursor, signal)}
        getId={(page) => page.id}
        empty={isFiltered ? <EmptyState title={t('noMatch.title')}>{t('noMatch.words')}</EmptyState> : <EmptyState icon={IconBook2} title={t('empty.title')}>{t('empty.words')}</EmptyState>}
      >
        {(page) => <PageRow page={page} />}
      </CursorList>
    </>
  );
}

function PageRow({ page }: { page: KnowledgePage }) {
  const { t } = useTranslation('knowledge');
  const workspace = useWorkspace();
  return (
    <PageLink to={workspace.href(`knowledge/${page.id}`)} className={classes.row}>
      <span>
        <span className={classes.rowWords}>
          <Text component="span" fw={550}>
            {page.title}
          </Text>
          <Text component="span" size="sm" c="dimmed" className={classes.oneLine}>
            {page.preview || t(page.warnings.includes('empty') ? 'noWords' : 'figuresOnly')}
          </Text>
          <Text component="span" size="xs" c="dimmed">
            {[t(`kind.${page.kind}`), page.language && t(`language.${page.language}`), page.author].filter(Boolean).join(' · ')} · <RelativeTime at={page.updatedAt} />
          </Text>
        </span>
        <StateBadges page={page} />
      </span>
    </PageLink>
  );
}

/** How a page stands, and what needs somebody. */
export function StateBadges({ page }: { page: Pick<KnowledgePage, 'state' | 'version' | 'publishedVersion' | 'warnings'> }) {
  const { t } = useTranslation('knowledge');
  const isBehind = page.publishedVersion !== null && page.publishedVersion < page.version;
  return (
    <span className={classes.badges}>
      <StatusBadge tone={page.state === 'published' ? 'accent' : 'neutral'}>{t(isBehind ? 'state.behind' : `state.${page.state}`)}</StatusBadge>
      {page.warnings.filter((warning) => warning !== 'empty').map((warning) => (
        <StatusBadge key={warning} tone="attention">
          {t(`warning.${warning}.short`)}
        </StatusBadge>
      ))}
    </span>
  );
}
