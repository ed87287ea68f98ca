import { useQuery } from '@tanstack/react-query';
import { Home } from '#contract/insights';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

/** The first page of the last days; read again every minute while it is looked at. */
export function useHome(days: number) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('insights', 'home', days),
    queryFn: ({ signal }) => request(Home, workspace.api('/insights/home'), { query: { days }, signal }),
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  });
}
