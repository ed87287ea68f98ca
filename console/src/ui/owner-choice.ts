import type { AssignTo } from '#contract/assignment';

/** An owner as one value of a select; '' is nobody in particular. */
export const valueOfOwner = (owner: AssignTo | null): string => (owner === null ? '' : owner.kind === 'member' ? `member:${owner.memberId}` : owner.kind === 'group' ? `group:${owner.groupId}` : 'everyone');

export function ownerOfValue(value: string | null): AssignTo | null {
  const [kind = '', ...rest] = (value ?? '').split(':');
  const id = rest.join(':');
  if (kind === 'member') return { kind, memberId: id };
  if (kind === 'group') return { kind, groupId: id };
  return kind === 'everyone' ? { kind } : null;
}
