import { FlowVariable } from '#contract/flow-message';
import { languages } from '#contract/language';
import type { Language } from '#contract/language';
import type { Purpose } from '#contract/send-reason';
import { headingVariables } from './template-row.ts';
import type { TemplateRow } from './template-row.ts';

/** Our languages as the channel writes them. */
export const templateLanguages: Record<Language, string> = { es: 'es', pt: 'pt_BR', en: 'en' };

export interface TemplateWish {
  language: Language;
  purpose: Purpose;
  /** Another language of the same message is better than silence. */
  allowOtherLanguage: boolean;
  /** What this person or cart lacks: variables without a value, and "image" when there is no picture. */
  missing: ReadonlySet<string>;
}

/** What the gate asks of a template; null: there is none at all for this message. */
export type TemplateFacts = { status: 'missing' | 'pending' | 'approved' | 'paused' | 'disabled' | 'rejected'; category: TemplateRow['category'] | null } | null;

export interface TemplateChoice {
  /** Null: none may be sent; `facts` says why. */
  template: TemplateRow | null;
  facts: TemplateFacts;
}

/**
 * The template for a message: the newest approved one in the wished language that needs nothing the person lacks; an older version while the
 * newest waits for review; another language only where allowed. Paused ones and those that the channel moved to a dearer category never.
 * @param rows every template of the message on the connection, in any order.
 */
export function chooseTemplate(rows: readonly TemplateRow[], wish: TemplateWish): TemplateChoice {
  const fitting = rows.filter((row) => needs(row).every((name) => canGive(name) && !wish.missing.has(name))).toSorted(byRichness);
  const order = wish.allowOtherLanguage ? [wish.language, ...languages.filter((language) => language !== wish.language)] : [wish.language];
  for (const language of order) {
    const usable = fitting.find((row) => row.language === templateLanguages[language] && isUsable(row, wish.purpose));
    if (usable) return { template: usable, facts: { status: 'approved', category: usable.category } };
  }
  const [newest] = fitting.filter((row) => row.language === templateLanguages[wish.language]);
  return { template: null, facts: newest ? { status: gateStatus[newest.status], category: newest.category } : null };
}

/** A text that was edited at the channel may ask for values that no flow has. */
const canGive = (name: string) => name === 'image' || FlowVariable.safeParse(name).success;

/** Variables of heading and text, and "image" for a picture above the text. */
function needs(row: TemplateRow): string[] {
  const names = [...headingVariables(row), ...row.variables];
  return row.header.kind === 'image' ? [...names, 'image'] : names;
}

// Newest text first; of one text the variant that says more.
function byRichness(left: TemplateRow, right: TemplateRow): number {
  const byAge = right.created_at.getTime() - left.created_at.getTime();
  return byAge || needs(right).length - needs(left).length || (left.id < right.id ? 1 : -1);
}

export function isUsable(row: TemplateRow, purpose: Purpose): boolean {
  if (row.status !== 'approved') return false;
  return purpose === 'marketing' ? row.category !== 'authentication' : row.category === 'utility';
}

/** What the gate calls a template's state at the channel. */
export const gateStatusOf = (row: TemplateRow) => gateStatus[row.status];

const gateStatus: Record<TemplateRow['status'], NonNullable<TemplateFacts>['status']> = {
  draft: 'pending',
  pending: 'pending',
  approved: 'approved',
  rejected: 'rejected',
  paused: 'paused',
  disabled: 'disabled',
  archived: 'disabled',
  deleted: 'missing',
};
