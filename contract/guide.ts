import { z } from 'zod';

/** The first run: five steps from nothing to a rescued cart, each judged by what really happened. */

export const guideSteps = ['shop', 'whatsapp', 'consent', 'texts', 'rescue'] as const;
const StepName = z.enum(guideSteps);
export type GuideStepName = z.infer<typeof StepName>;

export const guideChecks = ['shop_connected', 'shop_heard', 'catalog_read', 'number_connected', 'number_heard', 'consents', 'flow_on', 'texts_approved', 'cart_left', 'message_sent', 'cart_bought'] as const;

export const GuideCheck = z.object({
  check: z.enum(guideChecks),
  /** `waiting`: begun, and somebody else has the next word. `failed`: a person must look. */
  state: z.enum(['todo', 'waiting', 'ok', 'failed']),
  /** A name, or the words of whoever refused; null when the check says it all. */
  detail: z.string().nullable(),
  /** How many of what the check counts; null for checks that count nothing. */
  count: z.int().nullable(),
});
export type GuideCheck = z.infer<typeof GuideCheck>;

export const GuideStep = z.object({
  step: StepName,
  /** The worst of its checks. */
  state: GuideCheck.shape.state,
  /** The merchant put it off. It stays open to be done. */
  isSkipped: z.boolean(),
  /** Done with a pretend part of the demo, which a real one may replace. */
  isPretend: z.boolean(),
  checks: z.array(GuideCheck),
  /** The connection, flow or cart that the step is about; null: none yet. */
  subjectId: z.uuid().nullable(),
});
export type GuideStep = z.infer<typeof GuideStep>;

export const Guide = z.object({
  steps: z.array(GuideStep),
  /** Every step is done or skipped. */
  isDone: z.boolean(),
  /** Where the pretend shop and the pretend phone are; null without them. */
  demo: z.object({ shopUrl: z.url(), phoneUrl: z.url() }).nullable(),
  /** What a shop of one's own pastes into its pages; null until a connection has a public key. */
  script: z.object({ scriptUrl: z.url(), endpoint: z.url(), publicKey: z.string(), currency: z.string().nullable() }).nullable(),
});
export type Guide = z.infer<typeof Guide>;

/** Replaces the steps that were put off. */
export const GuideChoices = z.object({ skipped: z.array(StepName).max(guideSteps.length).default([]) });
export type GuideChoices = z.infer<typeof GuideChoices>;
