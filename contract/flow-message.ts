import { z } from 'zod';
import type { languages } from './language.ts';
import { Purpose } from './send-reason.ts';

/** What a flow says, in every language: the merchant writes it once, a template or a free message is made of it. */

/** The only values a text may take in. */
export const flowVariables = ['first_name', 'shop_name', 'cart_summary', 'cart_total', 'item_title', 'item_count', 'discount_code', 'agent_name'] as const;
export const FlowVariable = z.enum(flowVariables);
export type FlowVariable = z.infer<typeof FlowVariable>;

/** What a shopper's tap on a reply button asks for. */
export const replyActions = ['human', 'opt_out', 'returns', 'shipping', 'sizing', 'done'] as const;
export const ReplyAction = z.enum(replyActions);
export type ReplyAction = z.infer<typeof ReplyAction>;

const mention = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Names between double braces, in order of first appearance. */
export function mentionedVariables(text: string): string[] {
  return [...new Set([...text.matchAll(mention)].map((match) => match[1] ?? ''))];
}

const Words = (most: number, what: string) =>
  z
    .string()
    .trim()
    .min(1, `Write the ${what}.`)
    .max(most, `The ${what} has at most ${most} characters.`)
    .refine((text) => mentionedVariables(text).every((name) => FlowVariable.safeParse(name).success), {
      error: `A variable in the ${what} is not known. Known are: ${flowVariables.map((name) => `{{${name}}}`).join(', ')}.`,
    })
    .refine((text) => !/\{\{|\}\}/.test(text.replaceAll(mention, '')), { error: `Braces in the ${what} do not match. Write a variable as {{first_name}}.` });

const PlainWords = (most: number, what: string) =>
  z
    .string()
    .trim()
    .min(1, `Write the ${what}.`)
    .max(most, `The ${what} has at most ${most} characters.`)
    .refine((text) => !/\{\{|\}\}/.test(text), { error: `The ${what} takes no variables.` });

export const FlowHeader = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('text'), text: PlainWords(60, 'header') }),
  /** The picture of the first thing in the cart; no header when there is none. */
  z.object({ kind: z.literal('cart_image') }),
]);

const ButtonTitle = PlainWords(20, 'button');
export const FlowButton = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('link'), title: ButtonTitle, target: z.enum(['cart', 'shop']) }),
  z.object({ kind: z.literal('reply'), title: ButtonTitle, action: ReplyAction }),
]);
export type FlowButton = z.infer<typeof FlowButton>;

export const FlowText = z
  .object({
    header: FlowHeader.default({ kind: 'none' }),
    body: Words(1024, 'text')
      // The channel's reviewers refuse both: a value with nothing before or after it, and two in a row.
      .refine((text) => !/^\{\{|\}\}$/.test(text), { error: 'Begin and end the text with words, not with a variable.' })
      .refine((text) => !/\}\}\s*\{\{/.test(text), { error: 'Put words between two variables.' })
      .refine((text) => !/\n{3,}/.test(text), { error: 'Leave at most one empty line.' }),
    footer: PlainWords(60, 'footer').nullable().default(null),
    buttons: z.array(FlowButton).max(10, 'At most ten buttons.').default([]),
  })
  .superRefine((text, context) => {
    const titles = text.buttons.map(({ title }) => title);
    if (new Set(titles).size < titles.length) context.addIssue({ code: 'custom', path: ['buttons'], message: 'Each button needs its own words.' });
    const changes = text.buttons.filter(({ kind }, index) => index > 0 && kind !== text.buttons[index - 1]?.kind);
    if (changes.length > 1) context.addIssue({ code: 'custom', path: ['buttons'], message: 'Keep links together and answers together.' });
    if (text.buttons.filter(({ kind }) => kind === 'link').length > 2) context.addIssue({ code: 'custom', path: ['buttons'], message: 'At most two buttons are links.' });
  });
export type FlowText = z.infer<typeof FlowText>;

export const FlowMessage = z.object({
  /** Names the message for ever, also in its templates: lower-case letters, digits and underscores. */
  key: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'A key begins with a letter and has lower-case letters, digits and underscores.'),
  purpose: Purpose,
  texts: z.object({ es: FlowText, pt: FlowText, en: FlowText } satisfies Record<(typeof languages)[number], typeof FlowText>),
});
export type FlowMessage = z.infer<typeof FlowMessage>;

/** Values for one person. Null or left out: not known; the text is mended instead of showing a gap. */
export type FlowValues = Partial<Record<FlowVariable, string | null>>;

export interface RenderedText {
  header: string | null;
  body: string;
  footer: string | null;
  /** False: with these values the body is longer than a message may be; it was cut at a word. */
  fits: boolean;
}

export const maxBodyLength = 1024;

/** The text with its values. A name that is missing leaves with the space and comma around it: never "Hola ,". */
export function renderText(text: FlowText, values: FlowValues): RenderedText {
  const body = fillText(text.body, values);
  const fits = body.length <= maxBodyLength;
  return {
    header: text.header.kind === 'text' ? text.header.text : null,
    body: fits ? body : `${body.slice(0, maxBodyLength - 1).replace(/\s+\S*$/, '')}…`,
    footer: text.footer,
    fits,
  };
}

/** Fills in known values; what is unknown disappears together with the punctuation that held it. */
export function fillText(text: string, values: FlowValues): string {
  const filled = text.replaceAll(mention, (_match, name: string) => {
    const value = FlowVariable.safeParse(name).success ? values[name as FlowVariable] : null;
    // Line breaks and runs of blanks are not allowed in a template's values.
    return value?.replaceAll(/\s+/g, ' ').trim() || gap;
  });
  return mendGaps(filled);
}

// A private-use character: it cannot be in what people write.
const gap = '\uE000';

function mendGaps(text: string): string {
  if (!text.includes(gap)) return text;
  return text
    .replaceAll(new RegExp(`[ \\t]*\\([ \\t]*${gap}[ \\t]*\\)`, 'gu'), '')
    .replaceAll(new RegExp(`[ \\t]*,?[ \\t]*${gap}(?=[ \\t]*[,.!?:;…)])`, 'gu'), '')
    .replaceAll(new RegExp(`[ \\t]*${gap}`, 'gu'), '')
    .replaceAll(/([¡¿(])[ \t]+/gu, '$1')
    .replaceAll(/^[ \t]*[,;:][ \t]*/gmu, '')
    .replaceAll(/[ \t]{2,}/g, ' ')
    .replaceAll(/[ \t]+$/gm, '')
    .trim();
}
