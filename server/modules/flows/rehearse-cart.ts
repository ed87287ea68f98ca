import type { CartOutcome, FlowDefinition } from '#contract/flow';
import type { RehearsedCart, RehearsedStep } from '#contract/flow-management';
import type { Decision } from '#contract/send-reason';
import type { PastSend } from '#modules/sends';
import { advanceRun } from './advance-run.ts';
import type { Effect, LogLine, RunState } from './advance-run.ts';
import { holds } from './conditions.ts';
import type { RunFacts } from './conditions.ts';

/** A cart to be played. Instants are epoch milliseconds. */
export interface RehearsalSubject {
  cartId: string;
  contactId: string | null;
  contactName: string | null;
  currency: string;
  heldOut: boolean;
  /** As stored now; `boughtAtMs` says since when it is bought. */
  facts: RunFacts;
  boughtAtMs: number | null;
}

/** Asks the gate about one message at one moment; null: no number is connected that could send it. */
export type AskAt = (effect: Extract<Effect, { kind: 'send' }>, nowMs: number, plannedForMs: number) => { decision: Decision; checks: RehearsedStep['checks']; channel: string; purpose: string; assumesTemplate: boolean } | null;

/** A gate that always says "later" must not keep the rehearsal from ending. */
const mostQuestions = 40;

/**
 * Plays one cart through a flow with time put forward from wait to wait: the engine of the real thing, its log, and the gate's own answers.
 * Nobody replies or clicks; a purchase that really happened happens when it did. Pure apart from `ask`.
 * @returns the story, and the messages that would have gone.
 */
export function rehearseCart(definition: FlowDefinition, flowId: string, subject: RehearsalSubject, ask: AskAt): { cart: RehearsedCart; sent: PastSend[] } {
  const steps: RehearsedStep[] = [];
  const sent: PastSend[] = [];
  let assumesTemplates = false;
  let ids = 0;
  let nowMs = subject.facts.cart.activityAtMs + definition.trigger.delayMs;
  const say = (atMs: number, kind: RehearsedStep['kind'], node: string | null = null, detail: RehearsedStep['detail'] = {}, answer: { decision: Decision; checks: RehearsedStep['checks'] } | null = null) =>
    steps.push({ at: new Date(atMs).toISOString(), kind, node, detail, decision: answer?.decision ?? null, checks: answer?.checks ?? [] });
  const close = (atMs: number, outcome: CartOutcome, reason: string | null, arm: string | null = null) => {
    say(atMs, 'ended', null, { outcome, reason });
    const { cartId, contactName, currency, heldOut } = subject;
    return { cart: { cartId, contactName, totalMinor: subject.facts.cart.totalMinor, currency, messages: sent.length, outcome, reason, heldOut, arm, assumesTemplates, steps }, sent };
  };
  const isBoughtBy = (atMs: number) => subject.boughtAtMs !== null && subject.boughtAtMs <= atMs;
  const closeBought = (arm: string | null) => {
    say(subject.boughtAtMs as number, 'bought');
    return close(subject.boughtAtMs as number, sent.length > 0 ? 'recovered' : 'bought_alone', null, arm);
  };

  say(subject.facts.cart.activityAtMs, 'left');
  if (isBoughtBy(nowMs)) return closeBought(null);
  const isAccepted = (definition.trigger.after === 'cart' || subject.facts.cart.checkoutReached) && definition.entry.every((condition) => holds(condition, subject.facts));
  if (!isAccepted) return close(nowMs, 'not_messaged', 'no_flow_fits');
  if (subject.facts.cart.state === 'deleted' || subject.facts.cart.itemCount === 0) return close(nowMs, 'not_messaged', 'cart_emptied');
  if (subject.contactId === null) return close(nowMs, 'not_messaged', 'no_address');
  say(nowMs, 'woke', null, { idleMs: definition.trigger.delayMs, heldOut: subject.heldOut });

  let state: RunState = { id: subject.cartId, contactId: subject.contactId, node: definition.start, arm: null, waitUntilMs: null, pendingSendId: null, pendingResult: null, pendingReason: null, messagesSent: 0, lastSentAtMs: null };
  let questions = 0;
  for (;;) {
    const advance = advanceRun(definition, state, { ...subject.facts, run: { replied: false, clicked: false, messagesSent: state.messagesSent } }, nowMs, () => `rehearsed-${(ids += 1)}`);
    state = advance.state;
    for (const line of advance.log) if (kinds[line.kind]) say(line.atMs, kinds[line.kind] as RehearsedStep['kind'], line.node, line.detail);
    if (advance.end) {
      const bought = isBoughtBy(nowMs) ? closeBought(state.arm) : null;
      return bought ?? close(nowMs, advance.end.outcome, advance.end.reason, state.arm);
    }
    const wish = advance.effects.find((effect) => effect.kind === 'send' || effect.kind === 'create_discount');
    if (wish?.kind === 'create_discount') {
      state = { ...state, pendingResult: 'accepted' };
      continue;
    }
    if (wish?.kind === 'send') {
      const plannedForMs = nowMs;
      for (;;) {
        if (isBoughtBy(nowMs)) return closeBought(state.arm);
        const answer = (questions += 1) > mostQuestions ? null : ask(wish, nowMs, plannedForMs);
        if (!answer) return close(nowMs, sent.length > 0 ? 'messaged_no_sale' : 'not_messaged', 'connection_closed', state.arm);
        assumesTemplates ||= answer.assumesTemplate;
        say(nowMs, 'decided', wish.node, { message: wish.messageKey }, answer);
        if (answer.decision.kind === 'wait') {
          nowMs = answer.decision.until.getTime();
          continue;
        }
        if (answer.decision.kind === 'send') {
          sent.push({ atMs: nowMs, channel: answer.channel, purpose: answer.purpose, flowId, cartId: subject.cartId });
          say(nowMs, 'sent', wish.node, { message: wish.messageKey });
          state = { ...state, pendingResult: 'accepted', messagesSent: state.messagesSent + 1, lastSentAtMs: nowMs };
        } else state = { ...state, pendingResult: 'refused', pendingReason: answer.decision.reason };
        break;
      }
      continue;
    }
    const dueAtMs = advance.dueAtMs ?? nowMs;
    if (isBoughtBy(dueAtMs)) return closeBought(state.arm);
    nowMs = dueAtMs;
  }
}

/** Lines of the engine that a rehearsal shows; those about sends are told by the gate's answers instead. */
const kinds: Partial<Record<LogLine['kind'], RehearsedStep['kind']>> = { waited: 'waited', event: 'event', condition: 'condition', split: 'split', handed: 'handed', tagged: 'tagged', discount: 'discount' };
