import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '../../ui/fold.ts';
import { searchProviders } from '../search.ts';
import { useWorkspace } from '../workspace.tsx';
import { useNavigation } from './navigation.ts';

const shortestSearch = 2;

/** Ctrl/Cmd-K: every page, and whatever the search providers find. */
export function CommandBar() {
  const { t } = useTranslation('app');
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const wanted = fold(text);
  const links = useNavigation({ withHidden: true }).filter(({ label }) => fold(t(label)).includes(wanted));
  const found = useFound(text.trim());
  const open = (to: string) => void navigate({ to });
  const isEmpty = links.length === 0 && found.groups.every(({ hits }) => hits.length === 0);
  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      tagsToIgnore={[]}
      scrollable
      maxHeight="60vh"
      centered={false}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.4 }}
      attributes={{ content: { 'aria-label': t('search.open') } }}
    >
      <Spotlight.Search placeholder={t('search.placeholder')} aria-label={t('search.placeholder')} leftSection={<IconSearch size={20} aria-hidden />} />
      <Spotlight.ActionsList>
        {links.length > 0 && (
          <Spotlight.ActionsGroup label={t('search.groups.pages')}>
            {links.map(({ path, label, href, icon: Icon }) => (
              <Spotlight.Action key={path} label={t(label)} leftSection={<Icon size={20} stroke={1.6} />} onClick={() => open(href)} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.groups.map(
          ({ id, icon: Icon, hits }) =>
            hits.length > 0 && (
              <Spotlight.ActionsGroup key={id} label={t(`search.groups.${id}`)}>
                {hits.map((hit) => (
                  <Spotlight.Action
                    key={hit.id}
                    label={hit.title}
                    {...(hit.note && { description: hit.note })}
                    leftSection={<Icon size={20} stroke={1.6} />}
                    onClick={() => open(hit.href)}
                  />
                ))}
              </Spotlight.ActionsGroup>
            ),
        )}
        {isEmpty && <Spotlight.Empty>{t(found.isSearching ? 'search.searching' : 'search.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useFound(text: string) {
  const workspace = useWorkspace();
  const [settled] = useDebouncedValue(text, 200);
  const isLongEnough = settled.length >= shortestSearch;
  const queries = useQueries({
    queries: searchProviders.map((provider) => ({
      queryKey: workspace.key('search', provider.id, settled),
      queryFn: ({ signal }: { signal: AbortSignal }) => provider.search(workspace, settled, signal),
      enabled: isLongEnough,
      staleTime: 30_000,
    })),
  });
  return {
    isSearching: text.length >= shortestSearch && (text !== settled || queries.some(({ isFetching }) => isFetching)),
    groups: searchProviders.map((provider, index) => ({
      ...provider,
      hits: isLongEnough ? (queries[index]?.data ?? []).map((hit) => ({ ...hit, href: workspace.href(hit.path) })) : [],
    })),
  };
}
