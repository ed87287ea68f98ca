import { z } from 'zod';
import { Instant, WorkspaceParams } from './page.ts';

/** What members are told on their devices. */

/** Given to me; a note names me; somebody waits urgently; the shopper of my conversation wrote, or says that the help was bad. */
export const concernKinds = ['assigned', 'mentioned', 'urgent', 'written', 'rated_bad'] as const;
export const ConcernKind = z.enum(concernKinds);
export type ConcernKind = z.infer<typeof ConcernKind>;

const Base64Url = z.string().regex(/^[\w-]+={0,2}$/, 'This is not what a browser gives for a key.');

/** What the browser's `PushSubscription` says. */
export const PushDeviceBody = z.object({
  endpoint: z.url({ protocol: /^https$/, error: 'A push service is reached over https.' }).max(1000),
  keys: z.object({ p256dh: Base64Url.min(80).max(100), auth: Base64Url.min(20).max(30) }),
  label: z.string().trim().min(1).max(80),
  showsText: z.boolean().default(false),
  kinds: z.array(ConcernKind).min(1, 'Choose at least one reason to be told.').default([...concernKinds]),
});
export type PushDeviceBody = z.infer<typeof PushDeviceBody>;

export const PushDevice = z.object({
  id: z.uuid(),
  label: z.string(),
  showsText: z.boolean(),
  kinds: z.array(ConcernKind),
  createdAt: Instant,
  /** When a notice last reached its push service; null: never. */
  toldAt: Instant.nullable(),
});
export type PushDevice = z.infer<typeof PushDevice>;
export const PushDeviceList = z.object({ /** For `PushManager.subscribe`. */ publicKey: z.string(), items: z.array(PushDevice) });
export type PushDeviceList = z.infer<typeof PushDeviceList>;
export const PushDeviceParams = WorkspaceParams.extend({ deviceId: z.uuid() });
export const PushDevicePatch = z
  .object({ showsText: z.boolean().optional(), kinds: z.array(ConcernKind).min(1, 'Choose at least one reason to be told.').optional() })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), 'Name at least one field to change.');
export type PushDevicePatch = z.infer<typeof PushDevicePatch>;

/** What a device is sent. Without the member's wish it holds no name and no word of a shopper. */
export const PushPayload = z.object({
  kind: ConcernKind.or(z.literal('test')),
  /** Of the shop. */
  title: z.string(),
  text: z.string(),
  /** Where a tap leads, below the address of the console. */
  path: z.string(),
  /** A newer notice with the same tag takes the place of the older. */
  tag: z.string(),
});
export type PushPayload = z.infer<typeof PushPayload>;
