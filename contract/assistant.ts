import { z } from 'zod';
import { WeekHours } from './assignment.ts';
import { HandoffTrigger } from './handoff.ts';
import { ConsentChannel } from './inbound-event.ts';
import { Language } from './language.ts';
import { OutgoingContent } from './message-content.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';
import { RatingTallies } from './rating.ts';

/** The assistant as the merchant sets it up, and the record of what it did. */

/** What it may deal with; a topic that is left out goes to a person. */
export const assistantTopics = ['products', 'cart', 'payment', 'discounts', 'shipping', 'orders', 'returns', 'store'] as const;
export const AssistantTopic = z.enum(assistantTopics);
export type AssistantTopic = z.infer<typeof AssistantTopic>;

const Wording = (most: number) => z.string().trim().min(1).max(most, `At most ${most} characters.`);
/** The same in each language; null: the built-in words. */
const Wordings = (most: number) => z.object({ es: Wording(most), pt: Wording(most), en: Wording(most) }).nullable().default(null);

const Percent = z.int().min(0).max(100);

/** Every field has a default, so that a workspace that never set anything, and settings of an older version, stay readable. */
export const AssistantSettings = z
  .object({
    isOn: z.boolean().default(false),
    /** The model that thinks; null: the built-in engine. */
    modelConnectionId: z.uuid().nullable().default(null),
    /** Another one for when the first is away; after it comes the built-in engine. */
    fallbackConnectionId: z.uuid().nullable().default(null),
    name: z.string().trim().min(1, 'Give the assistant a name.').max(40).default('Auri'),
    tone: z.enum(['warm', 'neutral', 'brief']).default('warm'),
    /** The merchant's own words on how to speak and what to care for. Read by models alone. */
    guidance: z.string().trim().max(2000, 'The guidance has at most 2,000 characters.').default(''),
    /** Said with its first answer; {{name}} and {{shop}} are filled in. It must say that an assistant answers. */
    disclosure: Wordings(300),
    topics: z.array(AssistantTopic).default([...assistantTopics]),
    channels: z.array(ConsentChannel).default(['whatsapp', 'chat']),
    /** When it answers; `team_away`: only while nobody of the team is there. */
    hours: z.discriminatedUnion('kind', [z.object({ kind: z.literal('always') }), z.object({ kind: z.literal('team_away') }), z.object({ kind: z.literal('own'), week: WeekHours })]).default({ kind: 'always' }),
    /** Of a hundred people, how many it answers; the same ones every time. */
    share: Percent.default(100),
    limits: z
      .object({
        /** Highest discount it may give, in percent; 0: none. */
        discountPercent: Percent.default(0),
        /** Highest total for which it may ask for money, minor units of the shop's currency; null: any. */
        orderMinor: z.int().min(0).nullable().default(null),
        /** "Few left" may be said up to this stock. */
        fewLeft: z.int().min(0).max(50).default(3),
      })
      .prefault({}),
    /** What models may cost in a day of the shop's clock, millionths of a US dollar; after it the built-in engine answers. Null: any. */
    dailyBudgetMicros: z.int().min(0).nullable().default(5_000_000),
    /** How long a person may leave a shopper without a word before the assistant answers again; null: only once a person hands back. */
    returnAfterMinutes: z.int().min(10, 'Give people at least ten minutes.').max(30 * 24 * 60).nullable().default(24 * 60),
  })
  .refine(({ modelConnectionId, fallbackConnectionId }) => fallbackConnectionId === null || fallbackConnectionId !== modelConnectionId, {
    error: 'Choose another model to fall back on than the first one.',
    path: ['fallbackConnectionId'],
  })
  .refine(({ disclosure }) => disclosure === null || Object.values(disclosure).every((words) => saysAssistant(words)), {
    error: 'The first words must say that an assistant answers: use a word such as asistente, assistente, assistant, virtual or automatic.',
    path: ['disclosure'],
  });
export type AssistantSettings = z.infer<typeof AssistantSettings>;

