import { Button, Group, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark, IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConversationCounts } from '#contract/conversation';
import { ratingScores } from '#contract/rating';
import { useTeam } from '../../app/team.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import type { Filter } from '../../ui/filter-bar.tsx';
import { IconAction } from '../../ui/icon-action.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { useUrlState } from '../../ui/url-state.ts';
import { useAct } from '../../ui/use-act.ts';
import classes from './conversation-list.module.css';
import { useConnections, useCounts, useViews } from './inbox-requests.ts';
import { filterNames } from './list-filters.ts';
import type { ListFilters, View } from './list-filters.ts';
import { QueueNow } from './queue-now.tsx';
import { SaveViewDialog } from './save-view-dialog.tsx';

const firstViews = ['waiting', 'mine', 'unassigned'] as const satisfies readonly View[];
const otherViews = ['open', 'snoozed', 'closed', 'all'] as const satisfies readonly View[];

/** Which conversations: views with their counts, search and filters. All of it lives in the address. */
export function ListHead({ filters }: { filters: ListFilters }) {
  const { t } = useTranslation('conversations');
  const counts = useCounts().data;
  const { set } = useUrlState();
  const show = (view: View) => set({ view });
  return (
    <div className={classes.head}>
      <QueueNow />
      <div className={classes.views} role="group" aria-label={t('list.views')}>
        {firstViews.map((view) => (
          <Button key={view} className={classes.view ?? ''} variant={filters.view === view ? 'light' : 'subtle'} size="compact-md" aria-pressed={filters.view === view} onClick={() => show(view)}>
            {t(`views.${view}`)} <Count value={countOf(counts, view)} />
          </Button>
        ))}
        <OtherViews filters={filters} counts={counts} onShow={show} />
      </div>
      <FilterBar searchLabel={t('list.search')} filters={useFilters(counts)} isFolded />
    </div>
  );
}

const countOf = (counts: ConversationCounts | undefined, view: View) => (counts && view in counts ? counts[view as keyof ConversationCounts & View] : null);

function Count({ value }: { value: unknown }) {
  if (typeof value !== 'number' || value === 0) return null;
  return <span className={classes.count}>{value > 999 ? '999+' : value}</span>;
}

function OtherViews({ filters, counts, onShow }: { filters: ListFilters; counts: ConversationCounts | undefined; onShow: (view: View) => void }) {
  const { t } = useTranslation('conversations');
  const workspace = useWorkspace();
  const { views, remove } = useViews();
  const { set, search } = useUrlState();
  const act = useAct('conversations');
  const [isSaving, saving] = useDisclosure(false);
  const other = otherViews.find((view) => view === filters.view);
  // A view is the whole state of the list: what it does not name is not asked for.
  const open = (view: (typeof views)[number]) => set({ ...Object.fromEntries(['view', 'q', ...filterNames].map((name) => [name, null])), ...view.filters });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button className={classes.view ?? ''} variant={other ? 'light' : 'subtle'} size="compact-md" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {other ? t(`views.${other}`) : t('views.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {otherViews.map((view) => (
            <Menu.Item key={view} onClick={() => onShow(view)} rightSection={<Count value={countOf(counts, view)} />}>
              {t(`views.${view}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{t('views.saved')}</Menu.Label>
          {views.map((view) => (
            <Group key={view.id} gap={0} wrap="nowrap">
              <Menu.Item flex={1} onClick={() => open(view)} leftSection={<IconBookmark size={16} aria-hidden />}>
                {view.name}{' '}
                {view.isShared && (
                  <Text span size="xs" c="dimmed">
                    {t('views.shared')}
                  </Text>
                )}
              </Menu.Item>
              {(view.isMine || workspace.can('admin')) && (
                <IconAction label={t('views.delete', { name: view.name })} icon={IconTrash} onClick={() => void act(() => remove(view.id))} />
              )}
            </Group>
          ))}
          {workspace.can('agent') && <Menu.Item onClick={saving.open}>{t('views.save')}</Menu.Item>}
          <Menu.Divider />
          <Menu.Item component={PageLink} to={workspace.href('answers')}>
            {t('figures.open')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SaveViewDialog opened={isSaving} onClose={saving.close} search={search} />
    </>
  );
}

/** What the list can be narrowed by. */
function useFilters(counts: ConversationCounts | undefined): Filter[] {
  const { t } = useTranslation('conversations');
  const { one } = useUrlState();
  const members = useTeam();
  const connections = useConnections().filter(({ port }) => port === 'channel');
  const tags = [...new Set([...(one('tag') ? [one('tag')] : []), ...(counts?.tags.map(({ tag }) => tag) ?? [])])];
  return [
    { name: 'only', label: t('filters.only'), options: (['unread', 'mentioned'] as const).map((value) => ({ value, label: t(`filters.${value}`) })) },
    { name: 'assigneeId', label: t('filters.assignee'), options: [{ value: 'me', label: t('filters.me') }, { value: 'nobody', label: t('filters.nobody') }, ...members.map(({ userId, name }) => ({ value: userId, label: name }))] },
    { name: 'priority', label: t('filters.priority'), options: ['2', '1', '0'].map((value) => ({ value, label: t(`filters.priorities.${value}`) })) },
    { name: 'rating', label: t('rating.title'), options: ratingScores.map((value) => ({ value, label: t(`rating.${value}`) })) },
    ...(tags.length > 0 ? [{ name: 'tag', label: t('list.tag'), options: tags.map((value) => ({ value, label: value })) }] : []),
    ...(connections.length > 1 ? [{ name: 'connectionId', label: t('filters.connection'), options: connections.map(({ id, name }) => ({ value: id, label: name })) }] : []),
  ];
}
