import { convertSize, homeSystem, readProductDetail, readSaidSize } from '#modules/catalog';
import type { SizedThing } from '#modules/catalog';
import { findPassages } from '#modules/knowledge';
import { defineTool } from '../define-tool.ts';
import { onlyAnswers } from './only-answers.ts';

export const sizeGuide = defineTool({
  name: 'size_guide',
  description: 'What the shop says of sizes and fit, for a product or in general, and the size that the shopper named in the systems of other countries. Use it for "what size am I" and "is it true to size"; never guess a size.',
  effect: 'read',
  confirm: 'asked',
  async run({ app, workspaceId, language, country }, { productId, query }) {
    const product = productId ? await readProductDetail(app, workspaceId, productId) : null;
    const words = [query, product?.title, product?.category].filter(Boolean).join(' ');
    const passages = words === '' ? [] : onlyAnswers(await findPassages(app, workspaceId, { question: words, kind: 'size_guide', language }));
    const said = readSaidSize(query) ?? readBare(query);
    const conversions = said ? convertSize({ size: said.size, system: said.system, forWhom: null, home: homeSystem(country) }, thingOf(words, said.size)) : [];
    return { passages, conversions };
  },
});

/** The query is nothing but a size: "42", "XL". */
function readBare(query: string): { size: string; system: null } | null {
  const text = query.trim();
  return /^(\d{2}([.,]5)?|x{0,3}[sml]|[sml])$/i.test(text) ? { size: text, system: null } : null;
}

const shoeWords = /zapat|calz(?!a\b|as\b)|tenis|tênis|bota|sandal|ojota|shoe|sneaker|boot|chinel|sapat/i;

/** Numbers from 33 to 48, and small odd ones or halves (clothes count in twos), are feet more often than not; letters are never. */
function thingOf(words: string, size: string): SizedThing {
  if (shoeWords.test(words)) return 'shoe';
  const number = Number(size.replace(',', '.'));
  const isFoot = (number >= 33 && number <= 48) || (number > 3 && number < 16 && number % 2 !== 0);
  return isFoot && !/pantal|calça|jean|camis|remera|vestido|dress|shirt|trouser/i.test(words) ? 'shoe' : 'clothes';
}