/** Whether words tell that no human being speaks. */
export function saysAssistant(words: string): boolean {
  return assistantWord.test(words) || assistantLetters.test(words);
}
// Letters on either side by their class: `\b` knows none with an accent.
const assistantWord = /(?<!\p{L})(?:asistente|assistente|assistant|virtual|autom[aá]tic[oa]?|automated|inteligencia artificial|inteligência artificial|artificial intelligence|bot|chatbot|robot|robô)(?!\p{L})/iu;
// In capitals alone: "ia" is a Portuguese word for "went".
const assistantLetters = /(?<!\p{L})(?:IA|AI)(?!\p{L})/u;

/** `waiting`: for the end of a burst; `thinking`: at work; `dropped`: no answer was due any more. */
export const turnStates = ['waiting', 'thinking', 'answered', 'handed_over', 'dropped'] as const;
export const TurnState = z.enum(turnStates);
export const EngineKind = z.enum(['guided', 'generative']);

/** Why the model that was chosen did not answer. */
export const engineFallbacks = ['unavailable', 'over_quota', 'over_budget', 'slow', 'malformed', 'refused', 'failed', 'resting', 'disconnected'] as const;
export const EngineFallback = z.enum(engineFallbacks);
export type EngineFallback = z.infer<typeof EngineFallback>;

const TurnStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    engine: EngineKind,
    name: z.string(),
    input: z.unknown(),
    outcome: z.object({ kind: z.enum(['done', 'refused', 'to_confirm']), code: z.string().nullable(), message: z.string().nullable(), output: z.unknown() }),
    ms: z.int(),
  }),
  /** What an engine wanted to say, and what the guards held against it; no objections: it was said. */
  z.object({ kind: z.literal('draft'), engine: EngineKind, text: z.string(), verdicts: z.array(z.object({ guard: z.string(), objection: z.string().nullable() })) }),
  /** Something the loop decided: `confirmed`, `fallback`, `handed_over`, `more_came`, `gave_up`. */
  z.object({ kind: z.literal('note'), note: z.string(), detail: z.string().nullable() }),
]);
export type TurnStep = z.infer<typeof TurnStep>;

export const TurnSource = z.object({ passageId: z.string(), source: z.string(), url: z.string().nullable(), text: z.string() });
export type TurnSource = z.infer<typeof TurnSource>;

export const AssistantTurn = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  contactId: z.uuid(),
  contactName: z.string().nullable(),
  channel: z.string(),
  state: TurnState,
  /** Why it was handed over or dropped, in a word; null: it was answered or is open. */
  reason: z.string().nullable(),
  startedAt: Instant,
  settledAt: Instant.nullable(),
  messageCount: z.int(),
  /** What the shopper said, in one line; null: erased or kept for its time. */
  question: z.string().nullable(),
  answer: z.string().nullable(),
  engine: EngineKind.nullable(),
  fallback: EngineFallback.nullable(),
  model: z.string().nullable(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicros: z.int(),
  /** From taking the turn to its answer; null: open. */
  thinkMs: z.int().nullable(),
  attempts: z.int(),
});
export type AssistantTurn = z.infer<typeof AssistantTurn>;

export const AssistantTurnDetail = AssistantTurn.extend({ steps: z.array(TurnStep), sources: z.array(TurnSource), sendId: z.uuid().nullable() });
export type AssistantTurnDetail = z.infer<typeof AssistantTurnDetail>;

export const TurnQuery = PageQuery.extend({
  conversationId: z.uuid().optional(),
  contactId: z.uuid().optional(),
  state: TurnState.optional(),
  engine: EngineKind.optional(),
  /** Why it was handed over or dropped. */
  reason: z.string().max(60).optional(),
  /** Only those in which a guard objected or the wished engine did not answer. */
  isTroubled: z.stringbool().optional(),
});
export type TurnQuery = z.infer<typeof TurnQuery>;
export const AssistantTurnPage = pageOf(AssistantTurn);
export const TurnParams = WorkspaceParams.extend({ turnId: z.uuid() });

