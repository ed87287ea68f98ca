import { checkInteractive } from './check-interactive.ts';
import { checkMedia, requireText } from './check-parts.ts';
import { GraphError } from './graph-errors.ts';
import { asText, isObject, type Json } from './json.ts';

const MEDIA_TYPES = new Set(['image', 'video', 'audio', 'document', 'sticker']);

/**
 * The checks that need only the request itself; throws a GraphError. What needs the account, the template or the person is
 * checked by `sendMessage`.
 */
export function checkMessage(body: Json): void {
  if (body.messaging_product !== 'whatsapp') throw new GraphError(100, 'The parameter messaging_product is required.');
  if (asText(body.to) === '' && asText(body.recipient) === '') throw new GraphError(100, 'The parameter to is required.');
  const callbackData = body.biz_opaque_callback_data;
  if (callbackData !== undefined && (typeof callbackData !== 'string' || callbackData.length > 512)) {
    throw new GraphError(100, 'biz_opaque_callback_data must be a string of at most 512 characters.');
  }
  const type = body.type === undefined ? 'text' : asText(body.type);
  const part = body[type];
  if (type === 'contacts') return checkContacts(part);
  if (!KNOWN_TYPES.has(type)) throw new GraphError(100, `Param type must be one of {${[...KNOWN_TYPES].join(', ').toUpperCase()}}`);
  if (!isObject(part)) throw new GraphError(131008, `Parameter '${type}' is mandatory for type '${type}'`);
  if (MEDIA_TYPES.has(type)) checkMedia(type, part);
  else CHECKS[type]?.(part);
}

const KNOWN_TYPES = new Set([...MEDIA_TYPES, 'text', 'location', 'contacts', 'interactive', 'reaction', 'template']);

const CHECKS: Record<string, (part: Json) => void> = {
  text({ body }) {
    requireText('text.body', body, 4096);
  },
  location({ latitude, longitude }) {
    for (const [name, value, limit] of [['latitude', latitude, 90], ['longitude', longitude, 180]] as const) {
      if (value === undefined) throw new GraphError(131008, `Parameter location.${name} is required`);
      const number = Number(value);
      if (!Number.isFinite(number) || Math.abs(number) > limit) throw new GraphError(131009, `location.${name} is not valid`);
    }
  },
  reaction({ message_id: messageId, emoji }) {
    requireText('reaction.message_id', messageId, 512);
    if (typeof emoji !== 'string') throw new GraphError(131008, 'Parameter reaction.emoji is required');
  },
  interactive: checkInteractive,
  template({ name, language }) {
    requireText('template.name', name, 512);
    if (!isObject(language)) throw new GraphError(131008, 'Parameter template.language is required');
    requireText('template.language.code', language.code, 10);
  },
};

function checkContacts(contacts: unknown): void {
  if (!Array.isArray(contacts) || contacts.length === 0) throw new GraphError(131008, "Parameter 'contacts' is mandatory");
  if (contacts.length > 257) throw new GraphError(131009, 'At most 257 contacts may be sent at once');
  for (const contact of contacts) {
    if (!isObject(contact) || !isObject(contact.name)) throw new GraphError(131008, 'Parameter contacts.name is required');
    requireText('contacts.name.formatted_name', contact.name.formatted_name, 4096);
  }
}
