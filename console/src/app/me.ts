import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { Role, roles } from '#contract/role';
import { request } from './api.ts';

export type { Role } from '#contract/role';


const MemberWorkspace = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  country: z.string().nullable(),
  timeZone: z.string(),
  currency: z.string(),
  locale: z.string().nullable(),
});
export type MemberWorkspace = z.infer<typeof MemberWorkspace>;

const Me = z.object({
  /** Null before sign-in. */
  member: z.object({ userId: z.string(), name: z.string(), email: z.string(), locale: z.string().nullable() }).nullable(),
  workspaces: z.array(MemberWorkspace).default([]),
  /** True when the pretend shop and phone are running beside the server. */
  demo: z.boolean(),
  /** True on an empty installation: the first owner is still to be named. */
  needsSetup: z.boolean(),
});
export type Me = z.infer<typeof Me>;

export const meQuery = {
  queryKey: ['me'],
  queryFn: ({ signal }: { signal: AbortSignal }) => request(Me, '/v1/me', { signal }),
  staleTime: 5 * 60_000,
} as const;

/** Who is looking; undefined until it is known. */
export function useMe(): Me | undefined {
  return useQuery(meQuery).data;
}

/** True when a role is at least the one asked for. */
export function hasRole(role: Role, atLeast: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(atLeast);
}
