import type { App } from '#context';
import { Role } from '#contract/role';
import type { Me, MyWorkspace } from '#contract/workspace';
import type { Db, Tx } from '#platform/database';
import type { SignedInUser } from './sign-in.ts';

/** What the console asks first. Answers everybody; a stranger learns only whether setup or the demo is open. */
export async function readMe(app: App, user: SignedInUser | null): Promise<Me> {
  return {
    member: user && { userId: user.id, name: user.name, email: user.email, locale: user.locale },
    workspaces: user ? await findMyWorkspaces(app.db, user.id) : [],
    demo: app.config.isDemo,
    needsSetup: !user && !(await hasUsers(app.db)),
    now: app.clock.now().toISOString(),
  };
}

export async function hasUsers(db: Db | Tx): Promise<boolean> {
  return (await db.selectFrom('auth_user').select('id').limit(1).executeTakeFirst()) !== undefined;
}

async function findMyWorkspaces(db: Db, userId: string): Promise<MyWorkspace[]> {
  const rows = await db
    .selectFrom('member')
    .innerJoin('workspace', 'workspace.id', 'member.workspace_id')
    .select(['workspace.id', 'workspace.name', 'workspace.country', 'workspace.time_zone', 'workspace.locale', 'workspace.currency', 'member.role'])
    .where('member.user_id', '=', userId)
    .orderBy('workspace.name')
    .orderBy('workspace.id')
    .execute();
  return rows.map(({ time_zone: timeZone, role, ...workspace }) => ({ ...workspace, timeZone, role: Role.parse(role) }));
}
