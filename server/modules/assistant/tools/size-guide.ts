import { convertSize, homeSystem, readProductDetail, readSaidSize, readSizeLabel } from '#modules/catalog';
import { findPassages } from '#modules/knowledge';
import { defineTool } from '../define-tool.ts';
import { sizedThing } from '../sized-thing.ts';
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
    const conversions = said ? convertSize({ size: said.size, system: said.system, forWhom: null, home: homeSystem(country) }, sizedThing(words, said.size)) : [];
    return { passages, conversions };
  },
});

/** The query is nothing but a size: "42", "XL", "2XL", "GG". */
function readBare(query: string): { size: string; system: null } | null {
  const text = query.trim();
  return readSizeLabel(text).length === 1 && !/^\d$/.test(text) ? { size: text, system: null } : null;
}
