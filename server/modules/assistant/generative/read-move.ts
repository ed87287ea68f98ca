import { ConnectorError } from '#ports/connector';
import type { ModelAnswer } from '#ports/model';
import type { Choice, Draft, Move, ToolCall, TurnView, Usage } from '../engine.ts';
import { formatAction } from '../guided/actions.ts';
import { variantsOf } from '../shown-variants.ts';
import type { FoundVariant } from '../tool-shapes.ts';
import { HandToPerson, Reply } from './final-tools.ts';

/** What a model's answer means. Calls are passed on as they were written: the loop checks them and tells the model what is wrong. Pure. */
export function readMove(answer: ModelAnswer, view: TurnView, usage: Usage): Move {
  if (answer.finish === 'refused') throw new ConnectorError('rejected', 'The maker’s own filter refused to answer.');
  const tools = answer.calls.filter(({ name }) => name !== 'reply' && name !== 'hand_to_person');
  // What it wants to know comes before what it wants to say.
  if (tools.length > 0) return { kind: 'call', calls: tools.map(({ name, input }, index) => ({ id: `${view.turnId}-${view.results.length + index}`, name, input })) as unknown as ToolCall[], usage };
  const person = answer.calls.find(({ name }) => name === 'hand_to_person');
  if (person) return { kind: 'hand_over', ...readWish(person.input), draft: null, usage };
  const reply = answer.calls.find(({ name }) => name === 'reply');
  if (reply) return { kind: 'say', draft: toDraft(readReply(reply.input), view), usage };
  if (answer.text.trim() === '' || answer.finish === 'length') throw new ConnectorError('unexpected', 'The model did not come to an answer.');
  return { kind: 'say', draft: toDraft({ text: answer.text.trim(), variantKeys: [], choices: [] }, view), usage };
}

function readWish(input: unknown): { trigger: ReturnType<typeof HandToPerson.parse>['trigger']; summary: string } {
  const wish = HandToPerson.safeParse(input).data;
  // Whoever wants a person gets one, however badly it is written.
  return wish ?? { trigger: 'low_confidence', summary: '' };
}

function readReply(input: unknown): Reply {
  const reply = Reply.safeParse(input);
  if (!reply.success) throw new ConnectorError('unexpected', 'The model’s reply has another shape than it was told.', { cause: reply.error });
  return reply.data;
}

function toDraft({ text, variantKeys, choices, link }: Reply, view: TurnView): Draft {
  const known = new Map([...variantsOf(view.results).values()].map((variant) => [variant.variantKey, variant]));
  const refOf = (variantKey: string | null | undefined) => known.get(variantKey ?? '') ?? null;
  return {
    text,
    // A key that no tool gave is left out; what the text says of it is the guards' affair.
    products: variantKeys.flatMap((key) => refOf(key) ?? []).map(({ connectionId, variantKey }) => ({ connectionId, variantKey })),
    choices: choices.flatMap((choice) => toChoice(choice, refOf(choice.variantKey)) ?? []),
    link: link ?? null,
    memory: null,
  };
}

function toChoice({ title, does }: Reply['choices'][number], variant: FoundVariant | null): Choice | null {
  const adds = variant && formatAction({ kind: 'add', ref: variant });
  switch (does) {
    case 'add':
      return adds ? { title, action: adds, description: null } : null;
    case 'person':
      return { title, action: 'human', description: null };
    case 'checkout':
    case 'cart':
    case 'say':
      return { title, action: does, description: null };
  }
}
