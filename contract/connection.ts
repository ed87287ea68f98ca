import { z } from 'zod';
import { Instant, WorkspaceParams } from './page.ts';

/** A merchant's accounts at vendors: what can be connected, what is, and how well it works. */

export const ConnectionPort = z.enum(['storefront', 'channel', 'payment', 'model']);
/** `closed`: disconnected here or removed at the vendor; its webhooks are refused. */
export const ConnectionState = z.enum(['active', 'paused', 'closed']);
export type ConnectionState = z.infer<typeof ConnectionState>;

export const Vendor = z.object({
  id: z.string(),
  port: ConnectionPort,
  name: z.string(),
  /** What kind of channel it is; null for everything else. */
  channel: z.string().nullable(),
  /** JSON Schema of its settings, as a form draws it. */
  settings: z.record(z.string(), z.unknown()),
  /** Names of settings that are sealed and never shown again. */
  secretFields: z.array(z.string()),
  /** Settings that are offered filled in with a fresh random value, and its prefix. */
  generatedFields: z.record(z.string(), z.string()),
  /** What it can do: keys of its port. */
  capabilities: z.array(z.string()),
  /** It can be told by itself where to send its webhooks. */
  canSubscribe: z.boolean(),
});
export type Vendor = z.infer<typeof Vendor>;
export const VendorList = z.object({ items: z.array(Vendor) });

export const ConnectionStep = z.object({
  /** "credentials", "webhooks", "permissions" … the console has words for it. */
  step: z.string(),
  state: z.enum(['ok', 'warning', 'failed']),
  detail: z.string().nullable(),
});
export type ConnectionStep = z.infer<typeof ConnectionStep>;

export const Connection = z.object({
  id: z.uuid(),
  port: ConnectionPort,
  vendor: z.string(),
  vendorName: z.string(),
  name: z.string(),
  state: ConnectionState,
  /** Name of the account at the vendor; null until a check found it. */
  accountName: z.string().nullable(),
  /** The worst step of the last check; `unchecked` before the first. */
  health: z.enum(['unchecked', 'ok', 'warning', 'failed']),
  checkedAt: Instant.nullable(),
  /** The last genuine webhook, exact to the minute; null: none came yet. */
  lastEventAt: Instant.nullable(),
  /** How much of what came could not be applied and waits for somebody. */
  openFailures: z.int(),
  createdAt: Instant,
});
export type Connection = z.infer<typeof Connection>;
export const ConnectionList = z.object({ items: z.array(Connection) });

/** A reading of a shop: what its webhooks may have missed. */
export const ConnectionReading = z.object({
  kind: z.enum(['carts', 'orders', 'catalog']),
  state: z.enum(['waiting', 'running', 'failed', 'done', 'never']),
  /** How many were read so far, or lie here; null when it is not known. */
  count: z.int().nullable(),
  at: Instant.nullable(),
  /** Why the last one failed. */
  error: z.string().nullable(),
});
export type ConnectionReading = z.infer<typeof ConnectionReading>;

export const ConnectionDetail = Connection.extend({
  /** Without secrets. */
  settings: z.record(z.string(), z.unknown()),
  /** Secrets that are set. */
  storedSecrets: z.array(z.string()),
  hookUrl: z.string(),
  /** What goes into the shop's pages, where this is all they carry; null: nothing of this kind. */
  pasteLine: z.string().nullable(),
  steps: z.array(ConnectionStep),
  /** What the vendor says of the account. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  capabilities: z.array(z.string()),
  readings: z.array(ConnectionReading),
  /** Why the vendor closed it; null when nobody did. */
  closedReason: z.string().nullable(),
});
export type ConnectionDetail = z.infer<typeof ConnectionDetail>;

export const ConnectionParams = WorkspaceParams.extend({ connectionId: z.uuid() });
const Name = z.string().trim().min(1, 'Give it a name.').max(100);
const Settings = z.record(z.string(), z.unknown());

export const NewConnection = z.object({ vendor: z.string().min(1).max(60), name: Name, settings: Settings });
export type NewConnection = z.infer<typeof NewConnection>;

/** `settings` replaces all of them, but a secret that is absent or empty stays; null removes it. */
export const ConnectionPatch = z
  .object({ name: Name.optional(), settings: Settings.optional(), state: ConnectionState.optional() })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), 'Name at least one field to change.');
export type ConnectionPatch = z.infer<typeof ConnectionPatch>;

/** `subscribe`: the vendor is first told to send its webhooks here. */
export const CheckBody = z.object({ subscribe: z.boolean().default(true) });
