import { handoffTriggers, mandatoryTriggers, StoredHandoffRules } from '#contract/handoff';
import type { HandoffRule, HandoffRules, HandoffTrigger } from '#contract/handoff';
import type { WorkspaceFacts } from '#modules/workspaces';
import { usualWordsFor } from './handoff-words.ts';

/** Under this key the workspace keeps what it changed. */
export const handoffKey = 'handoff';

const rule = (tags: string[], priority: number): HandoffRule => ({ isOn: true, tags, priority, owner: null, message: null });

/** What a workspace starts with: money and safety before comfort. */
const defaults: Record<HandoffTrigger, HandoffRule> = {
  asked_for_person: rule(['person'], 1),
  angry: rule(['angry'], 2),
  confused: rule(['confused'], 1),
  high_value: rule(['high_value'], 1),
  low_confidence: rule(['unsure'], 0),
  payment_issue: rule(['payment'], 2),
  policy_exception: rule(['policy'], 1),
  delivery_problem: rule(['delivery'], 1),
  repeated_answer: rule(['stuck'], 1),
  serious_complaint: rule(['complaint'], 2),
  off_catalogue: rule(['off_catalogue'], 0),
  fraud: rule(['fraud'], 2),
  custom_question: rule(['question'], 0),
  complex_product: rule(['advice'], 0),
  needs_owner: rule(['follow_up'], 1),
};

const isMandatory = (trigger: HandoffTrigger) => (mandatoryTriggers as readonly HandoffTrigger[]).includes(trigger);

export const storedRulesOf = (workspace: Pick<WorkspaceFacts, 'settings'>): StoredHandoffRules => StoredHandoffRules.safeParse(workspace.settings[handoffKey] ?? {}).data ?? StoredHandoffRules.parse({});

/** The rule that holds for a trigger. Pure. */
export function ruleOf(stored: StoredHandoffRules, trigger: HandoffTrigger): HandoffRule {
  const found = stored.rules[trigger] ?? defaults[trigger];
  return isMandatory(trigger) ? { ...found, isOn: true } : found;
}

/** Every rule with what it stands on, for the page. Pure. */
export function listRules(stored: StoredHandoffRules): HandoffRules {
  return { rules: handoffTriggers.map((trigger) => ({ trigger, isMandatory: isMandatory(trigger), ...ruleOf(stored, trigger), usualMessage: usualWordsFor(trigger) })), highValueMinor: stored.highValueMinor };
}
