import { AssistantSettings } from '#contract/assistant';
import type { Language } from '#contract/language';
import { disclose } from '../answer/disclose.ts';
import type { Choice, Draft, IncomingPiece, Move, ToolCall, ToolResult, TurnView } from '../engine.ts';
import { collectFacts, factsIn } from '../facts/collect-facts.ts';
import { isLasting } from '../facts/fact.ts';
import type { Fact } from '../facts/fact.ts';
import { judgeDraft } from '../guards/index.ts';
import type { ToolName } from '../tool-shapes.ts';
import { turnLimits } from '../turn-limits.ts';
import { moveGuided } from './guided-engine.ts';
import { readYesNo } from './reading/read-yes-no.ts';
import { makeTools } from './tools-testing.ts';
import { understand } from './understand.ts';
import type { PretendTools, ToolOptions } from './tools-testing.ts';

/** Plays dialogues with the guided engine: a pretend loop around it, with the real rules of a turn. */

export interface DialogueOptions extends ToolOptions {
  language?: Language;
  locale?: string;
  country?: string;
  firstName?: string | null;
  flow?: Partial<NonNullable<TurnView['flow']>>;
  viewed?: TurnView['viewed'];
  tone?: TurnView['voice']['tone'];
  people?: TurnView['people'];
  switchedOff?: TurnView['switchedOff'];
  preferences?: Record<string, string>;
  orderCount?: number;
  /** Tools that need a yes first. */
  askFirst?: ToolName[];
}

export interface Reply {
  text: string;
  products: string[];
  choices: Choice[];
  link: Draft['link'];
  /** Names of the tools called in this turn, in order. */
  calls: ToolName[];
  inputs: ToolCall['input'][];
  handedOver: string | null;
  summary: string | null;
  view: TurnView;
}

export interface Dialogue {
  say(...texts: string[]): Reply;
  /** Taps a button of the last answer by its words. */
  tap(title: string): Reply;
  send(pieces: Partial<IncomingPiece>[]): Reply;
  /** A page was opened meanwhile, a cart changed elsewhere. */
  tools: PretendTools;
  /** The view that the next turn would have, for what helps people. */
  view(text: string): TurnView;
}

const question = '¿Lo hago así?';
const now = new Date('2026-06-01T15:00:00Z');

export function openDialogue(options: DialogueOptions = {}): Dialogue {
  const tools = makeTools(options);
  Object.assign(tools.preferences, options.preferences);
  const state = { turn: 0, memory: null as unknown, history: [] as TurnView['history'], choices: [] as Choice[], pending: null as { call: ToolCall; summary: string } | null, earlier: [] as Fact[] };

  const viewOf = (incoming: IncomingPiece[], results: ToolResult[], pending: TurnView['pending'], cart = tools.cart()): TurnView => ({
    turnId: `turn-${state.turn}`, now, language: options.language ?? 'es', locale: options.locale ?? 'es-AR', timeZone: 'America/Argentina/Buenos_Aires',
    shop: { name: 'Casa Norte', country: options.country ?? 'AR', currency: 'ARS', url: null, language: 'es' }, voice: { name: 'Auri', tone: options.tone ?? 'warm', guidance: '' },
    limits: { discountPercent: options.discountPercent ?? 0, orderMinor: null }, payments: options.payments ?? [],
    shopper: { firstName: options.firstName ?? null, orderCount: options.orderCount ?? options.orders?.length ?? 0, tags: [], preferences: { ...tools.preferences } },
    flow: options.flow ? { name: 'Rescate', messageKey: 'rescue_help', offerCode: null, arm: null, sentAt: now, ...options.flow } : null, viewed: options.viewed ?? null, cart, history: state.history.slice(-30),
    incoming, results, pending, memory: state.memory, isFirstAnswer: state.turn === 0, people: options.people ?? { areThere: true, nextHours: null }, switchedOff: options.switchedOff ?? [], objections: [],
  });

  const send = (given: Partial<IncomingPiece>[]): Reply => {
    const incoming = given.map((piece, index) => ({ messageId: `m${state.turn}-${index}`, kind: 'text' as const, text: '', tap: null, items: [], media: null, at: now, ...piece }));
    const results: ToolResult[] = [];
    const pending = state.pending && { name: state.pending.call.name, summary: state.pending.summary, answer: answerOf(incoming) };
    if (state.pending && pending?.answer === 'yes') results.push({ ...state.pending.call, id: 'pending', outcome: tools.run(state.pending.call) } as ToolResult);
    if (pending?.answer !== 'unclear') state.pending = null;
    const view = viewOf(incoming, results, pending);
    return settle(play(view, results), view);
  };

  const play = (view: TurnView, results: ToolResult[]): Exclude<Move, { kind: 'call' }> => {
    for (let count = 0; count < turnLimits.moves; count += 1) {
      const move = moveGuided(view);
      if (move.kind !== 'call') return move;
      for (const call of move.calls) {
        if (results.some(({ id }) => id === call.id)) throw new Error(`The id ${call.id} was given twice.`);
        const isAsked = options.askFirst?.includes(call.name) ?? false;
        if (isAsked) state.pending = { call, summary: question };
        if (results.length >= turnLimits.calls) throw new Error('More calls than a turn may have.');
        results.push({ ...call, outcome: isAsked ? { kind: 'to_confirm', summary: question } : tools.run(call) } as ToolResult);
      }
    }
    throw new Error('It never said anything.');
  };

  const settle = (move: Exclude<Move, { kind: 'call' }>, view: TurnView): Reply => {
    const { incoming, results } = view;
    const { draft } = move;
    const objections = draft ? objectionsTo(draft, view, state.earlier) : [];
    state.earlier.push(...factsOfView(view).filter(isLasting));
    state.history.push(...incoming.map(({ text, at }) => ({ from: 'shopper' as const, text, at })), ...(draft ? [{ from: 'assistant' as const, text: draft.text, at: now }] : []));
    // What is stored comes back as JSON.
    if (draft) state.memory = JSON.parse(JSON.stringify(draft.memory));
    state.choices = draft?.choices ?? [];
    state.turn += 1;
    return checkReply({
      text: draft?.text ?? '', products: draft?.products.map(({ variantKey }) => variantKey) ?? [], choices: state.choices, link: draft?.link ?? null,
      calls: results.map(({ name }) => name), inputs: results.map(({ input }) => input), handedOver: move.kind === 'hand_over' ? move.trigger : null, summary: move.kind === 'hand_over' ? move.summary : null, view,
    }, objections);
  };

  return {
    tools,
    send,
    say: (...texts) => send(texts.map((text) => ({ text }))),
    tap: (title) => {
      const choice = state.choices.find((one) => one.title === title);
      if (!choice) throw new Error(`There is no button "${title}", only ${state.choices.map((one) => `"${one.title}"`).join(', ')}.`);
      return send([{ kind: 'tap', text: title, tap: { action: choice.action } }]);
    },
    view: (text) => viewOf([{ messageId: 'm', kind: 'text', text, tap: null, items: [], media: null, at: now }], [], null),
  };
}

