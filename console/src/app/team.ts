import { useQuery } from '@tanstack/react-query';
import { AssignmentSettings } from '#contract/assignment';
import { MemberList } from '#contract/member';
import type { Member } from '#contract/member';
import { request } from './api.ts';
import { useWorkspace } from './workspace.tsx';

export function useMembers() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('member'), queryFn: ({ signal }) => request(MemberList, workspace.api('/members'), { signal }), staleTime: 60_000 });
}

/** The members who answer shoppers. */
export function useTeam(): Member[] {
  return useMembers().data?.items.filter(({ role }) => role !== 'analyst') ?? [];
}

/** Who gets which conversation; for those who answer. */
export function useAssignmentSettings() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('member', 'assignment'), queryFn: ({ signal }) => request(AssignmentSettings, workspace.api('/assignment'), { signal }), enabled: workspace.can('agent') });
}
