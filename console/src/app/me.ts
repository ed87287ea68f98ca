import { useQuery } from '@tanstack/react-query';
import { roles } from '#contract/role';
import type { Role } from '#contract/role';
import { Me } from '#contract/workspace';
import type { MyWorkspace } from '#contract/workspace';
import { followServerClock } from '../ui/now.ts';
import { request } from './api.ts';

export type { Role } from '#contract/role';


export type { Me };
export type MemberWorkspace = MyWorkspace;

export const meQuery = {
  queryKey: ['me'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const me = await request(Me, '/v1/me', { signal });
    followServerClock(me.now);
    return me;
  },
  staleTime: 5 * 60_000,
  // In a demo somebody may let an hour pass on the phone page at any moment.
  refetchInterval: ({ state }: { state: { data: Me | undefined } }) => (state.data?.demo ? 5000 : false),
} as const;

/** Who is looking; undefined until it is known. */
export function useMe(): Me | undefined {
  return useQuery(meQuery).data;
}

/** True when a role is at least the one asked for. */
export function hasRole(role: Role, atLeast: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(atLeast);
}
