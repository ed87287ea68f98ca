import type { IncomingContent } from '#contract/message-content';
import { parseDecimalToMinor } from '#contract/money';
import { copyJson, readKey, readList, readNumber, readRecord, readRecords, readText, type JsonRecord } from './read-json.ts';

const readers: Record<string, (message: JsonRecord) => IncomingContent | null> = {
  text: readTextContent,
  image: (message) => readMedia('image', message),
  video: (message) => readMedia('video', message),
  audio: (message) => readMedia('audio', message),
  document: (message) => readMedia('document', message),
  sticker: (message) => readMedia('sticker', message),
  location: readLocation,
  contacts: readContacts,
  button: readTemplateButton,
  interactive: readInteractive,
  order: readOrder,
  reaction: readReaction,
};

/**
 * What a message says. Never null: a kind that we do not know, or that arrived broken, keeps its place as `unsupported`,
 * because the person did write and an agent should see that.
 */
export function readContent(message: JsonRecord): IncomingContent {
  const type = readText(message['type'], 60) ?? 'unknown';
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
  return reader?.(message) ?? { type: 'unsupported', reason: explainUnsupported(type, message) };
}

function explainUnsupported(type: string, message: JsonRecord): string {
  const kind = readText(readRecord(message['unsupported'])?.['type'], 60);
  const code = readNumber(readRecord(readList(message['errors'])[0])?.['code']);
  return [type, kind, code].filter((part) => part !== null).join(':');
}

function readTextContent(message: JsonRecord): IncomingContent | null {
  const text = readText(readRecord(message['text'])?.['body']);
  return text === null ? null : { type: 'text', text };
}

type MediaType = 'image' | 'video' | 'audio' | 'document' | 'sticker';

function readMedia(type: MediaType, message: JsonRecord): IncomingContent | null {
  const media = readRecord(message[type]);
  const mediaId = readKey(media?.['id']);
  if (!media || mediaId === null) return null;
  return {
    type,
    media: {
      // Meta's own link needs our token and lives five minutes: the id is what lasts.
      url: null,
      mediaId,
      mimeType: readText(media['mime_type'], 200),
      fileName: readText(media['filename'], 300),
      caption: readText(media['caption'], 1024),
    },
    isVoice: media['voice'] === true,
    sha256: readText(media['sha256'], 200),
  };
}

function readLocation(message: JsonRecord): IncomingContent | null {
  const location = readRecord(message['location']);
  const latitude = readNumber(location?.['latitude']);
  const longitude = readNumber(location?.['longitude']);
  if (!location || latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  return { type: 'location', latitude, longitude, name: readText(location['name'], 300), address: readText(location['address'], 500) };
}

function readContacts(message: JsonRecord): IncomingContent | null {
  const contacts = readRecords(message['contacts']).slice(0, 257).map((contact) => {
    const name = readRecord(contact['name']);
    return {
      name: readText(name?.['formatted_name'], 200) ?? readText(name?.['first_name'], 200) ?? '',
      phones: readRecords(contact['phones']).flatMap((phone) => readText(phone['phone'], 60) ?? readText(phone['wa_id'], 60) ?? []),
    };
  });
  return contacts.length === 0 ? null : { type: 'contacts', contacts };
}

/** A tap on a quick reply of a template. */
function readTemplateButton(message: JsonRecord): IncomingContent | null {
  const button = readRecord(message['button']);
  const title = readText(button?.['text'], 300);
  const id = readText(button?.['payload'], 1000) ?? title;
  return id === null ? null : { type: 'reply', id, title: title ?? id, description: null };
}

function readInteractive(message: JsonRecord): IncomingContent | null {
  const interactive = readRecord(message['interactive']);
  const reply = readRecord(interactive?.['button_reply']) ?? readRecord(interactive?.['list_reply']);
  if (reply) {
    const id = readText(reply['id'], 1000);
    if (id === null) return null;
    return { type: 'reply', id, title: readText(reply['title'], 300) ?? id, description: readText(reply['description'], 300) };
  }
  const form = readRecord(interactive?.['nfm_reply']);
  if (form) return { type: 'form', name: readText(form['name'], 100) ?? 'flow', values: readFormValues(form['response_json']) };
  const payment = readRecord(interactive?.['payment_method']);
  if (payment) return { type: 'form', name: 'payment_method', values: copyRecord(payment) };
  const kind = readText(interactive?.['type'], 60);
  return kind === null ? null : { type: 'unsupported', reason: `interactive:${kind}` };
}

/** The answers of a form come as JSON inside a string. Unreadable ones are kept as they came. */
function readFormValues(value: unknown): Record<string, unknown> {
  const text = readText(value);
  if (text === null) return {};
  try {
    const values = readRecord(JSON.parse(text));
    return values ? copyRecord(values) : { response: text };
  } catch {
    return { response: text };
  }
}

function copyRecord(record: JsonRecord): Record<string, unknown> {
  return readRecord(copyJson(record)) ?? {};
}

/** A basket filled in the chat. Prices are plain decimals, kept as text until here. */
function readOrder(message: JsonRecord): IncomingContent | null {
  const order = readRecord(message['order']);
  const catalogId = readKey(order?.['catalog_id']);
  if (!order || catalogId === null) return null;
  const items = readRecords(order['product_items']).map(readOrderItem);
  const readable = items.filter((item) => item !== null);
  // An order with a line missing would sell something else than was asked for: better shown as unreadable.
  if (readable.length === 0 || readable.length !== readList(order['product_items']).length) return null;
  return { type: 'order', catalogId, text: readText(order['text'], 4096), items: readable };
}

function readOrderItem(item: JsonRecord): { variantKey: string; quantity: number; priceMinor: number; currency: string } | null {
  const variantKey = readKey(item['product_retailer_id']);
  const quantity = readNumber(item['quantity']);
  const currency = readText(item['currency'], 3);
  const price = readText(item['item_price'], 60);
  const isWhole = quantity !== null && Number.isSafeInteger(quantity) && quantity > 0;
  if (variantKey === null || !isWhole || currency === null || price === null) return null;
  const priceMinor = parseDecimalToMinor(expandExponent(price), currency);
  return priceMinor === null || priceMinor < 0 ? null : { variantKey, quantity, priceMinor, currency };
}

/** JSON may write 89999.5 as 8.99995e4. Rewritten by moving the point in the text, so that no digit is lost. */
function expandExponent(decimal: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/.exec(decimal);
  if (!match) return decimal;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length ? sign + digits.padEnd(point, '0') : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function readReaction(message: JsonRecord): IncomingContent | null {
  const reaction = readRecord(message['reaction']);
  const targetMessageId = readKey(reaction?.['message_id']);
  // No emoji: the person took the reaction back.
  return targetMessageId === null ? null : { type: 'reaction', targetMessageId, emoji: readText(reaction?.['emoji'], 60) ?? '' };
}
