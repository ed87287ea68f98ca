import { z } from 'zod';
import { Instant } from './page.ts';
import { Role } from './role.ts';

/** ISO 3166-1 alpha-2. */
export const Country = z.string().regex(/^[A-Z]{2}$/, 'Write a country by its two capital letters, such as AR.');
/** ISO 4217. */
const Currency = z.string().regex(/^[A-Z]{3}$/, 'Write a currency by its three capital letters, such as ARS.');
const Locale = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'Write a locale such as es-AR.');
const TimeZone = z.string().refine(isTimeZone, 'Write a time zone such as America/Sao_Paulo.');
const Name = z.string().trim().min(1).max(100);
export const Email = z.email().max(254).toLowerCase();
/** Long enough to resist guessing, short enough for the hash. */
export const Password = z.string().min(10, 'A password has at least 10 characters.').max(128);

export const Workspace = z.object({
  id: z.uuid(),
  name: z.string(),
  country: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  currency: z.string(),
});
export type Workspace = z.infer<typeof Workspace>;

/** A workspace as one of its members sees it. */
export const MyWorkspace = Workspace.extend({ role: Role });
export type MyWorkspace = z.infer<typeof MyWorkspace>;

/** Who is looking and what they may open. */
export const Me = z.object({
  /** Null before sign-in. `locale` is null when the browser's language is to be used. */
  member: z.object({ userId: z.string(), name: z.string(), email: z.string(), locale: z.string().nullable() }).nullable(),
  workspaces: z.array(MyWorkspace),
  /** True when the pretend shop and phone are running beside the server. */
  demo: z.boolean(),
  /** True on an empty installation: the first owner is still to be named. */
  needsSetup: z.boolean(),
  /** The server's clock. */
  now: Instant,
});
export type Me = z.infer<typeof Me>;

/** The first workspace and its owner, on an empty installation. */
export const SetupInput = z.object({ workspaceName: Name, country: Country, name: Name, email: Email, password: Password });
export type SetupInput = z.infer<typeof SetupInput>;

/** Zone, locale and currency follow from the country unless they are given. */
export const WorkspaceInput = z.object({
  name: Name,
  country: Country,
  timeZone: TimeZone.optional(),
  locale: Locale.optional(),
  currency: Currency.optional(),
});
export type WorkspaceInput = z.infer<typeof WorkspaceInput>;

export const WorkspacePatch = WorkspaceInput.partial().refine((patch) => Object.values(patch).some((value) => value !== undefined), 'Name at least one field to change.');
export type WorkspacePatch = z.infer<typeof WorkspacePatch>;

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch {
    return false;
  }
}
