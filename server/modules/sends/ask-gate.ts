import type { ConsentFacts } from '#modules/consent';
import { GateSettingsSchema, decide, defaultGateSettings } from '#modules/gate';
import type { GateAnswer, GateFacts, GateRequest, GateSettings } from '#modules/gate';
import type { TemplateFacts } from '#modules/templates';
import type { WorkspaceFacts } from '#modules/workspaces';
import { NumberFacts } from './gather-facts.ts';
import type { SendSurroundings } from './gather-facts.ts';
import type { DueSend } from './claim-queries.ts';
import { questionOf, textOf } from './send-intent.ts';

/** All that one decision rests on. */
export interface Question {
  send: DueSend;
  around: SendSurroundings;
  consent: ConsentFacts;
  workspace: WorkspaceFacts;
  hasBuyableLine: boolean | null;
  /** Whether the one thing that a notice is about can be bought; null: it is about no single thing. */
  isSubjectBuyable: boolean | null;
  template: TemplateFacts;
  portfolio: { left: number | null; isCounted: boolean };
}

/** Asks the one gate. Pure. For a held-out person it also says whether the message would have gone, at once or after a wait: that is who is compared. */
export function askGate(question: Question, nowMs: number): GateAnswer & { wouldSend: boolean } {
  const request = toRequest(question, nowMs);
  const facts = toFacts(question, nowMs);
  const answer = decide(request, facts, nowMs);
  if (!request.heldOut) return { ...answer, wouldSend: answer.decision.kind === 'send' };
  return { ...answer, wouldSend: decide({ ...request, heldOut: false }, facts, nowMs).decision.kind !== 'refuse' };
}

function toRequest({ send, template, around }: Question, nowMs: number): GateRequest {
  const isWindowOpen = (around.conversation?.windowEndsAtMs ?? 0) > nowMs;
  const flow = send.intent.kind === 'flow_message' ? send.intent : null;
  const text = textOf(send.intent);
  const ours = questionOf(send.intent);
  return {
    purpose: send.purpose,
    channel: send.channel,
    origin: send.origin,
    isReply: send.isReply,
    usesTemplate: text ? usesTemplate(text.kind, template, isWindowOpen) : send.intent.kind === 'content' && send.intent.content.type === 'template',
    plannedForMs: send.plannedForMs,
    maxLatenessMs: flow?.limits.maxLatenessMs ?? (text?.kind === 'notice' ? text.maxLatenessMs : (ours?.maxLatenessMs ?? null)),
    activatedAtMs: flow?.activatedAtMs ?? null,
    isFlowOn: around.flow?.isOn ?? true,
    heldOut: send.heldOut,
    limits: { boughtWithinMs: flow?.limits.boughtWithinMs ?? null, flowCapMs: flow?.limits.flowCapMs ?? null, stopOnReply: flow !== null || ours !== null },
  };
}

function toFacts(question: Question, nowMs: number): GateFacts {
  const { send, around, workspace, hasBuyableLine, template, portfolio } = question;
  const consent = consentOf(question);
  const flow = send.intent.kind === 'flow_message' ? send.intent : null;
  const number = NumberFacts.parse(around.connection.facts);
  const phone = around.addresses.find((address) => address.kind === 'phone');
  return {
    contact: {
      isErased: around.contact.isErased,
      isBot: around.contact.isBot || (around.cart?.isBot ?? false),
      phone: phone?.value ?? null,
      hasAddress: around.addresses.some((address) => addressKinds[send.channel]?.includes(address.kind)),
      country: around.contact.country,
      region: around.contact.region,
      timeZone: around.contact.timeZone,
      consentInitiatedByContact: consent.ownInitiative,
      consent: consent.consent,
      isSuppressed: consent.isSuppressed,
      hasDispute: around.contact.hasDispute,
    },
    workspace: { country: workspace.country, timeZone: workspace.timeZone, settings: gateSettingsOf(workspace) },
    cart: around.cart && {
      state: around.cart.state,
      isEmpty: around.cart.itemCount === 0,
      lastActivityAtMs: around.cart.activityAtMs,
      changedSincePlanned: flow !== null && around.cart.activityAtMs > flow.cartActivityAtMs,
      paymentUntilMs: around.cart.paymentUntilMs,
      hasBuyableLine,
    },
    isSubjectBuyable: question.isSubjectBuyable,
    lastOrderAtMs: around.contact.lastOrderAtMs,
    lastFlowSendAtMs: around.lastFlowSendAtMs,
    marketingSends: around.recent.filter((sent) => sent.purpose === 'marketing').slice(0, 50) as GateFacts['marketingSends'],
    repliedSinceRunStart: (around.conversation?.lastInboundAtMs ?? 0) > (flow?.runStartedAtMs ?? (questionOf(send.intent) ? send.plannedForMs : Infinity)),
    personTookOver: around.conversation?.handler === 'person',
    isThreadOwned: around.conversation?.isOwned ?? true,
    windowEndsAtMs: around.conversation?.windowEndsAtMs ?? null,
    template: template ?? (textOf(send.intent) ? { status: 'missing', category: null } : null),
    number: {
      isConnected: around.connection.state === 'active',
      quality: number.quality,
      restriction: { scope: number.restriction.scope, untilMs: number.restriction.until === null ? null : Date.parse(number.restriction.until) },
      portfolioLeft: portfolio.left,
      isCountedToday: portfolio.isCounted || (around.conversation?.windowEndsAtMs ?? 0) > nowMs,
    },
    budgetLeftMicros: null,
    estimatedCostMicros: 0,
    registerCheckedDaysAgo: registerAgeDays(workspace, nowMs),
  };
}

/** A notice was asked for: that is a yes to this one message, where the person has said nothing else. */
function consentOf({ send, consent }: Question): ConsentFacts {
  return send.intent.kind === 'notice' && consent.consent === 'none' ? { ...consent, consent: 'granted', ownInitiative: true } : consent;
}

/** A template may go at any time; what was asked for in a conversation goes without one while its window is open. */
function usesTemplate(kind: 'flow_message' | 'notice', template: TemplateFacts, isWindowOpen: boolean): boolean {
  return kind === 'notice' ? !isWindowOpen : template?.status === 'approved' || !isWindowOpen;
}

const addressKinds: Record<string, string[]> = { whatsapp: ['bsuid', 'phone'], sms: ['phone'], email: ['email'], chat: ['visitor'], push: [] };

/** The merchant's rules, or the defaults where none are stored or the stored ones are of an older shape. */
export function gateSettingsOf(workspace: WorkspaceFacts): GateSettings {
  const stored = GateSettingsSchema.safeParse(workspace.settings['gate'] ?? {});
  return stored.success ? stored.data : defaultGateSettings;
}

function registerAgeDays(workspace: WorkspaceFacts, nowMs: number): number | null {
  const checked = workspace.settings['registerCheckedAt'];
  return typeof checked === 'string' ? Math.floor((nowMs - Date.parse(checked)) / 86_400_000) : null;
}
