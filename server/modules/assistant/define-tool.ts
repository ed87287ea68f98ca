import type { ConsentChannel } from '#contract/inbound-event';
import type { Language } from '#contract/language';
import type { App } from '#context';
import type { Tx } from '#platform/database';
import type { AssistantLimits } from './engine.ts';
import type { ToolInputs, ToolName, ToolOutputs } from './tool-shapes.ts';

/** What a tool is told about the turn in which it is used. Whose cart, orders and preferences it may touch is decided here, never by an input. */
export interface ToolTurn {
  app: App;
  workspaceId: string;
  turnId: string;
  conversationId: string;
  contactId: string;
  /** Of the channel. */
  connectionId: string;
  channel: ConsentChannel;
  /** Who writes is known for sure: the channel vouches for them, or they came over with a code. Only then may orders be spoken of. */
  isVerified: boolean;
  now: Date;
  language: Language;
  /** BCP 47, such as es-AR. */
  locale: string;
  timeZone: string;
  country: string;
  /** Of the shop. */
  currency: string;
  shopName: string;
  limits: AssistantLimits;
  /** The merchant tries the assistant out: rows that are written vanish afterwards, and nothing outside of the database may be changed. */
  isTryOut: boolean;
  /**
   * Does a write to our own database once for this turn, however often the turn is thought: a repeat gives what the first time gave (through
   * JSON). `run` must write with the transaction it is given; if it throws, nothing was written and a repeat tries again.
   */
  once<Output>(key: string, run: (tx: Tx) => Promise<Output>): Promise<Output>;
  /**
   * The same for a vendor, who is called outside of any transaction: a repeat after the answer was kept does not call again; one after a
   * kill in between calls again with the same `idempotencyKey` (at most 64 of [A-Za-z0-9_-]). In a try-out it is refused.
   */
  callOnce<Output>(key: string, run: (idempotencyKey: string) => Promise<Output>): Promise<Output>;
}

export interface Tool<Name extends ToolName = ToolName> {
  name: Name;
  /** Read by models, so it is product text: what it does and when to use it. */
  description: string;
  effect: 'read' | 'write';
  /** `asked`: the shopper's own words are enough. `ask_first`: it runs only once they said yes to `question`. */
  confirm: 'asked' | 'ask_first';
  /** What the shopper is asked before an `ask_first` tool runs, in their language: "¿Inicio el cambio de Zapatilla Norte (42)?" Reads only. */
  question?(turn: ToolTurn, input: ToolInputs[Name]): Promise<string>;
  /** Throws `ToolRefusal` (see `refuse`) when a rule says no. */
  run(turn: ToolTurn, input: ToolInputs[Name]): Promise<ToolOutputs[Name]>;
}

export function defineTool<Name extends ToolName>(tool: Tool<Name>): Tool<Name> {
  if (tool.confirm === 'ask_first' && !tool.question) throw new Error(`The tool ${tool.name} asks first, so it needs a question.`);
  return tool;
}

/** A rule or the shop said no: the engine sees `code` and `message` and goes on. */
export class ToolRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'ToolRefusal';
    this.code = code;
  }
}

/** Says no from inside a tool: `throw refuse('cart_empty', 'The cart is empty.')`. The message is for engines and the merchant, in English. */
export const refuse = (code: string, message: string) => new ToolRefusal(code, message);

/** Tools that exist; an engine is offered these and no others. */
export type Tools = { [Name in ToolName]?: Tool<Name> };
