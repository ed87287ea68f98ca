import type { Decision, RuleCheck } from '#contract/send-reason';
import { rulesVersion } from './country-rules.ts';
import { askQuestion } from './gate-rule.ts';
import type { GateRule, Objection, Question } from './gate-rule.ts';
import * as channel from './channel-rules.ts';
import type { GateAnswer, GateFacts, GateRequest } from './gate-types.ts';
import * as journey from './journey-rules.ts';
import * as law from './law-rules.ts';
import { nextAllowedMs } from './marketing-hours.ts';
import * as person from './person-rules.ts';

/** Every rule in the order asked; the first that objects answers. */
export const gateRules: readonly GateRule[] = [
  person.personErased,
  person.suppressed,
  person.paymentDisputed,
  person.noAddress,
  person.heldOut,
  person.bot,
  journey.flowOff,
  journey.beforeActivation,
  journey.stale,
  journey.cartBought,
  journey.paymentPending,
  journey.cartEmptied,
  journey.cartChanged,
  journey.boughtRecently,
  journey.outOfStock,
  journey.replied,
  journey.personTookOver,
  person.noConsent,
  law.countryForbids,
  law.registerUnchecked,
  channel.windowClosed,
  channel.templateMissing,
  channel.templatePaused,
  channel.templateRecategorised,
  law.flowCap,
  law.contactCap,
  law.channelWeek,
  law.quietHours,
  channel.connectionClosed,
  channel.threadNotOwned,
  channel.numberRestricted,
  channel.numberQuality,
  channel.portfolioLimit,
  channel.budget,
];

const checks = new Map(
  gateRules.map(({ reason }) => [
    reason,
    {
      passed: Object.freeze<RuleCheck>({ reason, verdict: 'passed' }),
      notApplicable: Object.freeze<RuleCheck>({ reason, verdict: 'not_applicable' }),
    },
  ]),
);

/**
 * May this message go, now, to this person? Pure: the same request, facts and instant give the same answer.
 * `wait` means ask again with fresh facts at `until`; a wait beyond the message's lateness is refused as stale.
 */
export function decide(request: GateRequest, facts: GateFacts, nowMs: number): GateAnswer {
  const question = askQuestion(request, facts, nowMs);
  const asked: RuleCheck[] = [];
  for (const rule of gateRules) {
    const standard = checks.get(rule.reason);
    const isAsked = isRuleAsked(rule, question);
    const objection = isAsked ? rule.object(question) : null;
    if (objection) return answerWith(objection, rule, question, asked);
    if (standard) asked.push(isAsked ? standard.passed : standard.notApplicable);
  }
  return { decision: { kind: 'send' }, checks: asked, rulesVersion };
}

function isRuleAsked(rule: GateRule, { request, isAnswer }: Question): boolean {
  const asked = rule.asked[request.purpose];
  return asked === 'always' || (asked === 'unprompted' && !isAnswer);
}

function answerWith(objection: NonNullable<Objection>, rule: GateRule, question: Question, asked: RuleCheck[]): GateAnswer {
  const { decision, detail } = settle(objection, rule, question);
  asked.push({ reason: rule.reason, verdict: 'objected', ...(detail && { detail }) });
  return { decision, checks: asked, rulesVersion };
}

function settle(objection: NonNullable<Objection>, rule: GateRule, question: Question): { decision: Decision; detail?: RuleCheck['detail'] } {
  const { detail } = objection;
  if (objection.kind === 'refuse') return { decision: { kind: 'refuse', reason: rule.reason }, detail };
  const untilMs = insideHours(objection.untilMs, question);
  if (untilMs === null) return { decision: { kind: 'refuse', reason: rule.reason }, detail };
  const { maxLatenessMs, plannedForMs } = question.request;
  const until = new Date(untilMs);
  const shown = { ...detail, until: until.toISOString() };
  if (maxLatenessMs !== null && untilMs - plannedForMs > maxLatenessMs) {
    return { decision: { kind: 'refuse', reason: 'stale' }, detail: { ...shown, wouldBeStale: true } };
  }
  return { decision: { kind: 'wait', until, reason: rule.reason }, detail: shown };
}

/** A cap or a limit may end at night: marketing then waits on until the hours allow. Null when they never do. */
function insideHours(untilMs: number, question: Question): number | null {
  const isFreeOfHours = question.request.purpose !== 'marketing' || question.isAnswer;
  return isFreeOfHours ? untilMs : nextAllowedMs(question.findHours(), untilMs);
}
