import type { OrderView, ToolInputs } from '../../tool-shapes.ts';
import { nothingOpen } from '../dialogue-memory.ts';
import { countShared, shorten, stems } from '../plain-words.ts';
import { saysSo } from '../sayings.ts';
import { ask, asking, choicesOf, handOver, makePart, say } from '../turn.ts';
import type { Job, Script, Step, Turn, Wish } from '../turn.ts';
import { bestOf, quotePassage } from './answer-from-pages.ts';
import { askOrder, tellUnknown } from './order-status.ts';
import { human } from './pick-target.ts';
import { toConfirm } from './to-confirm.ts';

type Kind = 'return' | 'exchange';

/** Gathers which order, return or exchange, and why; then the tool, which knows the shop's rules, begins it. */
export const startReturn: Job = function* (turn, wish) {
  const { memory } = turn;
  const number = wish.slots.orderNumber?.slice(0, 60) ?? memory.open.orderNumber;
  const kind = (wish.action?.kind === 'return' ? wish.action.returnKind : wish.slots.returnKind) ?? memory.open.returnKind;
  const found = yield* ask('order_status', { number });
  if (found.kind !== 'done') return handOver('needs_owner');
  const { orders, isUnknown } = found.output;
  if (isUnknown || orders.length === 0) return tellUnknown(turn, number);
  const [order] = orders;
  if (orders.length > 1 || !order) return withOpen(askOrder(turn, orders, 'start_return'), turn, { returnKind: kind });
  if (kind === null) return askKind(turn, order.number);
  const line = lineOf(turn, wish, order);
  if (line === null) return askLine(turn, order, kind);
  const reason = reasonOf(turn, wish);
  if (reason === null) return askReason(turn, order.number, kind, line);
  return yield* begin(turn, { number: order.number, kind, reason, lineTitle: line === wholeOrder ? null : line.slice(0, 200) });
};

function withOpen(step: Step, turn: Turn, open: Partial<Turn['memory']['open']>): Step {
  return step.kind === 'part' ? { ...step, part: { ...step.part, memory: { ...step.part.memory, open: { ...turn.memory.open, ...open } } } } : step;
}

function askKind(turn: Turn, orderNumber: string): Step {
  const { words } = turn;
  return withOpen(
    say(`return:kind:${orderNumber}`, turn.say(words.returnOrExchange({ number: orderNumber })), { choices: choicesOf([words.buttons.exchange, { kind: 'return', returnKind: 'exchange' }], [words.buttons.giveBack, { kind: 'return', returnKind: 'return' }], human(turn)), memory: { asked: asking('return_kind', 'start_return') } }),
    turn,
    { orderNumber: orderNumber.slice(0, 200) },
  );
}

function askReason(turn: Turn, orderNumber: string, returnKind: Kind, lineTitle: string): Step {
  const { words } = turn;
  const reasons = words.returnReasons;
  return withOpen(
    say(`return:why:${orderNumber}:${returnKind}`, turn.say(words.whyReturn()), { choices: choicesOf([reasons.size, { kind: 'reason', reason: 'size' }], [reasons.defect, { kind: 'reason', reason: 'defect' }], [reasons.mind, { kind: 'reason', reason: 'mind' }]), memory: { asked: asking('return_reason', 'start_return') } }),
    turn,
    { orderNumber: orderNumber.slice(0, 200), returnKind, lineTitle: lineTitle.slice(0, 200) },
  );
}

const wholeOrder = '*';

/** Which of the things in the order; null: it must be asked. */
function lineOf({ memory }: Turn, { slots, text, action }: Wish, { lines }: OrderView): string | null {
  if (lines.length < 2) return lines[0]?.title ?? wholeOrder;
  if (action?.kind === 'line') return lines[action.place]?.title ?? null;
  if (memory.asked?.slot === 'return_line' && saysSo('everything', text)) return wholeOrder;
  const wanted = stems(slots.product ?? (memory.asked?.slot === 'return_line' ? text : ''));
  const scored = lines.map(({ title }) => ({ title, shared: countShared(wanted, title) }));
  const most = Math.max(...scored.map(({ shared }) => shared));
  const best = scored.filter(({ shared }) => shared === most);
  return most > 0 && best.length === 1 ? (best[0]?.title ?? null) : memory.open.lineTitle;
}

function askLine(turn: Turn, { number, lines }: OrderView, returnKind: Kind): Step {
  const titles = lines.map(({ title }) => shorten(title, 40)).slice(0, 5);
  return withOpen(
    say(`return:line:${number}`, turn.say(turn.words.whichOfTheOrder({ titles })), {
      choices: choicesOf(...titles.slice(0, 3).map((title, place): Parameters<typeof choicesOf>[number] => [title, { kind: 'line', place }])),
      memory: { asked: asking('return_line', 'start_return', { values: titles }) },
    }),
    turn,
    { orderNumber: number.slice(0, 200), returnKind },
  );
}

/** The reason in the shopper's words: the answer to our question, or what came with the wish ("porque me queda chica"). */
function reasonOf({ memory, words, understanding }: Turn, { text, action }: Wish): string | null {
  if (action?.kind === 'reason') return words.returnReasons[action.reason];
  if (memory.asked?.slot === 'return_reason' && text) return text.slice(0, 500);
  const because = /\b(?:porque|por que|ya que|pues|pois|because|since|as it)\b\s+(.{4,})/iu.exec(text)?.[1];
  if (because) return because.slice(0, 500);
  return understanding.blocker === 'sizing' || saysSo('doesNotFit', text) ? words.returnReasons.size : null;
}

function* begin(turn: Turn, input: ToolInputs['start_return'] & { number: string }): Script {
  const { words } = turn;
  const { number } = input;
  const outcome = yield* ask('start_return', input);
  if (outcome.kind === 'to_confirm') return toConfirm(turn, outcome.summary);
  if (outcome.kind === 'refused' && outcome.code === 'order_unknown') return tellUnknown(turn, number);
  // The rule said no: whether to make an exception is for people.
  if (outcome.kind === 'refused') return handOver(outcome.code === 'outside_policy' ? 'policy_exception' : 'needs_owner', makePart(`return:refused:${number}`, turn.say(words.returnNeedsPerson({ number }))));
  return returnBegun(turn, outcome.output);
}

export function returnBegun(turn: Turn, { order, kind, passages }: { order: { number: string }; kind: Kind; passages: Parameters<typeof bestOf>[0] }): Step {
  const { words } = turn;
  const passage = bestOf(passages);
  return say(`return:begun:${order.number}`, [turn.say(kind === 'exchange' ? words.exchangeBegun({ number: order.number }) : words.returnBegun({ number: order.number })), passage && quotePassage(turn, passage, words.questions.returns)].filter(Boolean).join(' '), {
    next: turn.say(words.anyDoubtTellMe()),
    choices: choicesOf(human(turn)),
    memory: { asked: null, offer: null, open: nothingOpen },
  });
}
