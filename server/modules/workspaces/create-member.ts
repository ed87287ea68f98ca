import { hashPassword } from 'better-auth/crypto';
import type { App } from '#context';
import type { Role } from '#contract/role';
import type { Tx } from '#platform/database';

export interface NewMember {
  workspaceId: string;
  name: string;
  email: string;
  role: Role;
  /** Absent: this person cannot sign in with a password (the owner of the demo). Ignored for somebody who has an account. */
  password?: string;
}

/** Makes somebody a member, with an account unless they have one. A repeat changes nothing; the user id is given back. */
export async function createMember(app: App, tx: Tx, input: NewMember): Promise<string> {
  const email = input.email.toLowerCase();
  const known = await tx.selectFrom('auth_user').select('id').where('email', '=', email).executeTakeFirst();
  const userId = known?.id ?? (await createUser(app, tx, { ...input, email }));
  await tx
    .insertInto('member')
    .values({ workspace_id: input.workspaceId, user_id: userId, role: input.role, created_at: app.clock.now() })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doNothing())
    .execute();
  return userId;
}

/** Written here and not through the sign-in library, so that person, account and membership share one transaction. */
async function createUser(app: App, tx: Tx, input: { name: string; email: string; password?: string }): Promise<string> {
  const userId = app.ids.next();
  const now = app.clock.now();
  await tx.insertInto('auth_user').values({ id: userId, name: input.name, email: input.email, created_at: now, updated_at: now }).execute();
  if (input.password === undefined) return userId;
  await tx
    .insertInto('auth_account')
    .values({ id: app.ids.next(), user_id: userId, account_id: userId, provider_id: 'credential', password: await hashPassword(input.password), created_at: now, updated_at: now })
    .execute();
  return userId;
}
