import type { HandoffRule, HandoffRules } from '#contract/handoff';

export type ListedRule = HandoffRules['rules'][number];

/** The part of a listed rule that is stored. */
export const storedOf = ({ isOn, tags, priority, owner, message }: ListedRule): HandoffRule => ({ isOn, tags, priority, owner, message });
