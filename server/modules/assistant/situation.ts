import type { App } from '#context';
import { AssistantSettings } from '#contract/assistant';
import { handoffTriggers } from '#contract/handoff';
import type { StoredHandoffRules } from '#contract/handoff';
import { languageOf } from '#contract/language';
import type { Language } from '#contract/language';
import { findOpenCart } from '#modules/carts';
import { hasShownWho, preferencesOf } from '#modules/contacts';
import { whoIsThere } from '#modules/conversations';
import { readTranscript, ruleOf, storedRulesOf } from '#modules/turns';
import { readWorkspaceFacts } from '#modules/workspaces';
import type { WorkspaceFacts } from '#modules/workspaces';
import { toCartView } from './cart-view.ts';
import type { IncomingPiece, TurnView } from './engine.ts';
import { isLasting, StoredFact } from './facts/fact.ts';
import type { Fact } from './facts/fact.ts';
import { understand } from './guided/understand.ts';
import type { Understanding } from './guided/understanding.ts';
import { findShopsOf, readSituationRow } from './situation-queries.ts';
import type { SituationRow } from './situation-queries.ts';
import { PendingCall } from './pending.ts';
import { readConsent } from './read-consent.ts';
import { readPieces } from './read-pieces.ts';
import { describePeople } from './people.ts';
import { turnLimits } from './turn-limits.ts';
import type { TakenTurn } from './turn-queries.ts';

/** All that a turn is thought with. */
export interface Situation {
  turn: TakenTurn;
  /** The messages it answers; one that comes later makes another situation. */
  messageIds: string[];
  row: SituationRow;
  workspace: WorkspaceFacts;
  settings: AssistantSettings;
  handoffRules: StoredHandoffRules;
  view: TurnView;
  /** What the shopper said, read by our own code; null: no words. */
  understanding: Understanding | null;
  pending: PendingCall | null;
  /** Who writes is known for sure. */
  isVerified: boolean;
  earlierFacts: Fact[];
}

export const settingsKey = 'assistant';

/** Settings as stored; those of an older shape that cannot be read any more count as none. */
export const settingsOf = (workspace: Pick<WorkspaceFacts, 'settings'>): AssistantSettings => AssistantSettings.safeParse(workspace.settings[settingsKey] ?? {}).data ?? AssistantSettings.parse({});

/** Reads everything around a turn afresh. Null: its conversation is gone. @param settings to try instead of the stored ones. */
export async function readSituation(app: App, turn: TakenTurn, tried: AssistantSettings | null): Promise<Situation | null> {
  const now = app.clock.now();
  const row = await readSituationRow(app.db, turn, now);
  const workspace = (await readWorkspaceFacts(app.db, [turn.workspaceId])).get(turn.workspaceId);
  if (!row || !workspace) return null;
  const settings = tried ?? settingsOf(workspace);
  const [cart, history, presence, isVerified] = await Promise.all([
    findOpenCart(app.db, turn, null, now),
    readTranscript(app.db, turn.workspaceId, turn.conversationId, turnLimits.history, turn.messageIds),
    whoIsThere(app, app.db, turn.workspaceId),
    turn.channel === 'chat' ? hasShownWho(app.db, turn) : true,
  ]);
  const shopOf = await findShopsOf(app.db, turn.workspaceId, row.pieces);
  const incoming = readPieces(row.pieces, { earlier: row.earlier, shopOf, sendIds: row.sendIds });
  const pending = pendingOf(row, now);
  const { understanding, language } = readWords(row, workspace, incoming, pending !== null);
  const handoffRules = storedRulesOf(workspace);
  const view: TurnView = {
    turnId: turn.id,
    now,
    language,
    locale: localeOf(language, row.contact.locale, workspace),
    timeZone: workspace.timeZone,
    shop: { name: workspace.name, country: workspace.country, currency: workspace.currency, url: row.shopUrl, language: languageOf(workspace.locale) ?? 'en' },
    voice: { name: settings.name, tone: settings.tone, guidance: settings.guidance },
    limits: { discountPercent: settings.limits.discountPercent, orderMinor: settings.limits.orderMinor },
    payments: tillsOf(app, row.tills),
    shopper: { firstName: row.contact.firstName, orderCount: row.contact.orderCount, tags: row.contact.tags, preferences: preferencesOf(row.contact.attributes) },
    flow: row.flow,
    viewed: row.viewed,
    cart: cart && toCartView(cart),
    history,
    incoming,
    results: [],
    pending: pending && { name: pending.name, summary: pending.summary, answer: answerTo(incoming) },
    memory: null,
    isFirstAnswer: isFirst(row),
    people: describePeople(presence, workspace, { language, now }),
    switchedOff: handoffTriggers.filter((trigger) => !ruleOf(handoffRules, trigger).isOn),
    objections: [],
  };
  return { turn, messageIds: turn.messageIds, row, workspace, settings, handoffRules, view, understanding, pending, isVerified, earlierFacts: earlierFactsOf(row, now) };
}

