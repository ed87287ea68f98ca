import type { TemplateContent } from '#contract/message-content';
import type { TemplateRow } from '#modules/templates';
import { AppError } from '#platform/errors';
import { replyId } from './freeze-content.ts';

export interface ChosenFilling {
  /** By variable, and `header`, `code`, `button_<index>`. */
  values: Record<string, string>;
  sendId: string;
  /** The short link to the shopper's cart; null: they have none. */
  link: { base: string; suffix: string } | null;
  /** Where our own short links live: links to other places take what the member gave. */
  linkBase: string;
  mediaUrl: string | null;
}

type Button = TemplateRow['buttons'][number];
const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;
const varies = (text: string | null) => text?.includes('{{') ?? false;

/** A template of whatever origin with a member's values, and as the shopper reads it. Throws when something it needs is missing. */
export function fillChosenTemplate(template: TemplateRow, filling: ChosenFilling): TemplateContent {
  const missing = findMissing(template, filling);
  if (missing.length > 0) throw new AppError('invalid', 'template_values_missing', `This template still needs: ${missing.join(', ')}.`, { names: missing });
  const { header } = template;
  const heading = header.kind === 'text' ? fill(header.text ?? '', () => valueOf(filling, 'header')) : null;
  return {
    type: 'template',
    name: template.name,
    language: template.language,
    header: buildHeader(template, filling),
    body: template.variables.map((name) => ({ name, value: valueOf(filling, name) })),
    buttons: template.buttons.flatMap((button, index) => buildButton(button, index, filling)),
    preview: {
      header: heading,
      text: fill(template.body, (name) => valueOf(filling, name)),
      footer: template.footer,
      imageUrl: header.kind === 'image' ? filling.mediaUrl : null,
      buttons: template.buttons.flatMap((button, index) => previewButton(button, index, filling)),
    },
  };
}

/** Names of what neither the member nor the facts gave. */
function findMissing({ header, variables, buttons }: TemplateRow, filling: ChosenFilling): string[] {
  const wanted = [...variables, ...(header.kind === 'text' && varies(header.text) ? ['header'] : []), ...(buttons.some(({ kind }) => kind === 'code') ? ['code'] : [])];
  const links = buttons.flatMap((button, index) => {
    if (button.kind !== 'link' || !varies(button.url)) return [];
    if (isOurs(button, filling)) return filling.link ? [] : ['cart'];
    return filling.values[`button_${index}`] ? [] : [`button_${index}`];
  });
  const media = ['image', 'video', 'document'].includes(header.kind) && !filling.mediaUrl ? ['media'] : [];
  return [...wanted.filter((name) => !filling.values[name]?.trim()), ...links, ...media];
}

const isOurs = (button: Button, { linkBase }: ChosenFilling) => button.url?.startsWith(linkBase) ?? false;
// Line breaks and runs of blanks are not allowed in a template's values.
const valueOf = ({ values }: ChosenFilling, name: string) => (values[name] ?? '').replaceAll(/\s+/g, ' ').trim();
const fill = (text: string, value: (name: string) => string) => text.replaceAll(placeholder, (_match, name: string) => value(name));

/** Of a heading that varies the channel takes the value alone, not the words around it. */
function buildHeader({ header }: TemplateRow, filling: ChosenFilling): TemplateContent['header'] {
  const { mediaUrl } = filling;
  if (header.kind === 'text' && varies(header.text)) {
    const [, name] = new RegExp(placeholder).exec(header.text ?? '') ?? [];
    return { kind: 'text', text: valueOf(filling, 'header'), ...(name && !/^\d+$/.test(name) ? { variable: name } : {}) };
  }
  if (header.kind !== 'image' && header.kind !== 'video' && header.kind !== 'document') return null;
  return { kind: header.kind, media: { url: mediaUrl, mediaId: null, mimeType: null, fileName: null, caption: null } };
}

function suffixOf(button: Button, index: number, filling: ChosenFilling): string {
  return isOurs(button, filling) && filling.link ? filling.link.suffix : valueOf(filling, `button_${index}`);
}

function buildButton(button: Button, index: number, filling: ChosenFilling): TemplateContent['buttons'] {
  if (button.kind === 'reply') return [{ kind: 'reply', index, id: replyId(button.action ?? `button_${index}`, filling.sendId) }];
  if (button.kind === 'code') return [{ kind: 'code', index, code: valueOf(filling, 'code') }];
  return button.kind === 'link' && varies(button.url) ? [{ kind: 'link', index, suffix: suffixOf(button, index, filling) }] : [];
}

function previewButton(button: Button, index: number, filling: ChosenFilling): TemplateContent['preview']['buttons'] {
  if (button.kind === 'reply') return [{ kind: 'reply', id: replyId(button.action ?? `button_${index}`, filling.sendId), title: button.title }];
  if (button.kind !== 'link' || !button.url) return [];
  return [{ kind: 'link', title: button.title, url: fill(button.url, () => suffixOf(button, index, filling)) }];
}
