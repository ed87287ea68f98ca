import { z } from 'zod';
import { Instant, PageQuery, WorkspaceParams, pageOf } from './page.ts';
import { Role } from './role.ts';
import { Email, Password } from './workspace.ts';

/** A merchant's person in one workspace. */
export const Member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  hasSecondFactor: z.boolean(),
  joinedAt: Instant,
});
export type Member = z.infer<typeof Member>;
export const MemberList = z.object({ items: z.array(Member) });
export const MemberParams = WorkspaceParams.extend({ userId: z.string().min(1).max(100) });
export const MemberPatch = z.object({ role: Role });

export const Invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  invitedBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  isExpired: z.boolean(),
});
export type Invitation = z.infer<typeof Invitation>;
export const InvitationList = z.object({ items: z.array(Invitation) });
export const InvitationParams = WorkspaceParams.extend({ invitationId: z.uuid() });
export const InvitationInput = z.object({ email: Email, role: Role });
export type InvitationInput = z.infer<typeof InvitationInput>;

/** The link is shown this once; only a hash of it is kept. */
export const CreatedInvitation = Invitation.extend({ url: z.string() });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

/** Somebody who already has an account proves it with their password; `name` then changes nothing. */
export const AcceptInvitationInput = z.object({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(100),
  password: Password,
});
export type AcceptInvitationInput = z.infer<typeof AcceptInvitationInput>;

/** What a program may do with a key: never who is in. */
export const ApiKeyRole = Role.exclude(['owner']);

export const ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  role: Role,
  /** The last characters of the key. */
  hint: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  /** Null: it does not expire. */
  expiresAt: Instant.nullable(),
  /** Exact to the minute; null: never used. */
  lastUsedAt: Instant.nullable(),
  /** Null: not revoked. */
  revokedAt: Instant.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeyList = z.object({ items: z.array(ApiKey) });
export const ApiKeyParams = WorkspaceParams.extend({ apiKeyId: z.uuid() });
export const ApiKeyInput = z.object({
  name: z.string().trim().min(1).max(100),
  role: ApiKeyRole,
  /** Absent: it does not expire. */
  expiresInDays: z.int().min(1).max(3650).optional(),
});
export type ApiKeyInput = z.infer<typeof ApiKeyInput>;

/** The key is shown this once; only a hash of it is kept. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

/** Who did what in a workspace: kept for ever, changed by nobody. */
export const AuditEntry = z.object({
  id: z.uuid(),
  at: Instant,
  actor: z.object({ kind: z.enum(['member', 'api_key', 'system']), id: z.string().nullable(), name: z.string() }),
  /** "member.invited", "flow.switched_on" … */
  action: z.string(),
  /** What it was done to; null when the workspace as a whole. */
  subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditQuery = PageQuery.extend({
  /** Only actions that begin so: "member." */
  action: z.string().max(100).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
export const AuditPage = pageOf(AuditEntry);