export const OverviewQuery = z.object({ days: z.coerce.number().int().min(1).max(90).default(14) });

/** What the assistant did and cost in the days until now, and what its settings stand on. */
export const AssistantOverview = z.object({
  days: z.int(),
  /** On how many days of them, from the first message of a shopper on; 0: nobody wrote. */
  activeDays: z.int(),
  /** Conversations in which a shopper wrote, counted anew each day, over all days. */
  spoken: z.array(z.object({ channel: z.string(), count: z.int() })),
  /** Settled turns. */
  turns: z.object({ answered: z.int(), handedOver: z.int(), dropped: z.int(), generative: z.int(), fellBack: z.int() }),
  /** Conversations with a settled turn, and those of them that went to a person. */
  conversations: z.int(),
  handedOver: z.int(),
  /** Why they went, most frequent first. */
  reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
  /**
   * What people bought within seven days after an answer of the assistant (MET-11 to 13). It went before the order; whether it caused it only a
   * comparison with people whom it does not answer can tell. Cancelled orders are left out; an order counts once.
   */
  sales: z.object({
    /** Conversations with an answer of the assistant, and those of them after which something was bought. */
    answered: z.int(),
    bought: z.int(),
    orders: z.int(),
    /** Of the orders in the shop's currency, minor units, and how many these are. */
    revenueMinor: z.int(),
    pricedOrders: z.int(),
    currency: z.string(),
  }),
  /** Answered conversations that needed no person: nobody was fetched or wrote since the first answer (MET-20). */
  settledAlone: z.int(),
  /** How shoppers who were asked rated the help: the assistant's beside that of people (MET-18). */
  ratings: RatingTallies,
  /** Answers that the channel accepted. */
  messages: z.int(),
  /** Millionths; null: the channel did not say for any. */
  messageMicros: z.int().nullable(),
  messageCurrency: z.string().nullable(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** Millionths of a US dollar. */
  modelMicros: z.int(),
  /** Half of the answers took at most this long to think; null: none. */
  medianThinkMs: z.int().nullable(),
  /** What models have cost since midnight on the shop's clock, millionths of a US dollar. */
  spentTodayMicros: z.int(),
  /** The built-in first words, for the editor; {{name}} and {{shop}} are blanks. */
  disclosure: z.record(Language, z.string()),
});
export type AssistantOverview = z.infer<typeof AssistantOverview>;

/** What a conversation has cost: messages by the channel's rates and thinking by the model's. */
export const ConversationCosts = z.object({
  /** Accepted by the channel, by who spoke. */
  messages: z.object({ assistant: z.int(), person: z.int(), flow: z.int(), system: z.int() }),
  /** Messages that answer inside the window, which the channel may charge by its own rate. */
  serviceMessages: z.int(),
  /** Millionths; null: the channel did not say for any. */
  messageMicros: z.int().nullable(),
  messageCurrency: z.string().nullable(),
  turns: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** Millionths of a US dollar. */
  modelMicros: z.int(),
});
export type ConversationCosts = z.infer<typeof ConversationCosts>;

/** One message of a conversation that the merchant plays. Send back `state` with the next one; null begins anew. */
export const TryBody = z.object({
  state: z.string().max(400_000).nullable().default(null),
  text: z.string().trim().min(1, 'Write a message.').max(4096),
  /** Id of the button that was tapped; `text` is then its title. */
  tap: z.string().max(256).nullable().default(null),
  /** What the pretend shopper is known to speak when the conversation begins; null: nothing is known, their words tell. */
  language: Language.nullable().default(null),
  /** Settings to try instead of those that are stored. */
  settings: AssistantSettings.nullable().default(null),
});
export type TryBody = z.infer<typeof TryBody>;

export const TryAnswer = z.object({
  /** Null: nothing would be sent. */
  content: OutgoingContent.nullable(),
  handedOver: z.object({ trigger: HandoffTrigger, summary: z.string() }).nullable(),
  turn: AssistantTurnDetail,
  state: z.string(),
});
export type TryAnswer = z.infer<typeof TryAnswer>;
