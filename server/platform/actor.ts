import type { Role } from '#contract/role';
import { roles } from '#contract/role';
import { AppError } from './errors.ts';

/** Who asks for something in a workspace: a member signed in, a program with an API key, or the system itself. */
export interface Actor {
  kind: 'member' | 'api_key' | 'system';
  id: string;
  name: string;
  workspaceId: string;
  /** An API key acts with the role it was given. */
  role: Role;
}

/** Throws `forbidden` unless the actor has this role or a higher one. Called by the use case, where no second route can forget it. */
export function requireRole(actor: Actor, least: Role): void {
  if (roles.indexOf(actor.role) >= roles.indexOf(least)) return;
  throw new AppError('forbidden', 'role_needed', `This needs the role "${least}"; yours is "${actor.role}". Ask an owner of the workspace.`, { needed: least });
}
