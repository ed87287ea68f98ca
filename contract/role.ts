import { z } from 'zod';

/** What a member may do: an analyst reads, an agent answers shoppers, an admin sets up, an owner also decides who is in. */
export const roles = ['analyst', 'agent', 'admin', 'owner'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;
