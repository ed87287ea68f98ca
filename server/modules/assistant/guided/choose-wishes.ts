import type { HandoffTrigger } from '#contract/handoff';
import type { TurnView } from '../engine.ts';
import { parseAction } from './actions.ts';
import { fixOf } from './blocker-fixes.ts';
import type { DialogueMemory } from './dialogue-memory.ts';
import { fillAsked } from './fill-asked.ts';
import { stems } from './plain-words.ts';
import type { Reading } from './read-turn.ts';
import { readYesNo } from './reading/read-yes-no.ts';
import { readCorrection } from './read-correction.ts';
import { readCartEdit, readInContext } from './read-in-context.ts';
import { readSought, saysSo } from './sayings.ts';
import { emptySlots } from './turn.ts';
import type { JobName, Wish } from './turn.ts';
import { courtesies } from './understanding.ts';
import type { Intent, Slots, Understanding } from './understanding.ts';
import { wishOf } from './wish-of-action.ts';

/** Below it a guess is worth less than a question. */
const leastConfidence = 0.35;
const clauseConfidence = 0.6;
const nothingKnown = 0.15;

/** Wishes that one job answers together; the later in a list says more. */
const families: readonly (readonly JobName[])[] = [
  ['help_choose', 'find_product', 'gift'],
  ['find_product', 'availability', 'price'],
  ['find_product', 'product_question', 'compatibility'],
  ['find_product', 'size_help'],
  ['delivery_time', 'shipping_cost'],
  ['discount_request', 'discount_problem'],
  ['return_policy', 'start_return'],
  ['find_product', 'add_to_cart', 'change_quantity'],
  ['not_now', 'save_cart'],
  ['complaint', 'delivery_problem'],
  ['find_product', 'wholesale'],
  ['find_product', 'compare'],
];

/** What this turn asks for, in order: one wish, or up to three that one message can answer. */
export function chooseWishes(view: TurnView, memory: DialogueMemory, reading: Reading): Wish[] {
  const tapped = reading.actions.map((action) => wishOf(action, memory));
  if (reading.items.length > 0) tapped.unshift(bare('order_message'));
  const said = reading.text ? chooseSaid(view, memory, reading) : [];
  const wishes = [...tapped, ...(tapped.length > 0 ? said.filter(({ job }) => !isCourtesy(job) && job !== 'unclear') : said)];
  const settled = settlePending(view, wishes);
  if (settled.length === 0) return [bare(reading.unseen ? 'unseen' : 'unclear')];
  return settled.slice(0, 3);
}

const isCourtesy = (job: JobName) => courtesies.has(job as Intent);
const bare = (job: JobName, text = ''): Wish => ({ job, slots: emptySlots, text, action: null, refines: false });

/** The answer to a question that the loop keeps comes first; it is told once, whatever else was said. */
function settlePending({ pending }: TurnView, wishes: Wish[]): Wish[] {
  // "Mmm" is no matter of its own.
  const isYesOrNo = ({ job, action, text }: Wish) => job === 'affirm' || job === 'deny' || job === 'unclear' || job === 'clarify' || (job === 'out_of_scope' && !/\s/.test(text.trim())) || action?.kind === 'confirm' || action?.kind === 'cancel';
  if (!pending) return wishes;
  const others = wishes.filter((wish) => !isYesOrNo(wish) && !isCourtesy(wish.job));
  if (pending.answer === 'yes') return [bare('confirmed'), ...others];
  if (pending.answer === 'no') return [bare('declined'), ...others];
  return others.length > 0 ? others : [bare('still_pending')];
}

function chooseSaid(view: TurnView, memory: DialogueMemory, reading: Reading): Wish[] {
  const filled = view.pending ? null : fillAsked(memory, reading);
  const clauses = isOneQuestion(memory, reading) ? [] : strongClauses(reading);
  if (filled) return [filled, ...clauses.filter(({ understanding }) => isAside(filled, understanding, reading)).map((clause) => toWish(view, memory, reading, clause))].slice(0, 2);
  if (clauses.length > 1) {
    const wishes = mergeFamilies(clauses.map((clause) => toWish(view, memory, reading, clause)));
    if (wishes.length > 1) return wishes;
    // One wish in several sentences: all of them tell about it.
    return wishes.map((wish) => ({ ...wish, slots: reading.whole.slots, text: reading.text }));
  }
  const only = clauses[0];
  // "Hola. Tienen zapatillas?" is about the shoes, whatever the greeting does to the whole.
  const main = only && reading.whole.intent !== null && courtesies.has(reading.whole.intent) ? only.understanding : reading.whole;
  return [toWish(view, memory, reading, { text: reading.text, understanding: main })];
}

