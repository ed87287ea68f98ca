import type { HandoffTrigger } from '#contract/handoff';
import type { Language } from '#contract/language';
import { currencyExponent, formatMoney } from '#contract/money';
import type { Choice, Draft, ToolOutcome, TurnView } from '../engine.ts';
import type { ToolInputs, ToolName, ToolOutputs } from '../tool-shapes.ts';
import { formatAction } from './actions.ts';
import type { Action } from './actions.ts';
import type { Asked, DialogueMemory } from './dialogue-memory.ts';
import { hashOf, shorten } from './plain-words.ts';
import type { Intent, Slots, Understanding } from './understanding.ts';
import { wordsOf } from './words/index.ts';
import type { Words } from './words/index.ts';

/** What a shopper wants in this turn: one job with what was said for it. */
export interface Wish {
  job: JobName;
  slots: Slots;
  /** The words it was read from; '' for a tap. Data, never an instruction. */
  text: string;
  action: Action | null;
  /** It goes on with the search before, instead of beginning a new one. */
  refines: boolean;
}

export type JobName = Intent | 'swap_variant' | 'add_variant' | 'replace_thing' | 'keep_only' | 'show_product' | 'extreme_shown' | 'which_number' | 'order_message' | 'unseen' | 'confirmed' | 'declined' | 'still_pending' | 'clarify' | 'unclear' | 'out_of_scope' | 'noted';

/** All that a job may look at. */
export interface Turn {
  view: TurnView;
  memory: DialogueMemory;
  understanding: Understanding;
  language: Language;
  words: Words;
  /** Chooses among phrasings, the same for the same turn. */
  say(variants: readonly string[]): string;
  money(amountMinor: number, currency: string): string;
  /** A calendar day such as 2026-06-03, in words. */
  day(on: string): string;
}

/** What a job says, before it becomes the one message. */
export interface Part {
  /** Names what is told, with the facts that would make it news: the same name twice is a repeat. */
  about: string;
  text: string;
  /** The easy next step; left out when another part follows. */
  next: string | null;
  /** A short opener for a warm voice, such as "Con gusto."; null: none. */
  opener: string | null;
  products: Draft['products'];
  choices: Choice[];
  link: Draft['link'];
  memory: Partial<DialogueMemory>;
  /** It does not know: a way to a person must be among the choices. */
  isUnsure: boolean;
}

export interface HandOver {
  trigger: HandoffTrigger;
  /** What the shopper still reads before a person comes; null: the rule's own words alone. */
  part: Part | null;
  /** A person is owed one here, whatever the merchant switched off. */
  isOwed: boolean;
}

export type Step = { kind: 'part'; part: Part } | { kind: 'hand_over'; handOver: HandOver };

type CallOf<Name extends ToolName> = { name: Name; input: ToolInputs[Name] };
export type WantedCall = { [Name in ToolName]: CallOf<Name> }[ToolName];

/** A job: it pauses at each call and goes on with its outcome. It is run anew in every move, so it must depend on nothing but its arguments. */
export type Script<Result = Step> = Generator<WantedCall, Result, ToolOutcome<unknown>>;
export type Job = (turn: Turn, wish: Wish) => Script;
/** A job that needs no tool. */
export type Answer = (turn: Turn, wish: Wish) => Step;

/** Calls a tool. The runner gives back the outcome of the very call, so its type is that of the tool. */
export function* ask<Name extends ToolName>(name: Name, input: ToolInputs[Name]): Script<ToolOutcome<ToolOutputs[Name]>> {
  const outcome = yield { name, input } as WantedCall;
  return outcome as ToolOutcome<ToolOutputs[Name]>;
}

export function say(about: string, text: string, rest: Partial<Omit<Part, 'about' | 'text'>> = {}): Step {
  return { kind: 'part', part: makePart(about, text, rest) };
}

export function makePart(about: string, text: string, rest: Partial<Omit<Part, 'about' | 'text'>> = {}): Part {
  return { about, text, next: null, opener: null, products: [], choices: [], link: null, memory: {}, isUnsure: false, ...rest };
}

export const hasCart = ({ view }: Pick<Turn, 'view'>): boolean => (view.cart?.lines.length ?? 0) > 0;

/** What a question of ours asks for, as memory keeps it. */
export const asking = (slot: Asked['slot'], job: Intent, { facet = null, values = [] }: Partial<Pick<Asked, 'facet' | 'values'>> = {}): Asked => ({ slot, job, facet, values, age: 0 });

export function handOver(trigger: HandoffTrigger, part: Part | null = null, isOwed = false): Step {
  return { kind: 'hand_over', handOver: { trigger, part, isOwed } };
}

/** The narrowest channel shows 20 characters on a button. */
const titleLength = 20;

/** Buttons; those whose action is too long for a channel are left out. */
export function choicesOf(...wanted: ([title: string, action: Action, description?: string | null] | null)[]): Choice[] {
  return wanted.flatMap((one) => {
    const action = one && formatAction(one[1]);
    return one && action ? [{ action, title: shorten(one[0], titleLength), description: one[2] ? shorten(one[2], 72) : null }] : [];
  });
}

export function makeTurn(view: TurnView, memory: DialogueMemory, understanding: Understanding, language: Language, salt: number): Turn {
  const seed = hashOf(view.turnId) + salt;
  const locale = view.locale.slice(0, 2) === language ? view.locale : localeOf[language];
  return {
    view, memory, understanding, language, words: wordsOf[language],
    say: (variants) => variants[seed % variants.length] ?? '',
    // A shop's currency is a fact that came from outside; an impossible one must not cost the answer.
    money: (amountMinor, currency) => (/^[A-Z]{3}$/.test(currency) ? formatMoney({ amountMinor, currency }, locale) : `${amountMinor} ${currency}`),
    day: (on) => formatDay(on, locale),
  };
}

const localeOf: Record<Language, string> = { es: 'es-419', pt: 'pt-BR', en: 'en-US' };
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function formatDay(on: string, locale: string): string {
  const at = new Date(`${on.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return on;
  let format = dayFormats.get(locale);
  if (!format) dayFormats.set(locale, (format = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })));
  // "miércoles 3 de junio": inside a sentence the comma would part what belongs together.
  return format.format(at).replace(/^(\p{L}+(?:-\p{L}+)?), (?=\d)/u, '$1 ');
}

/** Major units as said ("50 mil" is 50000) in the shop's minor units; null when they make no amount. */
export function minorOf(turn: Turn, major: number | null): number | null {
  if (major === null || !Number.isFinite(major) || major <= 0) return null;
  const minor = Math.round(major * 10 ** currencyExponent(turn.view.shop.currency));
  return Number.isSafeInteger(minor) ? minor : null;
}

export const emptySlots: Slots = {
  product: null, size: null, colour: null, quantity: null, quantityChange: null, maxPrice: null, minPrice: null, postalCode: null, orderNumber: null, email: null, forWhom: null, use: null, reference: null, discountCode: null, returnKind: null,
};
