import { z } from 'zod';
import { Referral, SendProblem } from './inbound-event.ts';
import { MediaView } from './media.ts';
import { IncomingContent, OutgoingContent } from './message-content.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';
import { Purpose } from './send-reason.ts';

/** Threads with people, as the inbox shows them. */

export const ConversationState = z.enum(['open', 'snoozed', 'closed']);
/** Who answers the next message. `none`: nobody took it yet. */
export const ConversationHandler = z.enum(['flow', 'assistant', 'person', 'none']);
/** 0 routine, 1 raised, 2 urgent. */
export const ConversationPriority = z.int().min(0).max(2);

export const Conversation = z.object({
  id: z.uuid(),
  contactId: z.uuid(),
  contactName: z.string().nullable(),
  /** The address people know the contact by: phone, else e-mail; null when the channel hides it. */
  contactAddress: z.string().nullable(),
  connectionId: z.uuid(),
  connectionName: z.string(),
  channel: z.string(),
  state: ConversationState,
  handler: ConversationHandler,
  /** Member who answers; null: anybody. */
  assigneeId: z.string().nullable(),
  priority: ConversationPriority,
  /** Why it was handed to a person; null: it was not. */
  handoffReason: z.string().nullable(),
  tags: z.array(z.string()),
  /** Since when the shopper waits for a person; null: they do not. */
  waitingSince: Instant.nullable(),
  snoozedUntil: Instant.nullable(),
  /** Until when free text may be sent; after it a template is needed. Null: never opened. */
  windowEndsAt: Instant.nullable(),
  /** False: another application owns the thread. It is shown and never answered. */
  isOwned: z.boolean(),
  unreadCount: z.int(),
  lastMessageAt: Instant.nullable(),
  lastPreview: z.string().nullable(),
  createdAt: Instant,
});
export type Conversation = z.infer<typeof Conversation>;

export const ConversationDetail = Conversation.extend({
  /** What is left of the window by the server's clock; 0: closed, null: never opened. */
  windowLeftMs: z.int().nullable(),
  /** The advertisement that began it. */
  referral: Referral.nullable(),
  /** The contact's word on marketing over this channel. */
  marketingConsent: z.enum(['granted', 'withdrawn', 'none']),
});
export type ConversationDetail = z.infer<typeof ConversationDetail>;

export const ConversationParams = WorkspaceParams.extend({ conversationId: z.uuid() });
export const ConversationQuery = PageQuery.extend({
  /** `waiting`: the shopper waits for a person, urgent and longest first. The others: last message first. */
  view: z.enum(['open', 'waiting', 'mine', 'closed', 'all']).default('open'),
  connectionId: z.uuid().optional(),
  contactId: z.uuid().optional(),
  tag: z.string().max(40).optional(),
  /** Words in the contact's name, address or the last message. */
  search: z.string().trim().max(100).optional(),
});
export type ConversationQuery = z.infer<typeof ConversationQuery>;
export const ConversationPage = pageOf(Conversation);

/** How far a message of ours got, for its ticks. */
export const SendState = z.enum(['planned', 'claimed', 'in_doubt', 'accepted', 'delivered', 'read', 'refused', 'failed']);

export const TimelineItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    id: z.uuid(),
    at: Instant,
    direction: z.enum(['in', 'out']),
    /** `app`: a person answered in the vendor's own app; `history`: from before the connection. */
    author: z.enum(['contact', 'app', 'history']),
    /** Null: its author took it back. */
    content: IncomingContent.nullable(),
    /** The quoted message's id at the channel. */
    inReplyTo: z.string().nullable(),
    providerMessageId: z.string(),
    editedAt: Instant.nullable(),
    ...MediaView.shape,
  }),
  z.object({
    kind: z.literal('send'),
    id: z.uuid(),
    at: Instant,
    origin: z.enum(['flow', 'campaign', 'assistant', 'person', 'system']),
    authorName: z.string().nullable(),
    purpose: Purpose,
    state: SendState,
    /** Why it did not go, from the closed list or the channel. */
    reason: z.string().nullable(),
    problem: SendProblem.nullable(),
    /** Null until it was frozen for sending. */
    content: OutgoingContent.nullable(),
    providerMessageId: z.string().nullable(),
    acceptedAt: Instant.nullable(),
    deliveredAt: Instant.nullable(),
    readAt: Instant.nullable(),
    failedAt: Instant.nullable(),
    clickCount: z.int(),
    ...MediaView.shape,
  }),
  z.object({ kind: z.literal('event'), id: z.uuid(), at: Instant, event: z.string(), actor: z.string(), details: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal('note'), id: z.uuid(), at: Instant, authorName: z.string(), text: z.string() }),
]);
export type TimelineItem = z.infer<typeof TimelineItem>;
/** Newest first; the next page is older. */
export const TimelinePage = pageOf(TimelineItem);

const Tag = z.string().trim().min(1, 'Write the tag.').max(40, 'A tag has at most 40 characters.');
export const AssignBody = z.object({ assigneeId: z.string().min(1).max(100).nullable() });
export const SnoozeBody = z.object({ until: Instant });
export const TagsBody = z.object({ tags: z.array(Tag).max(20) });
export const NoteBody = z.object({ text: z.string().trim().min(1, 'Write the note.').max(4000, 'A note has at most 4000 characters.') });
export const OptOutBody = z.object({ note: z.string().trim().max(500).nullable().default(null) });
