import type { FlowDefinition } from '#contract/flow';
import { languageOf } from '#contract/language';
import type { PlannedSend } from '#modules/sends';
import type { Effect } from './advance-run.ts';

/** Whose run wants a message, and about what. */
export interface SendingRun {
  id: string;
  workspaceId: string;
  workspaceLocale: string;
  contactId: string;
  cartId: string;
  connectionId: string;
  /** The person's locale; null: the workspace's. */
  language: string | null;
  entry: number;
  startedAtMs: number;
  cartActivityAtMs: number;
  discountCode: string | null;
}

interface SendingFlow extends Pick<FlowDefinition, 'messages' | 'limits'> {
  id: string;
  activatedAtMs: number;
}

/** The ledger's row for a message that a step wants. Pure. */
export function writeSend(run: SendingRun, flow: SendingFlow, effect: Extract<Effect, { kind: 'send' }>, group: { heldOut: boolean; arm: string | null }, plannedForMs: number): PlannedSend {
  const message = flow.messages.find((candidate) => candidate.key === effect.messageKey);
  if (!message) throw new Error(`The run ${run.id} sends the message "${effect.messageKey}", which its flow does not have.`);
  const language = languageOf(run.language) ?? languageOf(run.workspaceLocale) ?? 'en';
  const { boughtWithinMs, capMs, maxLatenessMs } = flow.limits;
  return {
    workspaceId: run.workspaceId,
    id: effect.sendId,
    origin: 'flow',
    originId: run.id,
    step: `${run.entry}:${effect.node}`,
    contactId: run.contactId,
    connectionId: run.connectionId,
    cartId: run.cartId,
    flowId: flow.id,
    channel: 'whatsapp',
    purpose: message.purpose,
    plannedForMs,
    intent: {
      kind: 'flow_message',
      messageKey: message.key,
      language,
      text: message.texts[language],
      limits: { boughtWithinMs, flowCapMs: capMs, maxLatenessMs },
      activatedAtMs: flow.activatedAtMs,
      cartActivityAtMs: run.cartActivityAtMs,
      runStartedAtMs: run.startedAtMs,
      discountCode: run.discountCode,
    },
    isReply: false,
    heldOut: group.heldOut,
    arm: group.arm,
    authorId: null,
    authorName: null,
  };
}
