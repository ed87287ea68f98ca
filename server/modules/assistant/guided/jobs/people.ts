import type { HandoffTrigger } from '#contract/handoff';
import { ask, asking, handOver, say } from '../turn.ts';
import type { Answer, Job } from '../turn.ts';
import { orderStatus, tellUnknown } from './order-status.ts';

/** Jobs that are a person's: the assistant does not try. */
const toPerson =
  (trigger: HandoffTrigger): Answer =>
  () =>
    handOver(trigger);

export const talkToPerson = toPerson('asked_for_person');
export const paymentProblem = toPerson('payment_issue');
/** Where nobody is to be fetched for it, where the parcel is helps most. */
export const deliveryProblem: Job = function* (turn, wish) {
  return turn.view.switchedOff.includes('delivery_problem') ? yield* orderStatus(turn, wish) : handOver('delivery_problem');
};
/** Somebody changes it, once it is sure that there is such an order of theirs. */
export const changeOrder: Job = function* (turn, wish) {
  const number = wish.slots.orderNumber?.slice(0, 60) ?? null;
  const found = number === null ? null : yield* ask('order_status', { number });
  return found?.kind === 'done' && found.output.isUnknown ? tellUnknown(turn, number) : handOver('needs_owner');
};
export const fraud = toPerson('fraud');
export const customRequest = toPerson('custom_question');
export const complaint = toPerson('serious_complaint');

/** What a business wants and who it is, in two questions at most, so that the person can answer with an offer. */
export const wholesale: Answer = (turn, wish) => {
  const { memory, words } = turn;
  const lead = [...memory.open.lead, wish.text.slice(0, 300)].filter(Boolean);
  const hasQuantity = wish.slots.quantity !== null || /\d{2,}/.test(lead.join(' '));
  if (memory.asked?.slot !== 'lead' && !hasQuantity) return say('lead:what', turn.say(words.leadWhat()), { memory: { open: { ...memory.open, lead }, asked: asking('lead', 'wholesale') } });
  if (lead.length < 3 && wish.slots.email === null) return say('lead:who', turn.say(words.leadWho()), { memory: { open: { ...memory.open, lead: [...lead, ...(lead.length < 2 ? [''] : [])].slice(0, 4) }, asked: asking('lead', 'wholesale') } });
  return handOver('needs_owner');
};
