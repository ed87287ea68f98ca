import type { z } from 'zod';
import type { InboundEvent } from '#contract/inbound-event';

/** What every connector has, whichever port it serves. */

/** The outside as a connector may see it. Both are given, never looked up, so that tests can replace them. */
export interface ConnectorIo {
  fetch: (url: string, init?: ConnectorRequest) => Promise<ConnectorResponse>;
  now: () => Date;
}

export interface ConnectorRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | FormData;
  /** The call is given up after this long; 10 s when absent. */
  timeoutMs?: number;
  /** A longer answer is refused; 10 MB when absent. */
  maxBytes?: number;
  /** Only to addresses of the open internet, checked on the connection itself: for addresses that people type in. Refused with the code `address_not_public`. */
  publicOnly?: boolean;
}

export interface ConnectorResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  text: () => Promise<string>;
  bytes: () => Promise<Uint8Array>;
}

/** A webhook as it came in: raw bytes, nothing parsed. Header names are lower case. */
export interface HookRequest {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  query: Record<string, string>;
  body: Buffer;
  /** When it reached us; a signature that carries its time is judged by it. A replay keeps the first one. */
  receivedAt: Date;
}

/** One fact out of a webhook. `key` recognises a repeat of it inside the connection for ever. */
export interface KeyedEvent {
  key: string;
  event: InboundEvent;
  /** The vendor's account it belongs to (a WhatsApp phone number id), when one hook serves several. */
  accountKey?: string;
}

/** What a webhook said. Throw `ConnectorError('unexpected')` when it cannot be read: it is kept and shown, not lost. */
export interface Translation {
  events: KeyedEvent[];
}

/** Whether a webhook is genuine. `no_secret`: the connection has none configured, so nothing can be trusted. */
export type Verdict = 'genuine' | 'forged' | 'no_secret';

/** `Settings` already passed the connector's schema; secrets are in the clear. */
export interface Hooks<Settings> {
  /** Over the raw bytes, in constant time. Pure. */
  verify(request: HookRequest, settings: Settings): Verdict;
  /** Pure. Reads every entry, change, message and status; unknown ones become `ignored` events. */
  translate(request: HookRequest, settings: Settings): Translation;
  /** Answer to a vendor's set-up request (Meta's GET challenge); null when this request is none, 'refused' when its token is wrong. */
  challenge?(request: HookRequest, settings: Settings): { body: string } | 'refused' | null;
}

/** One line of a guided live check, in the order shown. */
export interface CheckStep {
  /** Stable key, translated by the console: "credentials", "webhooks", "permissions", "number" … */
  step: string;
  state: 'ok' | 'warning' | 'failed';
  /** One sentence for the merchant in English; null when the step's own words suffice. */
  detail: string | null;
}

/** Facts about the account found by a check: shown to the merchant and kept on the connection. */
export interface CheckResult {
  steps: CheckStep[];
  /** Name of the account at the vendor: the shop's name, the displayed phone number. */
  accountName: string | null;
  /** The vendor's id of the account; `KeyedEvent.accountKey` is compared with it. */
  accountKey: string | null;
  facts: Record<string, string | number | boolean | null>;
}

/** The parts of a definition that are the same for each port. */
export interface ConnectorDefinition<Settings, Client> {
  id: string;
  name: string;
  /** Zod object; fields marked `.meta({ secret: true })` are sealed at rest and never shown again. */
  settings: z.ZodType<Settings>;
  connect(settings: Settings, io: ConnectorIo): Client;
  hooks: Hooks<Settings>;
  /**
   * Points the vendor's webhooks at `hookUrl` and gives back what the vendor now sends. A repeat changes nothing. `secrets`: settings that the
   * vendor tells only now, such as the key that signs its webhooks; they are sealed with the others.
   */
  subscribe?(client: Client, hookUrl: string): Promise<{ topics: string[]; secrets?: Record<string, string> }>;
  unsubscribe?(client: Client, hookUrl: string): Promise<void>;
  /** A guided check of credentials, permissions and webhooks; never throws for a vendor's refusal. */
  check(client: Client, hookUrl: string): Promise<CheckResult>;
}

export type ConnectorErrorKind = 'rate_limited' | 'unavailable' | 'credentials' | 'rejected' | 'unexpected';

/** A vendor's failure; its kind decides what happens next (STYLE, Errors). */
export class ConnectorError extends Error {
  readonly kind: ConnectorErrorKind;
  readonly retryAfterMs: number | null;
  /** The vendor's own code, for logs and for advice. */
  readonly code: string | null;
  /** False when the vendor may have acted although we saw no answer (time-out, dropped connection, unreadable 5xx). */
  readonly isCertain: boolean;
  /** HTTP status of the answer; null when there was none. */
  readonly status: number | null;

  constructor(
    kind: ConnectorErrorKind,
    message: string,
    options: { retryAfterMs?: number; code?: string; isCertain?: boolean; status?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ConnectorError';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.code = options.code ?? null;
    this.isCertain = options.isCertain ?? true;
    this.status = options.status ?? null;
  }
}
