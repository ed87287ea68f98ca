import type { TFunction } from 'i18next';
import type { AssignTo, AssignmentSettings } from '#contract/assignment';

export interface Owners {
  members: readonly { userId: string; name: string }[];
  groups: AssignmentSettings['groups'];
}

export function ownerName(t: TFunction<'assistant'>, owner: AssignTo | null, { members, groups }: Owners): string {
  if (owner === null) return t('owner.byRules');
  if (owner.kind === 'everyone') return t('owner.everyone');
  const name = owner.kind === 'member' ? members.find(({ userId }) => userId === owner.memberId)?.name : groups.find(({ id }) => id === owner.groupId)?.name;
  return t(owner.kind === 'member' ? 'owner.member' : 'owner.group', { name: name ?? t('owner.gone') });
}
