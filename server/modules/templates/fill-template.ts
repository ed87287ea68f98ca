import { FlowVariable, fillText } from '#contract/flow-message';
import type { FlowValues, ReplyAction } from '#contract/flow-message';
import type { TemplateContent } from '#contract/message-content';
import { headingVariables } from './template-row.ts';
import type { TemplateRow } from './template-row.ts';

export interface TemplateFilling {
  values: FlowValues;
  /** The code of this message's own short link and the address it makes; null: the template has no link. */
  link: { suffix: string; url: string } | null;
  /** Public https address of the picture above the text. */
  imageUrl: string | null;
  /** The id that comes back when a reply button is tapped. */
  replyId: (action: ReplyAction | null, index: number) => string;
}

/** The template with its values, ready to send, and as the shopper reads it. `chooseTemplate` made sure that nothing it needs is missing. */
export function fillTemplate(template: TemplateRow, filling: TemplateFilling): TemplateContent {
  const { header, buttons } = template;
  const heading = header.kind === 'text' ? fillText(header.text ?? '', filling.values) : null;
  const image = { url: filling.imageUrl, mediaId: null, mimeType: null, fileName: null, caption: null };
  return {
    type: 'template',
    name: template.name,
    language: template.language,
    header: header.kind === 'image' ? { kind: 'image', media: image } : buildHeading(template, filling.values),
    body: template.variables.map((name) => ({ name, value: valueOf(template, filling.values, name) })),
    buttons: buttons.flatMap((button, index): TemplateContent['buttons'] => {
      if (button.kind === 'reply') return [{ kind: 'reply', index, id: filling.replyId(button.action, index) }];
      if (button.kind === 'link' && button.url?.includes('{{') && filling.link) return [{ kind: 'link', index, suffix: filling.link.suffix }];
      return [];
    }),
    preview: {
      header: heading,
      text: fillText(template.body, filling.values),
      footer: template.footer,
      imageUrl: header.kind === 'image' ? filling.imageUrl : null,
      buttons: buttons.flatMap((button, index): TemplateContent['preview']['buttons'] => {
        if (button.kind === 'reply') return [{ kind: 'reply', id: filling.replyId(button.action, index), title: button.title }];
        const url = button.url?.includes('{{') ? filling.link?.url : button.url;
        return button.kind === 'link' && url ? [{ kind: 'link', title: button.title, url }] : [];
      }),
    },
  };
}

/** A heading is sent only when it varies: as the value of its one variable. */
function buildHeading(template: TemplateRow, values: FlowValues): TemplateContent['header'] {
  const [name] = headingVariables(template);
  return name === undefined ? null : { kind: 'text', text: valueOf(template, values, name).slice(0, 60), variable: name };
}

function valueOf(template: TemplateRow, values: FlowValues, name: string): string {
  const known = FlowVariable.safeParse(name);
  const value = known.success ? values[known.data]?.replaceAll(/\s+/g, ' ').trim() : undefined;
  if (!value) throw new Error(`The template ${template.name} needs a value for ${name}.`);
  return value;
}
