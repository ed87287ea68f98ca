import type { PageKind } from '#contract/knowledge';
import type { QuestionSuggestion } from '#contract/knowledge-question';
import type { Language } from '#contract/language';
import { foldText } from '#platform/fold-text';
import { stemOf, wordsOf } from '../retrieval/fold-words.ts';
import type { GroupRow } from './question-queries.ts';

export interface NamedProduct {
  id: string;
  title: string;
  url: string | null;
}

/** A page that is about the same and yet no answer. */
export interface NearPage {
  id: string;
  title: string;
  kind: PageKind;
}

const kindByConcept: [PageKind, string[]][] = [
  ['shipping', ['shipping', 'delivery_time', 'shipping_cost', 'free_shipping', 'tracking', 'international', 'nobody_home', 'country_reach', 'insurance', 'packaging']],
  ['size_guide', ['size', 'size_guide']],
  ['hours', ['hours', 'weekend', 'holiday']],
  ['about', ['brand', 'trust', 'origin', 'sustainability', 'jobs', 'location']],
  ['policy', ['exchange', 'return', 'refund', 'payment', 'installments', 'invoice', 'warranty', 'privacy', 'cancel', 'defect']],
];

const words: Record<Language, { blank: string; titles: Partial<Record<PageKind, string>> }> = {
  es: { blank: '[[Escribe aquí la respuesta]]', titles: { shipping: 'Envíos', size_guide: 'Guía de talles', hours: 'Horarios', about: 'Sobre la tienda' } },
  pt: { blank: '[[Escreva aqui a resposta]]', titles: { shipping: 'Envio', size_guide: 'Guia de tamanhos', hours: 'Horários', about: 'Sobre a loja' } },
  en: { blank: '[[Write the answer here]]', titles: { shipping: 'Shipping', size_guide: 'Size guide', hours: 'Opening hours', about: 'About the shop' } },
};

/** What would keep this question from being asked again: better words at a product, or a page with the questions as its headings. */
export function suggestPage(group: Pick<GroupRow, 'label' | 'examples' | 'terms' | 'language'>, products: readonly NamedProduct[], near: NearPage | null): QuestionSuggestion {
  const questions = distinct([group.label, ...group.examples.map(({ question }) => question)]);
  const product = products.find(({ title }) => questions.filter((question) => names(question, title)).length * 2 >= questions.length);
  if (product) return { kind: 'mend_product', productId: product.id, title: product.title, url: product.url, questions: questions.slice(0, 3) };
  const { blank, titles } = words[group.language];
  const pageKind = near?.kind ?? kindByConcept.find(([, concepts]) => concepts.some((concept) => group.terms.includes(`#${concept}`)))?.[0] ?? 'faq';
  const headings = pageKind === 'faq' || near ? questions.slice(0, 1) : questions.slice(0, 4);
  return {
    kind: 'write_page',
    pageKind,
    title: (near ? null : titles[pageKind]) ?? asHeading(group.label).slice(0, 120),
    body: headings.map((question) => `## ${asHeading(question)}\n\n${blank}`).join('\n\n'),
    language: group.language,
    mendPage: near ? { id: near.id, title: near.title } : null,
  };
}

/** Once each, however it was typed. */
function distinct(questions: string[]): string[] {
  return [...new Map(questions.map((question) => [wordsOf(question).join(' '), question])).values()];
}

/** The question names the product when it says at least two words of its title, and most of them. */
export function names(question: string, title: string): boolean {
  const said = new Set(wordsOf(question).map(stemOf));
  const own = [...new Set(wordsOf(title.replaceAll(/\([^)]*\)/g, '')).filter((word) => word.length > 2 && !/\d/.test(word)))].map(stemOf);
  const found = own.filter((word) => said.has(word)).length;
  return own.length === 1 ? found === 1 && (own[0]?.length ?? 0) > 4 : found >= 2 && found / own.length >= 0.6;
}

/** A question as a heading: a capital, and a question mark where none is. Marks of Markdown are taken out. */
function asHeading(question: string): string {
  const plain = question.replaceAll(/[*_#`[\]|<>]/g, '').replaceAll(/\s+/g, ' ').trim();
  const text = plain.slice(0, 1).toUpperCase() + plain.slice(1);
  return /[?.!]$/.test(text) ? text : `${text}?`;
}

/** Words by which products are looked up: those that may stand in a title. */
export const titleWords = (questions: readonly string[]) => [...new Set(questions.flatMap((question) => foldText(question).match(/\p{L}{4,}/gu) ?? []))].slice(0, 40);
