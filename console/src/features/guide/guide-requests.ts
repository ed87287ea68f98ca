import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Guide } from '#contract/guide';
import type { GuideStepName } from '#contract/guide';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';

const lookAgainMs = 4_000;

/** The guide; while its page is open it looks again every few seconds, since a step is done elsewhere. */
export function useGuide({ isWatched = false } = {}) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('guide'),
    queryFn: ({ signal }) => request(Guide, workspace.api('/guide'), { signal }),
    staleTime: lookAgainMs,
    refetchInterval: isWatched ? lookAgainMs : false,
  });
}

/** Puts steps off or takes them up again; gives the function that does it. */
export function useChooseSteps(): (skipped: GuideStepName[]) => void {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const say = useErrorText('guide');
  const change = useMutation({
    mutationFn: (skipped: GuideStepName[]) => request(Guide, workspace.api('/guide'), { method: 'PUT', body: { skipped } }),
    onSuccess: (guide) => queries.setQueryData(workspace.key('guide'), guide),
    onError: (error) => notifyFailed(say(error)),
  });
  return change.mutate;
}

/** Whether the rail still shows the guide: until it is done, and not before that is known. */
export function useIsGuideOpen(): boolean {
  const { data } = useGuide();
  return data !== undefined && !data.isDone;
}
