import type { App } from '#context';
import type { Actor } from '#platform/actor';
import { minuteMs } from '#platform/clock';
import type { FindActor } from '#platform/http-actor';
import { Role } from '#contract/role';
import { headersOf } from './web-headers.ts';
import { readToken } from './secret-token.ts';
import type { SignIn } from './sign-in.ts';

/** Who asks: the API key in "Authorization: Bearer mk_…", else the member whose session the cookies carry. */
export function makeFindActor(app: App, signIn: SignIn): FindActor {
  return async (request, workspaceId) => {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return (await findKey(app, authorization, workspaceId)) ?? 'stranger';
    if (cookie === undefined) return 'anonymous';
    const user = await signIn.findUser(headersOf(request));
    if (!user) return 'anonymous';
    return (await findMember(app, user, workspaceId)) ?? 'stranger';
  };
}

async function findMember(app: App, user: { id: string; name: string }, workspaceId: string): Promise<Actor | null> {
  if (!isUuid(workspaceId)) return null;
  const row = await app.db.selectFrom('member').select('role').where('workspace_id', '=', workspaceId).where('user_id', '=', user.id).executeTakeFirst();
  return row ? { kind: 'member', id: user.id, name: user.name, workspaceId, role: Role.parse(row.role) } : null;
}

async function findKey(app: App, authorization: string, workspaceId: string): Promise<Actor | null> {
  const token = readToken('mk', authorization.replace(/^Bearer /i, ''));
  if (!token || token.workspaceId !== workspaceId.toLowerCase()) return null;
  const now = app.clock.now();
  const row = await app.db
    .selectFrom('api_key')
    .select(['id', 'name', 'role', 'last_used_at'])
    .where('workspace_id', '=', token.workspaceId)
    .where('secret_hash', '=', token.hash)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst();
  if (!row) return null;
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() >= minuteMs) {
    await app.db.updateTable('api_key').set({ last_used_at: now }).where('workspace_id', '=', token.workspaceId).where('id', '=', row.id).execute();
  }
  return { kind: 'api_key', id: row.id, name: row.name, workspaceId: token.workspaceId, role: Role.parse(row.role) };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
