import { z } from 'zod';
import { ClockTime } from './country-rule.ts';
import { Instant } from './page.ts';

/** Who gets which conversation, and who is there to take one. */

/** Weekly hours on the workspace's clock. Several spans on one day are allowed; one that ends before it begins is not. */
export const WeekHours = z
  .array(
    z
      .object({ /** 1 is Monday. */ weekday: z.int().min(1).max(7), from: ClockTime, to: ClockTime })
      .refine((span) => span.from < span.to, { error: 'The hours end after they begin.', path: ['to'] }),
  )
  .min(1, 'Name at least one day.')
  .max(28);
export type WeekHours = z.infer<typeof WeekHours>;

/** `group`: each of its members in turn. `everyone`: each of the team in turn. */
export const AssignTo = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), memberId: z.string().min(1).max(100) }),
  z.object({ kind: z.literal('group'), groupId: z.uuid() }),
  z.object({ kind: z.literal('everyone') }),
]);
export type AssignTo = z.infer<typeof AssignTo>;

export const AssignmentSettings = z
  .object({
    /** Conversations that no rule names: nobody's until somebody takes them, or each member's in turn. */
    otherwise: z.enum(['nobody', 'turns']).default('nobody'),
    groups: z.array(z.object({ id: z.uuid(), name: z.string().trim().min(1, 'Name the group.').max(60), memberIds: z.array(z.string().min(1).max(100)).max(200) })).max(50).default([]),
    /** The first whose tag the conversation has decides. */
    rules: z.array(z.object({ tag: z.string().trim().min(1, 'Write the tag.').max(40), to: AssignTo })).max(100).default([]),
    /** When the team answers; null: at all hours. */
    hours: WeekHours.nullable().default(null),
  })
  .refine(({ groups, rules }) => rules.every(({ to }) => to.kind !== 'group' || groups.some(({ id }) => id === to.groupId)), {
    error: 'A rule names a group that is not in the list.',
    path: ['rules'],
  });
export type AssignmentSettings = z.infer<typeof AssignmentSettings>;

export const MemberAvailability = z.object({
  userId: z.string(),
  name: z.string(),
  /** Not away, and inside their hours. */
  isThere: z.boolean(),
  isAway: z.boolean(),
  /** When they are there again as far as is known; null: there now, or unknown. */
  backAt: Instant.nullable(),
  /** Their own; null: the team's. */
  hours: WeekHours.nullable(),
  /** Open conversations in their name. */
  openCount: z.int(),
});
export type MemberAvailability = z.infer<typeof MemberAvailability>;
export const AvailabilityList = z.object({ items: z.array(MemberAvailability) });

export const AvailabilityPatch = z
  .object({
    isAway: z.boolean().optional(),
    /** Ends an absence by itself. */
    backAt: Instant.nullable().optional(),
    hours: WeekHours.nullable().optional(),
  })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), 'Name at least one field to change.');
export type AvailabilityPatch = z.infer<typeof AvailabilityPatch>;
