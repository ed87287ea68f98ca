import type { Draft, TurnView } from '../engine.ts';
import { readMemory } from './dialogue-memory.ts';
import { cartNote } from './describe-handover.ts';
import { moveGuided } from './guided-engine.ts';
import { notesOf } from './notes/index.ts';
import type { Notes } from './notes/index.ts';
import { shorten } from './plain-words.ts';
import { understand } from './understand.ts';
import type { Intent, Understanding } from './understanding.ts';
import { wordsOf } from './words/index.ts';
import { hasCart } from './turn.ts';

/** What helps the people of the shop in a conversation: a summary, a next step, a draft. Pure; nothing of it is sent. */

/** Who it is, what they want, where it stands: in the merchant's language. */
export function summarizeConversation(view: TurnView): string {
  const notes = notesOf[view.shop.language];
  const { shopper, viewed, flow, pending } = view;
  const who = `${shopper.firstName ?? notes.somebody}: ${[notes.orders({ count: shopper.orderCount }), ...shopper.tags.slice(0, 3)].join(', ')}.`;
  const last = lastWords(view);
  const wants = `${notes.wants}: ${notes.topics[topicOf(readLast(view)?.intent ?? null)]}${last ? ` (“${shorten(last, 120)}”)` : ''}.`;
  const stands = [cartNote(view) ?? notes.noCart, viewed && notes.looksAt({ title: shorten(viewed.title, 60) }), flow && notes.flow({ name: shorten(flow.name, 60) }), pending && notes.waitsForYes({ summary: shorten(pending.summary, 100) })];
  return [who, wants, `${notes.stands}: ${stands.filter(Boolean).join('; ')}.`].join('\n');
}

/** The most useful thing to do next, and why: in the merchant's language. */
export function nextBestAction(view: TurnView): { action: string; why: string } {
  const [action = '', why = ''] = notesOf[view.shop.language].actions[chooseAction(view)];
  return { action, why };
}

/**
 * What the guided engine would answer, in a person's mouth: without saying that it is an assistant. A draft that needs a tool needs its result
 * in the view; without it, it says no facts.
 */
export function draftReply(view: TurnView): Draft {
  const move = moveGuided({ ...view, isFirstAnswer: false });
  const words = wordsOf[readMemory(view.memory).language ?? view.language];
  if (move.kind === 'say') return move.draft;
  return { text: words.lookingInto[0] ?? '', products: [], choices: [], link: null, memory: view.memory };
}

type Topic = keyof Notes['topics'];
const intentsOf: Record<Exclude<Topic, 'other'>, readonly Intent[]> = {
  find: ['find_product', 'help_choose', 'gift', 'availability', 'complete_set', 'compare', 'restock'],
  product: ['product_question', 'size_help', 'compatibility', 'price', 'warranty'],
  cart: ['view_cart', 'add_to_cart', 'change_quantity', 'remove_item', 'save_cart', 'share_cart', 'needs_approval', 'not_now'],
  pay: ['checkout', 'payment_methods', 'payment_problem'],
  price: ['discount_request', 'discount_problem'],
  delivery: ['shipping_cost', 'delivery_time'],
  order: ['order_status', 'delivery_problem', 'change_order'],
  returns: ['return_policy', 'start_return'],
  shop: ['store_info', 'trust', 'are_you_a_bot', 'privacy', 'opt_out'],
  business: ['wholesale', 'custom_request'],
  person: ['talk_to_person'],
  complaint: ['complaint', 'fraud'],
};

function topicOf(intent: Intent | null): Topic {
  const found = (Object.keys(intentsOf) as (keyof typeof intentsOf)[]).find((topic) => intent !== null && intentsOf[topic].includes(intent));
  return found ?? 'other';
}

/** The last thing said that was more than a courtesy. */
function lastWords({ incoming, history }: TurnView): string {
  const now = incoming.map(({ text }) => text).filter(Boolean).join(' ');
  return now || (history.findLast(({ from, text }) => from === 'shopper' && text.trim().length > 0)?.text ?? '');
}

function readLast(view: TurnView): Understanding | null {
  const words = lastWords(view);
  return words ? understand(words.slice(0, 1200), { language: view.language, country: view.shop.country, expects: null }) : null;
}

function chooseAction(view: TurnView): keyof Notes['actions'] {
  const last = readLast(view);
  if (last?.mood === 'angry' || last?.trigger === 'serious_complaint' || last?.trigger === 'fraud') return 'complaint';
  if (view.pending) return 'waits';
  const intent = last?.intent ?? null;
  if (intent === 'payment_problem') return 'payFailed';
  if (intent === 'delivery_problem') return 'late';
  if (intent === 'not_now') return 'later';
  const topic = topicOf(intent);
  if (topic !== 'other' && topic !== 'person') return topic;
  return hasCart({ view }) ? 'cart' : 'other';
}