/** What an engine of this kind wanted to know next time. */
export const memoryFor = ({ row }: Situation, kind: 'guided' | 'generative') => row.earlier.find((turn) => turn.engine === kind && turn.state === 'answered')?.memory ?? null;

/** Below it a language is not changed for. */
const sureOfLanguage = 0.8;

function readWords(row: SituationRow, workspace: WorkspaceFacts, incoming: IncomingPiece[], isAsked: boolean): { understanding: Understanding | null; language: Language } {
  const spoken = row.earlier.find(({ language }) => language !== null)?.language ?? null;
  const known = spoken ?? languageOf(row.contact.locale);
  const words = incoming.map(({ text }) => text).filter((text) => text !== '').join('\n');
  const home = known ?? languageOf(workspace.locale) ?? 'en';
  if (words === '') return { understanding: null, language: home };
  const context = { country: workspace.country, expects: isAsked ? ('yes_no' as const) : null };
  const heard = understand(words, { ...context, language: null });
  // A tap says nothing about the language: its words are ours. Nor does a word or two, once a language was spoken.
  const isTyped = incoming.some(({ kind, text }) => kind !== 'tap' && text !== '');
  const isSure = isTyped && heard.languageConfidence >= sureOfLanguage && (known === null || words.split(/\s+/).length >= 3);
  const language = isSure ? heard.language : home;
  return { understanding: language === heard.language ? heard : understand(words, { ...context, language }), language };
}

function localeOf(language: Language, contactLocale: string | null, workspace: WorkspaceFacts): string {
  if (contactLocale && contactLocale.length > 2 && languageOf(contactLocale) === language) return contactLocale;
  return languageOf(workspace.locale) === language ? workspace.locale : `${language}-${language === 'pt' ? 'BR' : workspace.country}`;
}

/** A write that the last answer asked about, while it may still be meant. */
function pendingOf(row: SituationRow, now: Date): PendingCall | null {
  const [last] = row.earlier;
  if (!last || now.getTime() - last.settledAt.getTime() > turnLimits.confirmMs) return null;
  return PendingCall.safeParse(last.pending).data ?? null;
}

/** Only a tap on our own button or a plain word counts; several pieces that disagree count as unclear. */
function answerTo(incoming: IncomingPiece[]): 'yes' | 'no' | 'unclear' {
  const answers = new Set(
    incoming.map((piece) => {
      if (piece.tap) return piece.tap.action === 'confirm' ? 'yes' : piece.tap.action === 'cancel' ? 'no' : 'unclear';
      return piece.kind === 'text' || piece.kind === 'voice' ? readConsent(piece.text) : 'unclear';
    }),
  );
  const [only] = answers;
  return answers.size === 1 && only ? only : 'unclear';
}

/** Nobody was told in the last days that an assistant answers, or a person spoke since. */
function isFirst({ earlier, personAt }: SituationRow): boolean {
  const last = earlier.find(({ state }) => state === 'answered');
  return !last || (personAt !== null && personAt > last.settledAt.getTime());
}

function earlierFactsOf(row: SituationRow, now: Date): Fact[] {
  const stored = row.earlier.flatMap(({ facts }) => StoredFact.array().safeParse(facts).data ?? []);
  return stored.filter(({ fact, at }) => isLasting(fact) && now.getTime() - Date.parse(at) <= turnLimits.factsMs).map(({ fact }) => fact);
}

/** As shoppers know them: what the merchant calls a connection is for members only. */
function tillsOf({ connectors }: App, vendors: string[]): TurnView['payments'] {
  return [...new Set(vendors)].flatMap((vendor) => {
    const name = connectors.payments.get(vendor)?.name;
    return name === undefined ? [] : [{ vendor, name }];
  });
}
