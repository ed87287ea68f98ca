import { z } from 'zod';
import { toolNames } from './tool-shapes.ts';
import type { ToolName } from './tool-shapes.ts';

/** A write that waits for the shopper's yes, with the very input that they were asked about. Stored with the turn that asked. */
export const PendingCall = z.object({ id: z.string(), name: z.enum(toolNames as [ToolName, ...ToolName[]]), input: z.unknown(), summary: z.string() });
export type PendingCall = z.infer<typeof PendingCall>;
