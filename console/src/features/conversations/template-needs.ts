import type { Template } from '#contract/template';

/** Values that name, shop and cart give when the member leaves them out. */
const givenByFacts = new Set(['first_name', 'shop_name', 'cart_summary', 'cart_total', 'item_title', 'item_count', 'agent_name']);

export interface TemplateNeed {
  name: string;
  kind: 'variable' | 'header' | 'code' | 'link' | 'media';
  /** The server fills it in from what is known of the person. */
  isOptional: boolean;
  /** The words of the button, for a link. */
  title: string | null;
}

const varies = (text: string | null) => text?.includes('{{') ?? false;

/** What has to be filled in before a template can go. Links of ours lead to the cart by themselves. */
export function needsOf({ variables, header, buttons }: Template): TemplateNeed[] {
  const needs: TemplateNeed[] = variables.map((name) => ({ name, kind: 'variable', isOptional: givenByFacts.has(name), title: null }));
  if (header.kind === 'text' && varies(header.text)) needs.unshift({ name: 'header', kind: 'header', isOptional: false, title: null });
  if (header.kind === 'image' || header.kind === 'video' || header.kind === 'document') needs.unshift({ name: 'media', kind: 'media', isOptional: header.kind === 'image', title: null });
  if (buttons.some(({ kind }) => kind === 'code')) needs.push({ name: 'code', kind: 'code', isOptional: false, title: null });
  buttons.forEach((button, place) => {
    if (button.kind === 'link' && varies(button.url) && button.target === null) needs.push({ name: `button_${place}`, kind: 'link', isOptional: false, title: button.title });
  });
  return needs;
}

/** The text with what was filled in; what is left open is shown by its name. */
export function previewText(text: string, values: Record<string, string>, nameOf: (name: string) => string): string {
  return text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (_mention, name: string) => values[name]?.trim() || `‹${nameOf(name)}›`);
}
