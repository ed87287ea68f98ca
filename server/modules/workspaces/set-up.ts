import { sql } from 'kysely';
import type { App } from '#context';
import type { SetupInput, WorkspaceInput, Workspace } from '#contract/workspace';
import { inTransaction } from '#platform/database';
import { AppError } from '#platform/errors';
import { createMember } from './create-member.ts';
import { createWorkspace } from './create-workspace.ts';
import { hasUsers } from './read-me.ts';
import type { SignedInUser } from './sign-in.ts';
import { writeAudit } from './write-audit.ts';

/** Names the first owner of an empty installation; refused for ever once there is one, also to a second one at the same moment. */
export async function setUp(app: App, input: SetupInput): Promise<Workspace> {
  return inTransaction(app.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(4178225003)`.execute(tx);
    if (await hasUsers(tx)) throw new AppError('conflict', 'already_set_up', 'This installation already has an owner. Sign in, or ask them for an invitation.');
    const workspace = await createWorkspace(app, tx, { name: input.workspaceName, country: input.country });
    const userId = await createMember(app, tx, { workspaceId: workspace.id, name: input.name, email: input.email, role: 'owner', password: input.password });
    await writeAudit(app, tx, { kind: 'member', id: userId, name: input.name, workspaceId: workspace.id, role: 'owner' }, 'workspace.created', null);
    return workspace;
  });
}

/** Another workspace for somebody who already owns one: an agency adds its next store. */
export async function addWorkspace(app: App, user: SignedInUser, input: WorkspaceInput): Promise<Workspace> {
  return inTransaction(app.db, async (tx) => {
    const owned = await tx.selectFrom('member').select('workspace_id').where('user_id', '=', user.id).where('role', '=', 'owner').limit(1).executeTakeFirst();
    if (!owned) throw new AppError('forbidden', 'role_needed', 'Only an owner of a workspace can add another one.', { needed: 'owner' });
    const workspace = await createWorkspace(app, tx, input);
    await createMember(app, tx, { workspaceId: workspace.id, name: user.name, email: user.email, role: 'owner' });
    await writeAudit(app, tx, { kind: 'member', id: user.id, name: user.name, workspaceId: workspace.id, role: 'owner' }, 'workspace.created', null);
    return workspace;
  });
}
