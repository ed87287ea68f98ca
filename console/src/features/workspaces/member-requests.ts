import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { CreatedInvitation, InvitationList } from '#contract/member';
import type { InvitationInput } from '#contract/member';
import type { Role } from '#contract/role';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

/** Open invitations; only owners may read them. */
export function useInvitations() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('invitation'), queryFn: ({ signal }) => request(InvitationList, workspace.api('/invitations'), { signal }) });
}

export function useMemberChanges() {
  const { api } = useWorkspace();
  return {
    changeRole: (userId: string, role: Role) => request(z.unknown(), api(`/members/${userId}`), { method: 'PATCH', body: { role } }),
    remove: (userId: string) => request(z.unknown(), api(`/members/${userId}`), { method: 'DELETE' }),
    invite: (input: InvitationInput) => request(CreatedInvitation, api('/invitations'), { body: input }),
    withdraw: (invitationId: string) => request(z.unknown(), api(`/invitations/${invitationId}`), { method: 'DELETE' }),
  };
}
