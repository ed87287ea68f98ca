import { z } from 'zod';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import { enqueueJob } from '#platform/jobs';
import type { LinkRow } from './link-rows.ts';

export const LookUp = z.object({
  connectionId: z.uuid(),
  linkId: z.uuid().nullable(),
  paymentKey: z.string().nullable(),
  reference: z.string().nullable(),
});
export type LookUp = z.infer<typeof LookUp>;

/** The job that looks, by its name: whoever asks for a look need not know how it is done. */
export const lookUpRef = { name: 'payments.look_up' };

/** Asks for a look at everything the till knows of a link. One that waits already is enough. Poke 'jobs' after the commit. */
export async function lookUpLink(app: App, tx: Tx, link: Pick<LinkRow, 'workspaceId' | 'id' | 'connectionId'>, paymentKey: string | null = null): Promise<void> {
  const input: LookUp = { connectionId: link.connectionId, linkId: link.id, paymentKey, reference: null };
  await enqueueJob(app, tx, lookUpRef, { workspaceId: link.workspaceId, input, key: paymentKey ? `${link.id}:${paymentKey}` : link.id });
}

/** The same for a payment that names none of our links; only a look tells whether it is one of ours. */
export async function lookUpStranger(app: App, tx: Tx, workspaceId: string, connectionId: string, keys: { paymentKey: string | null; reference: string | null }): Promise<void> {
  const input: LookUp = { connectionId, linkId: null, ...keys };
  await enqueueJob(app, tx, lookUpRef, { workspaceId, input, key: `${connectionId}:${keys.paymentKey ?? keys.reference ?? ''}` });
}
