import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreatedInvitation, Invitation } from '#contract/member';
import { roles } from '#contract/role';
import type { Role } from '#contract/role';
import { useFormats } from '../../ui/formats.tsx';
import { CopyField } from '../../ui/small-parts.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useInvitations, useMemberChanges } from './member-requests.ts';
import { RoleSelect } from './role-select.tsx';
import { Row, Rows } from './rows.tsx';
import { useChange } from './use-change.ts';

export function InvitationsSection() {
  const { t } = useTranslation('workspaces');
  return (
    <Stack gap="md">
      <InviteForm />
      <Loaded query={useInvitations()} namespace="workspaces">
        {({ items }) =>
          items.length > 0 && (
            <Rows label={t('invitations.title')}>
              {items.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Stack>
  );
}

function InviteForm() {
  const { t } = useTranslation('workspaces');
  const { invite } = useMemberChanges();
  const change = useChange('invitation');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [made, setMade] = useState<CreatedInvitation | null>(null);
  const submit = () =>
    void change(async () => {
      setMade(await invite({ email: email.trim(), role }));
      setEmail('');
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm" maw={480}>
        <TextInput label={t('invitations.email')} type="email" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <RoleSelect label={t('invitations.role')} choices={roles} value={role} onChange={setRole} isExplained />
        <Group>
          <Button type="submit">{t('invitations.button')}</Button>
        </Group>
        {made && (
          <div role="status">
            <CopyField label={t('invitations.link', { email: made.email })} value={made.url} help={t('invitations.linkHelp')} />
          </div>
        )}
      </Stack>
    </form>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('workspaces');
  const app = useTranslation('app').t;
  const { relative } = useFormats();
  const { withdraw } = useMemberChanges();
  const change = useChange('invitation');
  const when = relative(invitation.expiresAt);
  return (
    <Row name={invitation.email} note={`${app(`roles.${invitation.role}`)} · ${invitation.isExpired ? t('invitations.ended', { when }) : t('invitations.ends', { when })}`}>
      <Button variant="subtle" onClick={() => void change(() => withdraw(invitation.id))} aria-label={t('invitations.withdrawOne', { email: invitation.email })}>
        {t('invitations.withdraw')}
      </Button>
    </Row>
  );
}
