import { checkOutcome } from '../run-script.ts';
import { choicesOf, handOver, say } from '../turn.ts';
import type { Answer } from '../turn.ts';
import type { ToolOutputs } from '../../tool-shapes.ts';
import { tellChanged } from './add-to-cart.ts';
import { discountWords } from './discount.ts';
import { human } from './pick-target.ts';
import { returnBegun } from './start-return.ts';
import { toConfirm } from './to-confirm.ts';

/** They said yes, and the loop has done it: tells what came of it. */
export const confirmed: Answer = (turn) => {
  const { view, words } = turn;
  const result = view.results.find(({ name }) => name === view.pending?.name);
  const outcome = result && checkOutcome(result);
  if (!result || outcome?.kind !== 'done') return handOver(result?.name === 'start_return' ? 'policy_exception' : 'needs_owner');
  if (result.name === 'start_return') return returnBegun(turn, outcome.output as ToolOutputs['start_return']);
  if (result.name === 'change_cart') return tellChanged(turn, { kind: 'done', output: outcome.output as ToolOutputs['change_cart'] }, null) ?? say('done', turn.say(words.done()));
  if (result.name === 'apply_discount') {
    const output = outcome.output as ToolOutputs['apply_discount'];
    return say(`discount:${output.code}`, discountWords(turn, output), { next: turn.say(words.shallWePay()), choices: choicesOf([words.buttons.checkout, { kind: 'checkout' }], human(turn)) });
  }
  if (result.name === 'opt_out') return say('opted_out', turn.say(words.optedOut()));
  return say(`done:${result.name}`, turn.say(words.done()), { next: turn.say(words.anyDoubtTellMe()), choices: choicesOf(human(turn)) });
};

export const declined: Answer = (turn) => {
  return say('declined', turn.say(turn.words.notDone()), { choices: choicesOf([turn.words.buttons.cart, { kind: 'cart' }], human(turn)), memory: { asked: null, offer: null } });
};

/** Neither yes nor no, and nothing else either: the question again. */
export const stillPending: Answer = (turn) => {
  return toConfirm(turn, turn.view.pending?.summary ?? turn.say(turn.words.didNotUnderstand()));
};
