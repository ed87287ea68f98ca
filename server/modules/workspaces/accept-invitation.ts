import type { App } from '#context';
import type { AcceptInvitationInput } from '#contract/member';
import { Role } from '#contract/role';
import type { Db, Tx } from '#platform/database';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { countAttempt, forgetAttempts } from './count-attempt.ts';
import { createMember } from './create-member.ts';
import { readToken } from './secret-token.ts';
import type { SignIn } from './sign-in.ts';
import { writeAudit } from './write-audit.ts';

/**
 * Makes the holder of the link a member and signs them in; the cookies are in the reply. Somebody who already has an account proves
 * it with its password, or the link alone would open their other workspaces.
 */
export async function acceptInvitation(app: App, signIn: SignIn, input: AcceptInvitationInput, headers: Headers): Promise<Response> {
  const { email } = await findOpenInvitation(app, app.db, input.token);
  const known = await app.db.selectFrom('auth_user').select('id').where('email', '=', email).executeTakeFirst();
  // Before anything is written: a wrong password must not use the link up.
  const proof = known ? await provePassword(app, signIn, email, input.password, headers) : null;
  const userId = await inTransaction(app.db, (tx) => joinWorkspace(app, tx, input));
  return proof ?? signIn.beginSession(userId);
}

async function provePassword(app: App, signIn: SignIn, email: string, password: string, headers: Headers): Promise<Response> {
  await countAttempt(app, 'account', email);
  const reply = await signIn.withPassword(email, password, headers);
  if (!reply.ok) throw new AppError('unauthenticated', 'password_wrong', 'You already have an account with this e-mail. Enter the password of that account.');
  await forgetAttempts(app, 'account', email);
  return reply;
}

async function joinWorkspace(app: App, tx: Tx, input: AcceptInvitationInput): Promise<string> {
  const invitation = await findOpenInvitation(app, tx, input.token);
  const { workspaceId, email, role } = invitation;
  const taken = await tx
    .updateTable('invitation')
    .set({ accepted_at: app.clock.now() })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', invitation.id)
    .where('accepted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!taken) throw unknownLink();
  const userId = await createMember(app, tx, { workspaceId, name: input.name, email, role, password: input.password });
  await writeAudit(app, tx, { kind: 'member', id: userId, name: input.name, workspaceId, role }, 'invitation.accepted', { kind: 'invitation', id: invitation.id }, { email, role });
  return userId;
}

async function findOpenInvitation(app: App, db: Db | Tx, text: string) {
  const token = readToken('mi', text);
  const row =
    token &&
    (await db
      .selectFrom('invitation')
      .select(['id', 'email', 'role'])
      .where('workspace_id', '=', token.workspaceId)
      .where('token_hash', '=', token.hash)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', app.clock.now())
      .executeTakeFirst());
  if (!token || !row) throw unknownLink();
  return { workspaceId: token.workspaceId, id: row.id, email: row.email, role: Role.parse(row.role) };
}

function unknownLink(): AppError {
  return new AppError('not_found', 'invitation_unknown', 'This invitation was used, withdrawn or has expired. Ask for a new one.');
}
