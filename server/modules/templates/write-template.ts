import { createHash } from 'node:crypto';
import { fillText, mentionedVariables } from '#contract/flow-message';
import type { FlowButton, FlowText, FlowVariable } from '#contract/flow-message';
import type { Language } from '#contract/language';
import type { Purpose } from '#contract/send-reason';
import type { StoredTemplateButton, StoredTemplateHeader } from '#contract/template';
import type { TemplateDraft } from '#ports/channel';
import { templateLanguages } from './choose-template.ts';

/** A template written from a flow's text, before it is kept. */
export interface WrittenTemplate {
  name: string;
  language: string;
  category: 'marketing' | 'utility';
  header: StoredTemplateHeader;
  body: string;
  footer: string | null;
  variables: string[];
  buttons: StoredTemplateButton[];
  contentHash: string;
}

/**
 * The templates of one text: as written, and a plain one without name and picture for people and carts that lack them, because a template,
 * unlike a free message, cannot leave a value out.
 * @param linkBase where short links live, with a slash at the end: the link's code is the only part that varies.
 */
export function writeTemplates(message: { key: string; purpose: Purpose }, language: Language, text: FlowText, linkBase: string): WrittenTemplate[] {
  const full = writeTemplate(message, language, text, linkBase);
  const plain = writeTemplate(message, language, { ...text, header: text.header.kind === 'cart_image' ? { kind: 'none' } : text.header, body: withoutName(text.body) }, linkBase);
  return plain.contentHash === full.contentHash ? [full] : [full, plain];
}

/** The text greets nobody by name; all other variables stay. */
export function withoutName(body: string): string {
  const others = mentionedVariables(body).filter((name) => name !== 'first_name');
  return fillText(body, Object.fromEntries(others.map((name) => [name, `{{${name}}}`])));
}

function writeTemplate(message: { key: string; purpose: Purpose }, language: Language, text: FlowText, linkBase: string): WrittenTemplate {
  const content = {
    language: templateLanguages[language],
    category: message.purpose === 'marketing' ? ('marketing' as const) : ('utility' as const),
    header: readHeader(text),
    body: text.body,
    footer: text.footer,
    variables: mentionedVariables(text.body),
    buttons: text.buttons.map((button) => readButton(button, linkBase)),
  };
  const contentHash = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 10);
  return { ...content, name: `${message.key}_${contentHash}`, contentHash };
}

function readHeader({ header }: FlowText): StoredTemplateHeader {
  if (header.kind === 'text') return { kind: 'text', text: header.text };
  return { kind: header.kind === 'cart_image' ? 'image' : 'none', text: null };
}

function readButton(button: FlowButton, linkBase: string): StoredTemplateButton {
  return button.kind === 'link'
    ? { kind: 'link', title: button.title, url: `${linkBase}{{1}}`, urlExample: `${linkBase}example`, action: null, target: button.target }
    : { kind: 'reply', title: button.title, url: null, urlExample: null, action: button.action, target: null };
}

/** Shown to the channel's reviewers, in the template's language where it matters. */
export const variableExamples: Record<FlowVariable, { es: string; pt: string; en: string }> = {
  first_name: { es: 'Lucía', pt: 'Luíza', en: 'Lucy' },
  shop_name: { es: 'Casa Alba', pt: 'Casa Alba', en: 'Casa Alba' },
  cart_summary: { es: 'Zapatillas Andes y 2 más', pt: 'Tênis Andes e mais 2', en: 'Andes sneakers and 2 more' },
  cart_total: { es: '$ 89.999,50', pt: 'R$ 899,90', en: '$89.99' },
  item_title: { es: 'Zapatillas Andes', pt: 'Tênis Andes', en: 'Andes sneakers' },
  item_count: { es: '3', pt: '3', en: '3' },
  discount_code: { es: 'VUELVE10', pt: 'VOLTA10', en: 'BACK10' },
  agent_name: { es: 'Sofía', pt: 'Sofia', en: 'Sophie' },
};

interface Draftable {
  name: string;
  language: string;
  header: StoredTemplateHeader;
  body: string;
  footer: string | null;
  variables: string[];
  buttons: StoredTemplateButton[];
}

/** What is handed to the channel for review. @param imageUrl a sample picture for a header that shows one. */
export function draftTemplate(template: Draftable, category: 'marketing' | 'utility', examples: Record<string, string>, imageUrl: string | null): TemplateDraft {
  const header: TemplateDraft['header'] =
    template.header.kind === 'text' ? { kind: 'text', text: template.header.text ?? '' } : template.header.kind === 'image' ? { kind: 'image', exampleUrl: imageUrl } : { kind: 'none' };
  return {
    name: template.name,
    language: template.language,
    category,
    header,
    body: template.body,
    variables: template.variables.map((name) => ({ name, example: examples[name] ?? name })),
    footer: template.footer,
    buttons: template.buttons.map(({ kind, title, url, urlExample }) => ({ kind, title, url, urlExample })),
  };
}

/** Examples for a template in the channel's language code. */
export function examplesFor(language: string): Record<string, string> {
  const known = (['es', 'pt', 'en'] as const).find((ours) => language.startsWith(ours)) ?? 'en';
  return Object.fromEntries(Object.entries(variableExamples).map(([name, texts]) => [name, texts[known]]));
}
