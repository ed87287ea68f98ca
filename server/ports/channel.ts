import type { SendProblem, InboundEventOf } from '#contract/inbound-event';
import type { OutgoingContent } from '#contract/message-content';
import type { ConnectorDefinition } from './connector.ts';

/** Where a message goes. At least one address is given; a channel takes the best it understands. */
export interface Address {
  /** The address the channel itself reported for this person, digits only. */
  waId: string | null;
  phone: string | null;
  bsuid: string | null;
  email: string | null;
}

export interface OutgoingMessage {
  /** Our id of the send, echoed by the channel in every status about it. */
  sendId: string;
  to: Address;
  content: OutgoingContent;
  /** The channel's id of a message to quote; null for none. */
  inReplyTo: string | null;
}

/**
 * What became of one call. `in_doubt`: the channel may have taken it although we saw no answer; never repeat blindly.
 * A refusal is certain: the message did not go out.
 */
export type SendResult =
  | { kind: 'accepted'; providerMessageId: string; waId: string | null; bsuid: string | null; isHeld: boolean }
  | { kind: 'refused'; problem: SendProblem; retryAfterMs: number | null }
  | { kind: 'in_doubt'; reason: string };

export interface TemplateButton {
  kind: 'link' | 'reply' | 'code' | 'phone';
  title: string;
  /** link: address whose last part may be the variable {{1}}. */
  url: string | null;
  urlExample: string | null;
}

/** A template's text with variables by name: "Hola {{first_name}}". */
export interface TemplateDraft {
  name: string;
  language: string;
  category: 'marketing' | 'utility';
  header: { kind: 'none' } | { kind: 'text'; text: string } | { kind: 'image'; exampleUrl: string | null };
  body: string;
  variables: { name: string; example: string }[];
  footer: string | null;
  buttons: TemplateButton[];
}

export type TemplateStatus = NonNullable<InboundEventOf<'template.changed'>['status']>;

/** A template as the channel has it now. */
export interface ChannelTemplate {
  templateKey: string;
  name: string;
  language: string;
  status: TemplateStatus;
  category: 'marketing' | 'utility' | 'authentication';
  quality: 'green' | 'yellow' | 'red' | 'unknown';
  reason: string | null;
  header: { kind: 'none' | 'text' | 'image' | 'video' | 'document' | 'location' | 'other'; text: string | null };
  body: string;
  footer: string | null;
  /** Names in order; positional templates give "1", "2" … */
  variables: string[];
  buttons: TemplateButton[];
}

/** How fast one number may send. */
export interface PaceLimits {
  messagesPerSecond: number;
  /** Least time between two messages to one person once the burst is used up. */
  pairIntervalMs: number;
  pairBurst: number;
}

/**
 * A way to reach people. Keys that are absent are capabilities the channel lacks.
 * `send` never throws for a foreseen failure: its result says what happened.
 */
export interface ChannelDefinition<Settings = unknown, Client = unknown> extends ConnectorDefinition<Settings, Client> {
  port: 'channel';
  channel: 'whatsapp' | 'sms' | 'email' | 'chat' | 'push';
  /** Content types this channel carries. */
  contentTypes: readonly OutgoingContent['type'][];
  pace(settings: Settings): PaceLimits;
  send(client: Client, message: OutgoingMessage): Promise<SendResult>;
  templates?: (client: Client) => {
    list(cursor: string | null): Promise<{ templates: ChannelTemplate[]; nextCursor: string | null }>;
    /** Creates it for review. A repeat of the same name and language answers with the one that exists. */
    create(draft: TemplateDraft): Promise<{ templateKey: string; status: TemplateStatus; category: ChannelTemplate['category'] }>;
    remove(name: string): Promise<void>;
  };
  media?: (client: Client) => {
    /** A file above `maxBytes` is refused with the code `too_large`; one that arrived damaged with `checksum`, to be asked for again. */
    download(mediaId: string, options: { maxBytes: number }): Promise<{ bytes: Uint8Array; mimeType: string }>;
    upload(file: { bytes: Uint8Array; mimeType: string; fileName: string }): Promise<{ mediaId: string }>;
  };
  receipts?: (client: Client) => { markRead(providerMessageId: string, options: { showTyping: boolean }): Promise<void> };
}

/** Keeps the types of one definition together; the registry holds them with settings erased. */
export function defineChannel<Settings, Client>(
  definition: Omit<ChannelDefinition<Settings, Client>, 'port'>,
): ChannelDefinition<Settings, Client> {
  return { port: 'channel', ...definition };
}
