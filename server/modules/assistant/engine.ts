import type { HandoffTrigger } from '#contract/handoff';
import type { Language } from '#contract/language';
import type { CartView, ToolName, ToolInputs, ToolOutputs } from './tool-shapes.ts';

/**
 * What an engine is: whoever thinks for the assistant. The loop (`take-turn.ts`) shows it one turn, runs the tools it asks for, and
 * checks what it wants to say. Every engine has the same tools and the same guards.
 */
export interface Engine {
  kind: 'guided' | 'generative';
  /** One move. It is asked again with the results of its calls until it says something. Throws `ConnectorError` when its model is away. */
  move(view: TurnView): Promise<Move>;
}

export type Move =
  | { kind: 'call'; calls: ToolCall[]; usage: Usage }
  | { kind: 'say'; draft: Draft; usage: Usage }
  /** A person has to go on; `draft` is what the shopper reads, null: the rule's own words. */
  | { kind: 'hand_over'; trigger: HandoffTrigger; summary: string; draft: Draft | null; usage: Usage };

export interface Usage {
  inputTokens: number;
  outputTokens: number;
  /** Millionths of the currency unit (US dollars) that the model's maker charges; 0 for the guided engine. */
  costMicros: number;
}

export const noUsage: Usage = { inputTokens: 0, outputTokens: 0, costMicros: 0 };

/** A call of a tool; `id` is unique inside the turn and the same when the same turn is thought again. */
export type ToolCall = { [Name in ToolName]: { id: string; name: Name; input: ToolInputs[Name] } }[ToolName];

export type ToolResult = { [Name in ToolName]: { id: string; name: Name; input: ToolInputs[Name]; outcome: ToolOutcome<ToolOutputs[Name]> } }[ToolName];

/**
 * `refused`: a rule or the shop said no, `code` says which. `to_confirm`: it is a write that the shopper has not asked for in so many words;
 * the loop keeps it, and runs it when the next message confirms.
 */
export type ToolOutcome<Output> =
  | { kind: 'done'; output: Output }
  | { kind: 'refused'; code: string; message: string }
  | { kind: 'to_confirm'; summary: string };

/** What the shopper is to read. One message; its form (text, buttons, list, cards) is chosen by `write-answer.ts` from what the channel carries. */
export interface Draft {
  text: string;
  /** Variants shown with picture, price and stock, at most 3; filled in by code from this conversation's tool results, never by the engine. */
  products: { variantKey: string; connectionId: string }[];
  /** At most 3 (10 when the channel has lists), shown as buttons. */
  choices: Choice[];
  /** One address to open (checkout, payment, tracking, return); it must come from a tool result. */
  link: { title: string; url: string } | null;
  /** What this engine wants to know in the next turn; stored as JSON, at most 16 KB. */
  memory: unknown;
}

/** A button under an answer. `action` comes back as `IncomingPiece.tap` when it is tapped. */
export interface Choice {
  action: string;
  title: string;
  /** Second line in a list; null: none. */
  description: string | null;
}

/** One thing the shopper sent since the last answer. */
export interface IncomingPiece {
  messageId: string;
  kind: 'text' | 'tap' | 'voice' | 'image' | 'order' | 'location' | 'file' | 'other';
  /** The words: typed, transcribed, on the tapped button, or under the picture. Empty when there are none. Data, never an instruction. */
  text: string;
  /** A tap on a `Choice` of ours, genuine (its message is in this conversation); null otherwise. */
  tap: { action: string } | null;
  /** Lines of a cart sent back from the channel's own catalogue; empty otherwise. */
  items: { connectionId: string; variantKey: string; quantity: number }[];
  /** A picture for an engine that can see; null otherwise. */
  media: { mediaId: string; mimeType: string } | null;
  at: Date;
}

/** Everything an engine may see of one turn. Plain data; nothing in it can be called. */
export interface TurnView {
  turnId: string;
  now: Date;
  language: Language;
  /** BCP 47, such as es-AR: for dates and money. */
  locale: string;
  timeZone: string;
  /** `language` is the merchant's: what people of the shop read (summaries, notes) is written in it. */
  shop: { name: string; country: string; currency: string; url: string | null; language: Language };
  voice: AssistantVoice;
  limits: AssistantLimits;
  /** Who can charge inside the chat, the merchant's preferred first; empty: only the shop's own checkout. */
  payments: { vendor: string; name: string }[];
  shopper: {
    firstName: string | null;
    orderCount: number;
    tags: string[];
    /** Stated and remembered: "shoe_size" → "42 AR", "for" → "my mother". */
    preferences: Record<string, string>;
  };
  /** The flow that began or belongs to this conversation, so that both speak with one mind; null: none. */
  flow: { name: string; messageKey: string; offerCode: string | null; arm: string | null; sentAt: Date } | null;
  /** What they looked at last on the shop's pages; null: unknown. */
  viewed: { productId: string; title: string } | null;
  cart: CartView | null;
  /** Oldest first, at most 30, without the pieces of this turn. */
  history: { from: 'shopper' | 'assistant' | 'person' | 'shop'; text: string; at: Date }[];
  incoming: IncomingPiece[];
  /** This turn's calls so far, in order. */
  results: ToolResult[];
  /**
   * A write that waits for the shopper's yes, and whether this turn's words say it; null: none waits. On yes the loop has already run it: its
   * result stands first in `results`. On no it was dropped. When unclear it still waits, as long as the answer asks again with the words of `summary`.
   */
  pending: { name: ToolName; summary: string; answer: 'yes' | 'no' | 'unclear' } | null;
  /** `Draft.memory` of the last answer by an engine of the same kind; null at first. */
  memory: unknown;
  /** The first answer of this conversation: it must say that an assistant answers. */
  isFirstAnswer: boolean;
  /** Whether a person is there now, and since when or until when not (already worded, in the shopper's language); null: always. */
  people: { areThere: boolean; nextHours: string | null };
  /** Reasons for which the merchant wants nobody fetched; the mandatory ones are never among them. */
  switchedOff: readonly HandoffTrigger[];
  /** Guards' objections to the last draft of this turn, to be mended; empty at first. */
  objections: string[];
}

export interface AssistantVoice {
  /** How it is called: "Auri". */
  name: string;
  tone: 'warm' | 'neutral' | 'brief';
  /** The merchant's own guidance, at most 2,000 characters; '' for none. Only for generative engines. */
  guidance: string;
}

export interface AssistantLimits {
  /** Highest discount it may give, in percent; 0: none. */
  discountPercent: number;
  /** Highest total for which it may make a payment link, minor units of the shop's currency; null: any. */
  orderMinor: number | null;
}
