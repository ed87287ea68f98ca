import type { TemplateContent } from '#contract/message-content';
import { buildMediaObject } from './media-object.ts';

/** The `template` object. Only the parts that take values are listed, in the order Meta shows them. */
export function buildTemplate(content: TemplateContent): Record<string, unknown> {
  const components = [...buildHeader(content), ...buildBody(content), ...content.buttons.map(buildButton)];
  return {
    name: content.name,
    language: { code: content.language },
    ...(components.length === 0 ? {} : { components }),
  };
}

/** Templates with positional variables name them "1", "2" …; only named ones repeat the name in every parameter. */
function isNamed(name: string): boolean {
  return !/^\d+$/.test(name);
}

function buildHeader({ header }: TemplateContent): Record<string, unknown>[] {
  if (header === null) return [];
  const parameter =
    header.kind === 'text'
      ? buildText(header.variable ?? '1', header.text)
      : { type: header.kind, [header.kind]: buildMediaObject(header.kind, { ...header.media, caption: null }) };
  return [{ type: 'header', parameters: [parameter] }];
}

function buildBody({ body }: TemplateContent): Record<string, unknown>[] {
  return body.length === 0 ? [] : [{ type: 'body', parameters: body.map(({ name, value }) => buildText(name, value)) }];
}

function buildText(name: string, text: string) {
  return { type: 'text', ...(isNamed(name) ? { parameter_name: name } : {}), text };
}

function buildButton(button: TemplateContent['buttons'][number]): Record<string, unknown> {
  const index = String(button.index);
  switch (button.kind) {
    case 'link':
      return { type: 'button', sub_type: 'url', index, parameters: [{ type: 'text', text: button.suffix }] };
    case 'reply':
      return { type: 'button', sub_type: 'quick_reply', index, parameters: [{ type: 'payload', payload: button.id }] };
    case 'code':
      return { type: 'button', sub_type: 'copy_code', index, parameters: [{ type: 'coupon_code', coupon_code: button.code }] };
  }
}
