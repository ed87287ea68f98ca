import { z } from 'zod';

/** What a message says, the same for every channel. Limits are WhatsApp's, the narrowest that carries buttons. */

const Media = z.object({
  /** Public https address; or null when `mediaId` names a file already stored with the channel. */
  url: z.url().nullable().default(null),
  mediaId: z.string().nullable().default(null),
  mimeType: z.string().nullable().default(null),
  fileName: z.string().nullable().default(null),
  caption: z.string().max(1024).nullable().default(null),
});
export type Media = z.infer<typeof Media>;

export const ReplyButton = z.object({ kind: z.literal('reply'), id: z.string().min(1).max(256), title: z.string().min(1).max(25) });
export const LinkButton = z.object({ kind: z.literal('link'), title: z.string().min(1).max(25), url: z.url() });
export const MessageButton = z.discriminatedUnion('kind', [ReplyButton, LinkButton]);
export type MessageButton = z.infer<typeof MessageButton>;

const Header = z.discriminatedUnion('kind', [
  // `variable` names the one variable of a template's header whose value the text is; absent: positional, or no template.
  z.object({ kind: z.literal('text'), text: z.string().min(1).max(60), variable: z.string().optional() }),
  z.object({ kind: z.literal('image'), media: Media }),
  z.object({ kind: z.literal('video'), media: Media }),
  z.object({ kind: z.literal('document'), media: Media }),
]);

const ListRow = z.object({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(24),
  description: z.string().max(72).nullable().default(null),
});

const TextContent = z.object({ type: z.literal('text'), text: z.string().min(1).max(4096), previewUrl: z.boolean().default(false) });
const MediaContent = z.object({ type: z.enum(['image', 'video', 'audio', 'document', 'sticker']), media: Media });
const ButtonsContent = z.object({
  type: z.literal('buttons'),
  header: Header.nullable().default(null),
  text: z.string().min(1).max(1024),
  footer: z.string().max(60).nullable().default(null),
  /** One to three replies, or exactly one link: no channel mixes them in a free message. */
  buttons: z.array(MessageButton).min(1).max(3),
});
const ListContent = z.object({
  type: z.literal('list'),
  text: z.string().min(1).max(4096),
  footer: z.string().max(60).nullable().default(null),
  buttonTitle: z.string().min(1).max(20),
  sections: z.array(z.object({ title: z.string().max(24), rows: z.array(ListRow).min(1) })).min(1).max(10),
});
const CardsContent = z.object({
  type: z.literal('cards'),
  text: z.string().min(1).max(1024),
  cards: z
    .array(z.object({ imageUrl: z.url(), text: z.string().max(160), /** Of the same kind on every card. */ button: MessageButton }))
    .min(2)
    .max(10),
});
const ProductsContent = z.object({
  type: z.literal('products'),
  header: z.string().min(1).max(60),
  text: z.string().min(1).max(1024),
  catalogId: z.string(),
  sections: z.array(z.object({ title: z.string().max(24), variantKeys: z.array(z.string()).min(1) })).min(1).max(10),
});
const LocationContent = z.object({
  type: z.literal('location'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().nullable().default(null),
  address: z.string().nullable().default(null),
});
const ReactionContent = z.object({ type: z.literal('reaction'), targetMessageId: z.string(), emoji: z.string() });
const ContactsContent = z.object({
  type: z.literal('contacts'),
  contacts: z.array(z.object({ name: z.string(), phones: z.array(z.string()) })).min(1).max(257),
});
const AskContent = z.object({ type: z.enum(['ask_location', 'ask_phone']), text: z.string().min(1).max(1024) });

/** A message approved by the channel beforehand. Only parts that take values are listed. */
export const TemplateContent = z.object({
  type: z.literal('template'),
  name: z.string(),
  language: z.string(),
  header: Header.nullable().default(null),
  /** Values of the body's variables by name, in the order of the approved text. */
  body: z.array(z.object({ name: z.string(), value: z.string().min(1) })),
  buttons: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('link'), index: z.int(), suffix: z.string() }),
      z.object({ kind: z.literal('reply'), index: z.int(), id: z.string() }),
      z.object({ kind: z.literal('code'), index: z.int(), code: z.string() }),
    ]),
  ),
  /** The same message as the shopper reads it, kept for inbox, story and phone preview. */
  preview: z.object({
    /** The heading above the text; absent in what was kept before headings were. */
    header: z.string().nullable().optional(),
    text: z.string(),
    footer: z.string().nullable(),
    buttons: z.array(MessageButton),
    imageUrl: z.string().nullable(),
  }),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

/** Anything we can send. A channel that lacks a type says so by its capabilities; the planner then chooses text. */
export const OutgoingContent = z.discriminatedUnion('type', [
  TextContent,
  MediaContent,
  ButtonsContent,
  ListContent,
  CardsContent,
  ProductsContent,
  LocationContent,
  ReactionContent,
  ContactsContent,
  AskContent,
  TemplateContent,
]);
export type OutgoingContent = z.infer<typeof OutgoingContent>;

/** Anything a shopper can send us. `unsupported` keeps the place of what the channel could not carry. */
export const IncomingContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  MediaContent.extend({ isVoice: z.boolean().default(false), sha256: z.string().nullable().default(null) }),
  z.object({ type: z.literal('reply'), id: z.string(), title: z.string(), description: z.string().nullable().default(null) }),
  z.object({ type: z.literal('form'), name: z.string(), values: z.record(z.string(), z.unknown()) }),
  z.object({
    type: z.literal('order'),
    catalogId: z.string(),
    text: z.string().nullable(),
    items: z.array(z.object({ variantKey: z.string(), quantity: z.int(), priceMinor: z.int(), currency: z.string() })),
  }),
  LocationContent,
  ReactionContent,
  ContactsContent,
  z.object({ type: z.literal('unsupported'), reason: z.string() }),
]);
export type IncomingContent = z.infer<typeof IncomingContent>;

/** One line that stands for a message in lists, notifications and search. */
export function summarizeContent(content: OutgoingContent | IncomingContent): string {
  switch (content.type) {
    case 'text':
    case 'buttons':
    case 'list':
    case 'cards':
    case 'products':
    case 'ask_location':
    case 'ask_phone':
      return content.text;
    case 'template':
      return content.preview.text;
    case 'reply':
      return content.title;
    case 'reaction':
      return content.emoji;
    case 'order':
      return content.text ?? '';
    case 'location':
      return content.name ?? content.address ?? '';
    case 'contacts':
      return content.contacts.map((contact) => contact.name).join(', ');
    case 'form':
      return content.name;
    case 'unsupported':
      return '';
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return content.media.caption ?? content.media.fileName ?? '';
  }
}
