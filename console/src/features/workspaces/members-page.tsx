import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contract/member';
import { roles } from '#contract/role';
import { useMe } from '../../app/me.ts';
import { useMembers } from '../../app/team.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { notifyUndoable } from '../../ui/undoable.tsx';
import { InvitationsSection } from './invitations-section.tsx';
import { useMemberChanges } from './member-requests.ts';
import { RoleSelect } from './role-select.tsx';
import { Row, Rows } from './rows.tsx';
import { useChange } from './use-change.ts';

/** Who is in, what they may do, and who is invited. */
export default function MembersPage() {
  const { t } = useTranslation('workspaces');
  const workspace = useWorkspace();
  return (
    <Page title={t('members.title')} purpose={t('members.purpose')}>
      <Loaded query={useMembers()} namespace="workspaces">
        {({ items }) => (
          <Rows label={t('members.title')}>
            {items.map((member) => (
              <MemberRow key={member.userId} member={member} />
            ))}
          </Rows>
        )}
      </Loaded>
      {workspace.can('owner') && (
        <Section title={t('invitations.title')} note={t('invitations.note')}>
          <InvitationsSection />
        </Section>
      )}
    </Page>
  );
}

function MemberRow({ member }: { member: Member }) {
  const { t } = useTranslation('workspaces');
  const app = useTranslation('app').t;
  const isMe = useMe()?.member?.userId === member.userId;
  const isOwner = useWorkspace().can('owner');
  const { changeRole, remove } = useMemberChanges();
  const change = useChange('member');
  const askToRemove = () =>
    notifyUndoable({ done: t('members.removed', { name: member.name }), undo: () => undefined, commit: () => change(() => remove(member.userId)) });
  return (
    <Row
      name={isMe ? t('members.you', { name: member.name }) : member.name}
      note={
        <>
          {member.email} {member.hasSecondFactor && <StatusBadge>{t('members.secondFactor')}</StatusBadge>}
        </>
      }
    >
      {isOwner ? (
        <RoleSelect
          label={t('members.roleOf', { name: member.name })}
          isQuiet
          choices={roles}
          value={member.role}
          onChange={(role) => void change(() => changeRole(member.userId, role))}
        />
      ) : (
        app(`roles.${member.role}`)
      )}
      {isOwner && !isMe && (
        <Button variant="subtle" onClick={askToRemove} aria-label={t('members.removeOne', { name: member.name })}>
          {t('members.remove')}
        </Button>
      )}
    </Row>
  );
}
