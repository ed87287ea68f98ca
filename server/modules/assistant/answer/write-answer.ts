import type { Language } from '#contract/language';
import type { OutgoingContent } from '#contract/message-content';
import { choiceId } from '../choice-ids.ts';
import type { Choice, Draft } from '../engine.ts';
import type { FoundVariant } from '../tool-shapes.ts';
import { answerWords } from './answer-words.ts';
import { cutText, lengthOf } from './cut-text.ts';
import { cardText, describeVariant } from './describe-variant.ts';

export interface AnswerContext {
  turnId: string;
  /** What the channel carries. */
  contentTypes: readonly OutgoingContent['type'][];
  language: Language;
  locale: string;
  /** The draft's products as tools gave them in this turn, in its order. */
  variants: readonly FoundVariant[];
}

/** The one message, and the choices that its buttons stand for, by place. */
export interface WrittenAnswer {
  content: OutgoingContent;
  choices: { action: string }[];
}

const bodyWithButtons = 1024;
const longestText = 4096;

/** Puts a draft into the form that this channel carries best; whatever a form has no room for is said in words. Pure. */
export function writeAnswer(draft: Draft, context: AnswerContext): WrittenAnswer {
  const variants = context.variants.slice(0, 3);
  if (variants.length >= 2 && carries(context, 'cards') && variants.every(({ imageUrl }) => isPicture(imageUrl))) return writeCards(draft, variants, context);
  if (variants.length >= 1) return writeProducts(draft, variants, context);
  return writeWords(draft, draft.text, draft.choices, context, null);
}

const carries = ({ contentTypes }: AnswerContext, type: OutgoingContent['type']) => contentTypes.includes(type);
const isPicture = (url: string | null): url is string => url !== null && /^https?:\/\//.test(url);

/** Which product a tap chooses: what the built-in engine reads, and plain enough for a model. */
const pickOf = ({ connectionId, variantKey }: FoundVariant) => ({ action: ['pick', connectionId, variantKey].map(encodeURIComponent).join(':') });

/** Cards have room for nothing else, so the other choices and the link go into the words. */
function writeCards(draft: Draft, variants: readonly FoundVariant[], context: AnswerContext): WrittenAnswer {
  const words = answerWords[context.language];
  const others = draft.choices.filter(({ action }) => !variants.some((variant) => pointsAt(action, variant)));
  const text = withLink([draft.text, others.length > 0 ? words.alsoSay(others.map(({ title }) => title).join(', ')) : ''].filter((part) => part !== '').join('\n\n'), draft.link);
  const cards = variants.map((variant, place) => ({
    imageUrl: variant.imageUrl as string,
    text: cardText(describeVariant(variant, context.language, context.locale), 160),
    button: { kind: 'reply' as const, id: choiceId(place, context.turnId), title: words.choose },
  }));
  return { content: { type: 'cards', text: cutText(text, bodyWithButtons), cards }, choices: variants.map(pickOf) };
}

const pointsAt = (action: string, { connectionId, variantKey }: FoundVariant) => {
  const [, connection, key] = action.split(':');
  return connection === encodeURIComponent(connectionId) && key === encodeURIComponent(variantKey);
};

/** One product with its picture above the words; several as a list, or in words. */
function writeProducts(draft: Draft, variants: readonly FoundVariant[], context: AnswerContext): WrittenAnswer {
  const described = variants.map((variant) => describeVariant(variant, context.language, context.locale));
  const lines = described.map(({ name, variant, offer }) => `• *${name}*${variant ? ` (${variant})` : ''}\n  ${offer}`);
  const text = [draft.text, ...lines].join('\n');
  const [only] = variants;
  const isNamed = (variant: FoundVariant) => draft.choices.some(({ action }) => pointsAt(action, variant));
  const picks: Choice[] = variants.flatMap((variant, place) =>
    isNamed(variant) ? [] : [{ ...pickOf(variant), title: variants.length === 1 ? answerWords[context.language].choose : cutText(`${described[place]?.name} ${described[place]?.variant ?? ''}`.trim(), 24), description: described[place]?.offer ?? null }],
  );
  const picture = variants.length === 1 && only && isPicture(only.imageUrl) ? only.imageUrl : null;
  return writeWords(draft, text, [...picks, ...draft.choices].slice(0, 10), context, picture);
}

/** Text with buttons, a list, one link, or none of these. */
function writeWords(draft: Draft, text: string, choices: readonly Choice[], context: AnswerContext, picture: string | null): WrittenAnswer {
  const words = answerWords[context.language];
  const kept = choices.map(({ action }) => ({ action }));
  const footer = words.wayToPerson;
  const id = (place: number) => choiceId(place, context.turnId);
  if (choices.length === 0 && draft.link && carries(context, 'buttons') && lengthOf(text) <= bodyWithButtons) {
    return { content: { type: 'buttons', header: headerOf(picture), text, footer, buttons: [{ kind: 'link', title: cutText(draft.link.title, 20), url: draft.link.url }] }, choices: [] };
  }
  const full = withLink(text, draft.link);
  const fitButtons = choices.length <= 3 && choices.every(({ title, description }) => lengthOf(title) <= 20 && (description === null || choices.length < 2)) && areDifferent(choices);
  if (choices.length > 0 && fitButtons && carries(context, 'buttons') && lengthOf(full) <= bodyWithButtons) {
    return { content: { type: 'buttons', header: headerOf(picture), text: full, footer, buttons: choices.map(({ title }, place) => ({ kind: 'reply', id: id(place), title })) }, choices: kept };
  }
  if (choices.length > 0 && carries(context, 'list') && lengthOf(full) <= longestText) {
    return { content: { type: 'list', text: full, footer, buttonTitle: words.options, sections: [{ title: '', rows: choices.slice(0, 10).map((choice, place) => toRow(choice, id(place))) }] }, choices: kept.slice(0, 10) };
  }
  if (choices.length > 0 && carries(context, 'buttons') && lengthOf(full) <= bodyWithButtons) {
    const shown = choices.slice(0, 3);
    return { content: { type: 'buttons', header: headerOf(picture), text: full, footer, buttons: shown.map(({ title }, place) => ({ kind: 'reply', id: id(place), title: cutText(title, 20) })) }, choices: kept.slice(0, 3) };
  }
  const told = choices.length > 0 ? `${full}\n\n${choices.map(({ title }) => `• ${title}`).join('\n')}` : full;
  return { content: { type: 'text', text: cutText(told, longestText), previewUrl: false }, choices: [] };
}

const headerOf = (picture: string | null) => (picture === null ? null : { kind: 'image' as const, media: { url: picture, mediaId: null, mimeType: null, fileName: null, caption: null } });
const areDifferent = (choices: readonly Choice[]) => new Set(choices.map(({ title }) => title)).size === choices.length;

/** A title that is too long is cut, and stands whole in the second line. */
function toRow({ title, description }: Choice, id: string) {
  const whole = lengthOf(title) <= 24 ? description : [title, description].filter((part) => part !== null).join(' · ');
  return { id, title: cutText(title, 24), description: whole === null || whole === '' ? null : cutText(whole, 72) };
}

const withLink = (text: string, link: Draft['link']) => (link === null || text.includes(link.url) ? text : `${text}\n\n${link.title}: ${link.url}`);
