import type { Media, OutgoingContent, TemplateContent } from '#contract/message-content';
import type { OutgoingMessage } from '#ports/channel';
import { isInteractive } from './build-interactive.ts';
import { findInteractiveFault } from './find-interactive-fault.ts';
import { findMediaFault } from './find-media-fault.ts';
import type { MediaKind } from './media-object.ts';
import { firstFault, limitText, type Fault } from './message-limits.ts';

/** The first thing WhatsApp would refuse about a message, found before the call; null when nothing is known against it. */
export function findMessageFault({ content, sendId, inReplyTo }: OutgoingMessage): Fault | null {
  return firstFault(
    () => limitText('sendId', sendId, 512),
    () => (inReplyTo === '' ? { field: 'inReplyTo', rule: 'is empty' } : null),
    () => findContentFault(content),
  );
}

function findContentFault(content: OutgoingContent): Fault | null {
  if (isInteractive(content)) return findInteractiveFault(content);
  switch (content.type) {
    case 'text':
      return limitText('text', content.text, 4096);
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return findMediaFault('media', content.type, content.media);
    case 'location':
      return findLocationFault(content);
    case 'reaction':
      // An empty emoji takes a reaction back.
      return limitText('targetMessageId', content.targetMessageId, 200);
    case 'contacts':
      return findContactsFault(content.contacts);
    case 'template':
      return findTemplateFault(content);
  }
}

function findLocationFault({ latitude, longitude }: { latitude: number; longitude: number }): Fault | null {
  if (!(Math.abs(latitude) <= 90)) return { field: 'latitude', rule: 'is outside -90 to 90' };
  return Math.abs(longitude) <= 180 ? null : { field: 'longitude', rule: 'is outside -180 to 180' };
}

function findContactsFault(contacts: { name: string; phones: string[] }[]): Fault | null {
  if (contacts.length < 1 || contacts.length > 257) return { field: 'contacts', rule: 'must be 1 to 257' };
  const nameless = contacts.findIndex(({ name }) => name.trim() === '');
  return nameless < 0 ? null : { field: `contacts[${nameless}].name`, rule: 'is empty' };
}

function findTemplateFault(content: TemplateContent): Fault | null {
  const { header, body, buttons } = content;
  return firstFault(
    () => limitText('name', content.name, 512),
    () => limitText('language', content.language, 20),
    () => (header === null ? null : header.kind === 'text' ? findValueFault('header.text', header.text) : findHeaderMediaFault(header.kind, header.media)),
    ...body.map(({ name, value }) => () => findValueFault(`body.${name}`, value)),
    ...buttons.map((button, position) => () => findTemplateButtonFault(`buttons[${position}]`, button)),
  );
}

/** A file above a template carries no caption; a name or caption given with it is simply not sent. */
function findHeaderMediaFault(kind: MediaKind, media: Media): Fault | null {
  return findMediaFault('header.media', kind, { ...media, caption: null });
}

/** Meta refuses values that could break the approved layout (132012, 132018). */
function findValueFault(field: string, value: string, maxCharacters = 1024): Fault | null {
  if (value.trim() === '') return { field, rule: 'is empty' };
  if (/[\n\r\t]/.test(value)) return { field, rule: 'contains a line break or tab' };
  if (/ {5}/.test(value)) return { field, rule: 'contains more than four spaces in a row' };
  return limitText(field, value, maxCharacters);
}

function findTemplateButtonFault(field: string, button: TemplateContent['buttons'][number]): Fault | null {
  if (button.index < 0 || button.index > 9) return { field: `${field}.index`, rule: 'must be 0 to 9' };
  switch (button.kind) {
    case 'link':
      return findValueFault(`${field}.suffix`, button.suffix, 2000);
    case 'reply':
      return limitText(`${field}.id`, button.id, 256);
    case 'code':
      return /^[A-Za-z0-9]{1,20}$/.test(button.code) ? null : { field: `${field}.code`, rule: 'must be 1 to 20 letters and digits' };
  }
}
