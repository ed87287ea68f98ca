import { z } from 'zod';
import type { ChannelTemplate, TemplateButton } from '#ports/channel';
import { findVariables } from './build-template-draft.ts';
import { readCategory, readQuality, readTemplateStatus } from './template-words.ts';

const ButtonReply = z.object({
  type: z.string(),
  text: z.string().nullish(),
  url: z.string().nullish(),
  phone_number: z.string().nullish(),
  example: z.union([z.string(), z.array(z.string())]).nullish(),
});

const ComponentReply = z.object({
  type: z.string(),
  format: z.string().nullish(),
  text: z.string().nullish(),
  buttons: z.array(ButtonReply).nullish(),
});

/** A template as Meta lists it; only fields we read. */
export const TemplateReply = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string().nullish(),
  components: z.array(ComponentReply).nullish(),
  quality_score: z.object({ score: z.string().nullish() }).nullish(),
  rejected_reason: z.string().nullish(),
});
type TemplateReply = z.infer<typeof TemplateReply>;
type ComponentReply = z.infer<typeof ComponentReply>;

export function mapTemplate(reply: TemplateReply): ChannelTemplate {
  const body = findComponent(reply, 'BODY')?.text ?? '';
  const reason = reply.rejected_reason;
  return {
    templateKey: reply.id,
    name: reply.name,
    language: reply.language,
    // A state that we do not know cannot be trusted for sending.
    status: readTemplateStatus(reply.status) ?? 'disabled',
    category: readCategory(reply.category) ?? 'marketing',
    quality: readQuality(reply.quality_score?.score),
    reason: !reason || reason === 'NONE' ? null : reason,
    header: mapHeader(findComponent(reply, 'HEADER')),
    body,
    footer: findComponent(reply, 'FOOTER')?.text ?? null,
    variables: sortPositions(findVariables(body)),
    buttons: (findComponent(reply, 'BUTTONS')?.buttons ?? []).map(mapButton),
  };
}

function findComponent(reply: TemplateReply, type: string): ComponentReply | undefined {
  return reply.components?.find((component) => component.type.toUpperCase() === type);
}

const headerKinds: Record<string, ChannelTemplate['header']['kind']> = { TEXT: 'text', IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document', LOCATION: 'location' };

function mapHeader(header: ComponentReply | undefined): ChannelTemplate['header'] {
  if (!header) return { kind: 'none', text: null };
  return { kind: headerKinds[header.format?.toUpperCase() ?? ''] ?? 'other', text: header.text ?? null };
}

/** "{{2}} … {{1}}" takes its values by number, whichever stands first in the text. */
function sortPositions(names: string[]): string[] {
  const isPositional = names.every((name) => /^\d+$/.test(name));
  return isPositional ? names.toSorted((left, right) => Number(left) - Number(right)) : names;
}

const buttonKinds: Record<string, TemplateButton['kind']> = { URL: 'link', QUICK_REPLY: 'reply', COPY_CODE: 'code', PHONE_NUMBER: 'phone' };

/**
 * Kinds that we do not know (forms, catalogues, calls) keep their place, so that the others keep their index. Like a phone
 * button they open something by themselves and take no value at a send.
 */
function mapButton(button: z.infer<typeof ButtonReply>): TemplateButton {
  const example = Array.isArray(button.example) ? button.example[0] : button.example;
  return {
    kind: buttonKinds[button.type.toUpperCase()] ?? 'phone',
    title: button.text ?? '',
    url: button.url ?? button.phone_number ?? null,
    urlExample: example ?? null,
  };
}
