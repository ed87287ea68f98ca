import type { OrderView } from '../../tool-shapes.ts';
import { shorten } from '../plain-words.ts';
import { saysSo } from '../sayings.ts';
import { ask, asking, choicesOf, say } from '../turn.ts';
import type { Job, Step, Turn } from '../turn.ts';
import type { Intent } from '../understanding.ts';
import { human } from './pick-target.ts';

/** Where an order is. Only orders of this very contact exist for it. */
export const orderStatus: Job = function* (turn, wish) {
  const number = wish.slots.orderNumber?.slice(0, 60) ?? null;
  const outcome = yield* ask('order_status', { number });
  if (outcome.kind !== 'done') return say('order:away', turn.say(turn.words.cannotLook()), { choices: choicesOf(human(turn)), isUnsure: true });
  const { orders, isUnknown } = outcome.output;
  if (isUnknown || orders.length === 0) return tellUnknown(turn, number);
  const latest = saysSo('latest', wish.text) ? orders.toSorted((left, right) => right.placedOn.localeCompare(left.placedOn))[0] : undefined;
  const order = latest ?? orders[0];
  if ((orders.length > 1 && !latest) || !order) return askOrder(turn, orders, 'order_status');
  const fresh = isUnderway(order) ? yield* ask('track_parcel', { number: order.number }) : null;
  const tracked = fresh?.kind === 'done' ? fresh.output.orders.find(({ orderId }) => orderId === order.orderId) : undefined;
  return tellOrder(turn, tracked ?? order);
};

const isUnderway = ({ shipments }: OrderView) => shipments.some(({ status, trackingCode }) => trackingCode !== null && status !== 'delivered' && status !== 'cancelled');

/** The same words whether nobody has it or somebody else does. */
export function tellUnknown(turn: Turn, number: string | null): Step {
  const { words } = turn;
  if (number === null) return say('order:none', turn.say(words.noOrders()), { next: turn.say(words.orderNumberOrPerson()), choices: choicesOf(human(turn)), isUnsure: true, memory: { asked: asking('order', 'order_status'), offer: 'human' } });
  return say(`order:unknown:${number}`, turn.say(words.orderUnknown()), { next: turn.say(words.checkNumberOrPerson()), choices: choicesOf(human(turn)), isUnsure: true, memory: { asked: asking('order', 'order_status'), offer: 'human' } });
}

export function askOrder(turn: Turn, orders: readonly OrderView[], job: Intent): Step {
  const { words } = turn;
  const some = orders.slice(0, 3);
  return say(`order:which:${some.map(({ number }) => number).join()}`, `${turn.say(words.whichOrder())}\n${some.map((order) => `• ${order.number}, ${turn.day(order.placedOn)}: ${shorten(order.lines.map(({ title }) => title).join(', '), 50)}`).join('\n')}`, {
    choices: choicesOf(...some.map(({ number }): Parameters<typeof choicesOf>[number] => [number, { kind: 'order', number }])),
    memory: { asked: asking('order', job, { values: some.map(({ number }) => number.slice(0, 200)) }) },
  });
}

function tellOrder(turn: Turn, order: OrderView): Step {
  const { words } = turn;
  const shipment = order.shipments.at(-1);
  const state = order.state === 'cancelled' ? words.orderCancelled : shipment ? shipmentWords(turn, shipment) : order.fulfilmentState === 'fulfilled' ? words.orderFulfilled : (words.paymentStates[order.paymentState as keyof typeof words.paymentStates] ?? words.orderPreparing);
  const url = shipment?.trackingUrl ?? order.statusUrl;
  return say(`order:${order.number}:${shipment?.status ?? order.fulfilmentState}:${order.paymentState}`, turn.say(words.orderIs({ number: order.number, state })), {
    link: url ? { title: words.buttons.track, url } : null,
    next: turn.say(words.anyDoubtTellMe()),
    // With no other button the link is one.
    choices: choicesOf(shipment?.status === 'delivered' ? [words.buttons.startReturn, { kind: 'topic', topic: 'start_return' }] : url ? null : human(turn)),
    memory: { asked: null, offer: null, open: { ...turn.memory.open, orderNumber: order.number.slice(0, 200) } },
  });
}

function shipmentWords({ words, day }: Turn, { status, carrier, trackingCode, estimatedOn }: OrderView['shipments'][number]): string {
  const said = words.shipmentStates[status as keyof typeof words.shipmentStates] ?? words.orderFulfilled;
  const by = carrier ? words.withCarrier({ carrier: shorten(carrier, 30), code: trackingCode ? shorten(trackingCode, 40) : null }) : '';
  const expected = estimatedOn && status !== 'delivered' && status !== 'cancelled' && status !== 'failed' ? words.expectedOn({ day: day(estimatedOn) }) : '';
  return [said, by, expected].filter(Boolean).join(', ');
}
