import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RatingSettings } from '#contract/rating';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function useRatingSettings() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('ratings'), queryFn: ({ signal }) => request(RatingSettings, workspace.api('/rating-settings'), { signal }) });
}

export function useChangeRatingSettings() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: RatingSettings) => request(RatingSettings, workspace.api('/rating-settings'), { method: 'PUT', body: settings }),
    onSuccess: (settings) => queries.setQueryData(workspace.key('ratings'), settings),
  });
}
