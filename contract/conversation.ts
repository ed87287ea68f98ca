import { z } from 'zod';
import { TabId } from './feed.ts';
import { Referral, SendProblem } from './inbound-event.ts';
import { MediaView } from './media.ts';
import { IncomingContent, OutgoingContent } from './message-content.ts';
import { Instant, PageQuery, pageOf, WorkspaceParams } from './page.ts';
import { Rating, RatingScore } from './rating.ts';
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
  /** How the shopper last rated the help; null: they did not. */
  rating: Rating.nullable(),
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
export const conversationViews = ['waiting', 'mine', 'unassigned', 'open', 'snoozed', 'closed', 'all'] as const;

export const ConversationQuery = PageQuery.extend({
  /** `waiting`: the shopper waits for a person, urgent and longest first. The others: last message first. */
  view: z.enum(conversationViews).default('open'),
  connectionId: z.uuid().optional(),
  channel: z.string().max(40).optional(),
  contactId: z.uuid().optional(),
  /** A member, `me`, or `nobody`. */
  assigneeId: z.string().max(100).optional(),
  priority: z.coerce.number().pipe(ConversationPriority).optional(),
  tag: z.string().max(40).optional(),
  /** How the shopper last rated the help. */
  rating: RatingScore.optional(),
  /** Only those with something unread. */
  unread: z.stringbool().optional(),
  /** Only those in which a note names me and I have not read it. */
  mentioned: z.stringbool().optional(),
  /** Words in the contact's name or address, or in any message of the conversation that is still kept. */
  search: z.string().trim().max(100).optional(),
});
export type ConversationQuery = z.infer<typeof ConversationQuery>;
/** Where words of a search were found; null: in the name, the address or the last message. */
export const FoundWords = z.object({ at: Instant, text: z.string(), isOurs: z.boolean() }).nullable();
export const ListedConversation = Conversation.extend({ found: FoundWords, hasMention: z.boolean() });
export type ListedConversation = z.infer<typeof ListedConversation>;
export const ConversationPage = pageOf(ListedConversation);

/** How many there are in each view; closed ones are not counted. */
export const ConversationCounts = z.object({
  waiting: z.int(),
  mine: z.int(),
  unassigned: z.int(),
  open: z.int(),
  snoozed: z.int(),
  /** Mine, or nobody's and waiting, with something unread. */
  unread: z.int(),
  /** Notes that name me and that I have not read. */
  mentions: z.int(),
  /** Tags of conversations that are not closed, most used first, at most 50. */
  tags: z.array(z.object({ tag: z.string(), count: z.int() })),
});
export type ConversationCounts = z.infer<typeof ConversationCounts>;

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
    /** What wanted it: the turn of the assistant, the case of a flow. */
    originId: z.uuid(),
    authorName: z.string().nullable(),
    purpose: Purpose,
    state: SendState,
    /** Why it did not go, from the closed list or the channel. */
    reason: z.string().nullable(),
    problem: SendProblem.nullable(),
    /** Null until it was frozen for sending. */
    content: OutgoingContent.nullable(),
    /** The quoted message's id at the channel. */
    inReplyTo: z.string().nullable(),
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
const Tags = z.array(Tag).max(20, 'A conversation has at most 20 tags.');
const MemberId = z.string().min(1).max(100);
export const AssignBody = z.object({ assigneeId: MemberId.nullable() });
export const SnoozeBody = z.object({ until: Instant });
export const TagsBody = z.object({ tags: Tags });
export const PriorityBody = z.object({ priority: ConversationPriority });
export const NoteBody = z.object({
  text: z.string().trim().min(1, 'Write the note.').max(4000, 'A note has at most 4000 characters.'),
  /** Members whom the note names; they are told. */
  mentions: z.array(MemberId).max(20).default([]),
});
export const OptOutBody = z.object({ note: z.string().trim().max(500).nullable().default(null) });
export const ReopenBody = z.object({ /** Takes a closing back: who had it, how long they waited. Only what nothing followed. */ asBefore: z.boolean().default(false) });

/** Taken even from another member who answers it. */
export const TakeOverBody = z.object({ evenSo: z.boolean().default(false) }).nullish();

/** `arrived`: just opened, whoever is there says so again. `left`: closed. A state that is not repeated within 40 s is forgotten. */
export const PresenceBody = z.object({ state: z.enum(['arrived', 'viewing', 'typing', 'left']), tabId: TabId });
export type PresenceBody = z.infer<typeof PresenceBody>;

/** What is done to many at once. */
export const BulkAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assign'), assigneeId: MemberId.nullable() }),
  z.object({ kind: z.literal('add_tags'), tags: Tags.min(1) }),
  z.object({ kind: z.literal('set_tags'), tags: Tags }),
  z.object({ kind: z.literal('snooze'), until: Instant }),
  z.object({ kind: z.literal('close') }),
  z.object({ kind: z.literal('reopen'), asBefore: z.boolean().default(false) }),
  z.object({ kind: z.literal('read') }),
  z.object({ kind: z.literal('unread') }),
]);
export type BulkAction = z.infer<typeof BulkAction>;
export const BulkBody = z.object({
  changes: z.array(z.object({ conversationId: z.uuid(), action: BulkAction })).min(1).max(200, 'At most 200 conversations at once.'),
});
export type BulkBody = z.infer<typeof BulkBody>;
export const BulkResult = z.object({
  done: z.int(),
  /** Those that changed nothing, do not exist, or could not be changed, with why. */
  left: z.array(z.object({ conversationId: z.uuid(), code: z.string() })),
  /** Asking for these takes everything back that was done. */
  undo: z.array(z.object({ conversationId: z.uuid(), action: BulkAction })),
});
export type BulkResult = z.infer<typeof BulkResult>;

/** Filters of the list by their names in the address. */
export const ViewFilters = z.record(z.string().regex(/^[a-zA-Z]{1,20}$/), z.union([z.string().max(100), z.array(z.string().max(100)).max(20)])).refine((filters) => Object.keys(filters).length <= 12, 'A view has at most 12 filters.');
export const SavedView = z.object({ id: z.uuid(), name: z.string(), filters: ViewFilters, isShared: z.boolean(), isMine: z.boolean() });
export type SavedView = z.infer<typeof SavedView>;
export const SavedViewList = z.object({ items: z.array(SavedView) });
export const SavedViewBody = z.object({ name: z.string().trim().min(1, 'Name the view.').max(40, 'A name has at most 40 characters.'), filters: ViewFilters, isShared: z.boolean().default(false) });
export type SavedViewBody = z.infer<typeof SavedViewBody>;
export const SavedViewParams = WorkspaceParams.extend({ viewId: z.uuid() });

export const Mention = z.object({ noteId: z.uuid(), conversationId: z.uuid(), contactName: z.string().nullable(), authorName: z.string(), text: z.string(), at: Instant, isRead: z.boolean() });
export type Mention = z.infer<typeof Mention>;
/** Newest first, at most 50, unread ones before the others. */
export const MentionList = z.object({ items: z.array(Mention) });
