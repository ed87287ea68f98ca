import { choicesOf, say } from '../turn.ts';
import type { Step, Turn } from '../turn.ts';

/** A write that waits for a yes: the loop keeps it, the shopper reads its question. */
export function toConfirm(turn: Turn, question: string): Step {
  return say(`confirm:${question}`, question.trim() || turn.say(turn.words.shallIGoOn()), { choices: choicesOf([turn.words.buttons.yes, { kind: 'confirm' }], [turn.words.buttons.no, { kind: 'cancel' }], [turn.words.buttons.human, { kind: 'human' }]), memory: { asked: null, offer: null } });
}