function answerOf(incoming: readonly IncomingPiece[]): 'yes' | 'no' | 'unclear' {
  const action = incoming.find(({ tap }) => tap)?.tap?.action;
  if (action === 'confirm') return 'yes';
  if (action === 'cancel') return 'no';
  return readYesNo(incoming.map(({ text }) => text).join(' '));
}

/** What holds for every answer, whatever it is about; throws otherwise. */
function checkReply(reply: Reply, objections: readonly string[]): Reply {
  const faults = [
    ...objections,
    ...reply.choices.filter(({ title }) => [...title].length > 20).map(({ title }) => `"${title}" is too long for a button.`),
    ...(new Set(reply.choices.map(({ title }) => title)).size < reply.choices.length ? ['Two buttons have the same words.'] : []),
    ...(reply.choices.length > 10 || reply.products.length > 3 ? ['Too many buttons or products.'] : []),
    ...(reply.handedOver === null && reply.text.trim() === '' ? ['It says nothing.'] : []),
    ...(reply.text.length > 700 ? ['It is too long for a phone.'] : []),
    ...(/undefined|null|NaN|\[object/.test(reply.text) ? ['Something is missing in the words.'] : []),
  ];
  if (faults.length > 0) throw new Error(`${faults.join(' ')}\n${reply.text}`);
  return reply;
}

/** What the assistant's own guards hold against a draft (P8); empty when nothing. */
function objectionsTo(draft: Draft, view: TurnView, earlier: readonly Fact[]): string[] {
  const settings = AssistantSettings.parse({ limits: { discountPercent: view.limits.discountPercent } });
  const fresh = factsOfView(view);
  const said = view.incoming.map(({ text }) => text).join('\n');
  const understanding = understand(said, { language: view.language, country: view.shop.country, expects: null });
  return judgeDraft({ draft: disclose(draft, view, settings), facts: { fresh, earlier: [...earlier] }, view, engine: 'guided', understanding, settings, knownAddresses: [], secrets: [] }).flatMap(({ guard, objection }) => (objection ? [`${guard}: ${objection}`] : []));
}

const factsOfView = (view: TurnView) => [...collectFacts(view.results, view.timeZone), ...factsIn({ cart: view.cart, flow: view.flow && { offerCode: view.flow.offerCode }, viewed: view.viewed }, view.timeZone)];