/** Something else asked beside the answer to our question: "42. ¿Y cuánto sale el envío?" */
const isAside = (filled: Wish, { intent, confidence }: Understanding, { clauses }: Reading) => clauses.length > 1 && confidence >= 0.7 && intent !== filled.job && !mergesWith(filled.job, intent) && filled.job !== 'wholesale' && filled.job !== 'start_return';
const mergesWith = (job: JobName, other: JobName | null) => other !== null && families.some((family) => family.includes(job) && family.includes(other));

/** Clauses that are clearly a wish; each intent once. */
function strongClauses({ clauses }: Reading): Reading['clauses'] {
  const seen = new Set<string>();
  return clauses.filter(({ understanding: { intent, confidence, isOutOfScope, slots: { product } } }) => {
    if (intent === null || isOutOfScope || courtesies.has(intent) || (clauses.length > 1 && confidence < clauseConfidence)) return false;
    // Two things to be had are two wishes.
    const key = isHad(intent) ? `had ${product ?? ''}` : intent;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function mergeFamilies(wishes: Wish[]): Wish[] {
  const kept: Wish[] = [];
  for (const wish of wishes) {
    const at = kept.findIndex((one) => (one.job === wish.job || mergesWith(one.job, wish.job)) && !areTwoThings(one, wish));
    const other = kept[at];
    if (!other) kept.push(wish);
    else if (rankOf(wish.job, other.job) > rankOf(other.job, wish.job)) kept[at] = wish;
  }
  return kept;
}

const isHad = (job: JobName | null) => job === 'add_to_cart' || job === 'change_quantity';

/** "Make that one, and add the backpack": each says what of its own. */
function areTwoThings(one: Wish, other: Wish): boolean {
  const names = [one, other].map(({ slots }) => stems(slots.product ?? ''));
  return [one, other].every(({ job, text }) => isHad(job) || saysSo('wantsThat', text)) && (names[1]?.length ?? 0) > 0 && !names[0]?.some((stem) => names[1]?.includes(stem));
}

const rankOf = (job: JobName, other: JobName) => families.find((family) => family.includes(job) && family.includes(other))?.indexOf(job) ?? 0;

function toWish(view: TurnView, memory: DialogueMemory, reading: Reading, { text, understanding: read }: Reading['clauses'][number]): Wish {
  const understanding = withCart(view, read);
  const slots = reading.clauses.length > 1 && (isHad(understanding.intent) || saysSo('wantsThat', text)) ? understanding.slots : fillFrom(understanding.slots, reading.whole.slots);
  const corrected = readCorrection(view, memory, { text, understanding, slots });
  if (corrected) return corrected;
  const edited = readCartEdit(view, memory, { text, understanding, slots });
  if (edited) return edited;
  const answered = answerYesNo(memory, reading, text, understanding);
  if (answered) return answered;
  const inContext = readInContext(view, memory, { text, understanding, slots });
  if (inContext) return inContext;
  const wish = (job: JobName): Wish => ({ job, slots, text, action: null, refines: false });
  if (text === reading.text && isOneQuestion(memory, reading)) return wish('product_question');
  if (isBareNumber.test(text) && !slots.size) return wish('which_number');
  const blocked = wishOfBlocker(view, understanding);
  if (blocked) return wish(blocked);
  const sought = understanding.isOutOfScope ? readSought(text) : null;
  if (sought) return { ...wish('find_product'), slots: { ...slots, product: slots.product ?? sought } };
  // "Route racer" may be the name of a thing: the catalogue tells.
  if (understanding.isOutOfScope) return isFewWords.test(text) ? { ...wish('out_of_scope'), slots: { ...slots, product: slots.product ?? text.slice(0, 200) } } : wish('out_of_scope');
  if (understanding.intent === null) return wish(slots.product ? 'find_product' : 'unclear');
  const isSearch = understanding.intent === 'find_product' || (understanding.others[0]?.intent === 'find_product' && understanding.others[0].confidence >= 0.1);
  if (isSearch && slots.product && understanding.confidence < 0.5) return wish('find_product');
  // A yes or no in which neither word is found is none.
  if (!view.pending && !memory.offer && !memory.asked && (understanding.intent === 'affirm' || understanding.intent === 'deny') && understanding.confidence < clauseConfidence && readYesNo(text) === 'unclear') return wish('unclear');
  if (understanding.confidence >= leastConfidence) return wish(understanding.intent);
  // Hardly more than the name of a thing.
  if (slots.product && stems(slots.product).length >= stems(text).length - 1) return wish('find_product');
  if (isSearch && stems(text).length > 0) return { ...wish('find_product'), slots: { ...slots, product: slots.product ?? text.slice(0, 200) } };
  // A few words of which nothing is known may be the name of a thing: the catalogue tells.
  if (understanding.confidence < nothingKnown && memory.unclear === 0 && isFewWords.test(text)) return { ...wish('unclear'), slots: { ...slots, product: slots.product ?? text.slice(0, 200) } };
  return wish(understanding.others.length > 0 ? 'clarify' : 'unclear');
}

/** Up to four words, at least two letters. The space between words is no choice: else a long word takes for ever. */
const isFewWords = /^(?=\s*\S\s*\S)\s*[\p{Script=Latin}\d-]+(?:\s+[\p{Script=Latin}\d-]+){0,3}[.!?]*\s*$/u;

/** One sentence that asks something of a thing which it names, in words that nobody foresaw: "would the tent hold me, my wife and two kids?" */
function isOneQuestion(memory: DialogueMemory, { text, whole, clauses }: Reading): boolean {
  const isVague = whole.confidence < 0.5 && whole.slots.product !== null && !whole.isOutOfScope;
  const isOfPurchase = saysSo('exchange', text) || saysSo('giveBack', text) || saysSo('hasBought', text);
  return isVague && !isOfPurchase && memory.search === null && memory.focus === null && /^[^?!.]{8,}\?+\s*$/u.test(text) && !clauses.every(({ understanding: { confidence } }) => confidence >= 0.8);
}

/** Out of an empty cart nothing can be taken: "I'll take the backpack" puts it in. */
function withCart({ cart }: TurnView, understanding: Understanding): Understanding {
  const { intent, others } = understanding;
  const isFilled = cart !== null && cart.lines.length > 0;
  const isNamed = understanding.slots.product !== null;
  if (isFilled || !(intent === 'change_quantity' ? isNamed : intent === 'remove_item' && others.some((other) => other.intent === 'add_to_cart' && other.confidence >= 0.1))) return understanding;
  return { ...understanding, intent: 'add_to_cart', others: others.filter((other) => other.intent !== 'add_to_cart') };
}

/** A plain yes or no, to our offer or to nothing in particular; null: it says more. */
function answerYesNo(memory: DialogueMemory, reading: Reading, text: string, { intent, confidence, slots }: Understanding): Wish | null {
  // Without an offer only a bare yes or no is one: "no sé si me queda bien" begins with a no as well.
  const isShort = text === reading.text && text.length <= (memory.offer ? 60 : 12);
  // "Ok, me lo llevo" is a wish of its own, whatever was offered.
  const isOwn = intent !== null && !courtesies.has(intent) && confidence >= (memory.offer === 'human' ? 0.3 : 0.6);
  if (!isShort || isOwn || (!memory.offer && intent !== null && confidence >= 0.35)) return null;
  const answer = readYesNo(text);
  if (answer === 'unclear') return null;
  // "Quero dois" after an add is no yes to the payment.
  if (answer === 'yes' && memory.offer === 'checkout' && slots.quantity !== null) return { job: 'change_quantity', slots, text, action: null, refines: false };
  return (answer === 'yes' ? yesTo(memory) : null) ?? { job: answer === 'yes' ? 'affirm' : 'deny', slots, text, action: null, refines: false };
}

/** What a plain yes means after our last answer. */
function yesTo(memory: DialogueMemory): Wish | null {
  const action = memory.offer ? parseAction(memory.offer) : null;
  return action && wishOf(action, memory);
}

/** After a rescue message a doubt is answered with its fix, unless the words ask for something of their own. */
function wishOfBlocker({ flow, cart }: TurnView, { blocker, intent, confidence }: Understanding): JobName | null {
  if (!blocker || intent === 'opt_out' || (!flow && !cart)) return null;
  const isLoose = intent === null || courtesies.has(intent) || intent === 'not_now' || intent === 'find_product' || confidence < 0.5;
  return isLoose ? fixOf(blocker) : null;
}

/** Shorter ones are sizes and counts; after a greeting too. */
const isBareNumber = /^\s*(?:(?:hola|buenas|oi|ol[aá]|hi|hello|hey)[\s,.!]*)?\d{3,10}(?:-\d{1,6})?\s*[.?!]*\s*$/iu;

function fillFrom(slots: Slots, whole: Slots): Slots {
  const entries = Object.entries(slots).map(([name, value]) => [name, value ?? whole[name as keyof Slots]]);
  return Object.fromEntries(entries) as unknown as Slots;
}

/** A person has to come, whatever was asked; null: nobody, or the merchant wants nobody fetched for it. */
export function findTrigger({ switchedOff }: TurnView, memory: DialogueMemory, { whole }: Reading): HandoffTrigger | null {
  const triggers = [whole.trigger, whole.mood === 'angry' ? 'angry' : null, whole.mood === 'confused' && memory.confused > 0 ? 'confused' : null] as const;
  return triggers.find((trigger) => trigger !== null && !switchedOff.includes(trigger)) ?? null;
}
