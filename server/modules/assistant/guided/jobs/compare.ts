import type { FoundVariant, ProductComparison, ProductFacts } from '#contract/catalog-search';
import { foldWords } from '../features/fold-text.ts';
import { countShared, shorten, stems } from '../plain-words.ts';
import { ask, asking, choicesOf, say } from '../turn.ts';
import type { Job, Script, Step, Turn, Wish } from '../turn.ts';
import { human, know, pointAt, refOf, searchButton } from './pick-target.ts';

const mostDifferences = 3;

/** Two side by side: what differs, and which suits the need that was stated. */
export const compare: Job = function* (turn, wish) {
  const pair = yield* findPair(turn, wish);
  const { words } = turn;
  if (!pair) return say('compare:which', turn.say(words.compareWhat()), { choices: choicesOf(searchButton(turn), human(turn)), memory: { asked: asking('what', 'find_product') } });
  const outcome = yield* ask('compare_products', { productIds: pair });
  if (outcome.kind !== 'done') return say('compare:away', turn.say(words.cannotLook()), { choices: choicesOf(human(turn)), isUnsure: true });
  return tell(turn, wish, outcome.output);
};

/** The two that were named or last shown; the one talked about with what the cart or the list has beside it. */
function* findPair(turn: Turn, wish: Wish): Script<[string, string] | null> {
  const { memory, view } = turn;
  const said = stems(wish.text);
  // A word that only one of the titles has names it.
  const named = memory.shown.filter(({ title }) => stems(title).some((stem) => said.includes(stem) && memory.shown.filter((other) => stems(other.title).includes(stem)).length === 1));
  const candidates = [...named, pointAt(turn, wish), memory.focus, ...memory.shown].filter((one) => one !== null);
  const ids = [...new Set(candidates.map(({ productId }) => productId).filter((id) => id !== ''))];
  if (ids[0] && ids[1]) return [ids[0], ids[1]];
  for (const name of namesIn(wish.text)) ids.push(...(yield* findNamed(name)).filter((id) => !ids.includes(id)));
  if (ids[0] && ids[1]) return [ids[0], ids[1]];
  const inCart = (view.cart?.lines ?? []).slice(0, 2).map(({ connectionId, variantKey }) => ({ connectionId, variantKey }));
  if (inCart.length > 0) {
    const stock = yield* ask('check_stock', { items: inCart });
    if (stock.kind === 'done') ids.push(...stock.output.items.map(({ productId }) => productId).filter((id) => !ids.includes(id)));
  }
  if (ids.length < 2 && wish.slots.product) {
    const found = yield* ask('search_products', { query: wish.slots.product.slice(0, 300), filters: {}, onlyAvailable: true, excludeProductIds: ids, limit: 2 });
    if (found.kind === 'done') ids.push(...found.output.items.map(({ productId }) => productId));
  }
  return ids[0] && ids[1] ? [ids[0], ids[1]] : null;
}

const between = /^.*\b(?:entre|between|compar\w*|diferencia\w*|diferenca\w*|difference|mejor|melhor|better)\b/u;

/** The two things that are put side by side in so many words: "entre la Norte y la Ruta". Empty: there are not two. */
function namesIn(text: string): string[] {
  const rest = ` ${foldWords(text).replace(between, '')} `;
  // "O" is a Spanish or, and a Portuguese article.
  const ways = [/ (?:y|e|ou|and|or|vs|versus|con|com|with|pro|pra|para (?:el|la|o|a)|from|to) /u, / (?:o|al?) /u].map((joint) => rest.split(joint).map((part) => part.trim()).filter((part) => stems(part).length > 0));
  return ways.find((parts) => parts.length === 2) ?? [];
}

/** The product whose title shares most with a name; none when no title does. */
function* findNamed(name: string): Script<string[]> {
  const found = yield* ask('search_products', { query: name.slice(0, 300), filters: {}, onlyAvailable: false, excludeProductIds: [], limit: 3 });
  const items = found.kind === 'done' ? found.output.items : [];
  const best = items.map(({ productId, title }) => ({ productId, shared: countShared(stems(name), title) })).toSorted((left, right) => right.shared - left.shared)[0];
  return best && best.shared > 0 ? [best.productId] : [];
}

function tell(turn: Turn, wish: Wish, { products, differences }: ProductComparison): Step {
  const { words, memory } = turn;
  const [left, right] = products;
  if (!left || !right) return say('compare:away', turn.say(words.cannotLook()), { choices: choicesOf(human(turn)), isUnsure: true });
  const names = [shorten(left.title, 40), shorten(right.title, 40)] as const;
  const lines = [priceDifference(turn, left, right), ...differences.filter(({ name }) => !/preci|preco|price/.test(foldWords(name))).slice(0, mostDifferences).map((one) => `• ${shorten(one.name, 30)}: ${shorten(one.left, 40)} / ${shorten(one.right, 40)}`)].filter(Boolean);
  const better = chooseBetter([left, right], [memory.search?.query, memory.search?.filters.use, wish.text].filter(Boolean).join(' '));
  const advice = better ? turn.say(words.suitsBetter({ what: shorten(better.product.title, 50), why: better.why })) : turn.say(words.whatMattersMore());
  const shown = [left, right].map(firstOf).filter((variant) => variant !== undefined);
  const focus = better ? firstOf(better.product) : undefined;
  return say(`compare:${left.productId}:${right.productId}:${better?.product.productId ?? ''}`, `${turn.say(words.compared({ left: names[0], right: names[1] }))}\n${lines.join('\n')}\n${advice}`, {
    choices: choicesOf(...shown.map((variant, index): Parameters<typeof choicesOf>[number] => [words.buttons.wantNth({ place: index + 1 }), { kind: 'pick', ref: refOf(variant) }]), human(turn)),
    memory: { shown: shown.map(know), focus: focus ? know(focus) : null, asked: null },
  });
}

const firstOf = ({ variants }: ProductFacts): FoundVariant | undefined => variants.find(({ isAvailable }) => isAvailable) ?? variants[0];

function priceDifference(turn: Turn, left: ProductFacts, right: ProductFacts): string | null {
  const [one, other] = [firstOf(left), firstOf(right)];
  if (!one || !other || one.priceMinor === other.priceMinor) return null;
  return `• ${turn.words.priceLabel}: ${turn.money(one.priceMinor, one.currency)} / ${turn.money(other.priceMinor, other.currency)}`;
}

/** The one whose page says more of what was asked for, and the words that say it; null: neither does more than the other. */
function chooseBetter(products: readonly [ProductFacts, ProductFacts], need: string): { product: ProductFacts; why: string } | null {
  const inBoth = products.flatMap(({ title }) => stems(title));
  const wanted = stems(need).filter((stem) => !inBoth.includes(stem));
  const scored = products.map((product) => ({ product, shared: countShared(wanted, pageOf(product)) }));
  const [first, second] = scored;
  if (!first || !second || first.shared === second.shared) return null;
  const { product } = first.shared > second.shared ? first : second;
  const fact = Object.entries(product.attributes).find(([name, value]) => countShared(wanted, `${name} ${value}`) > 0);
  const reason = product.variants.flatMap(({ reasons }) => reasons).find((one) => countShared(wanted, one) > 0);
  return { product, why: shorten(fact ? `${fact[0].toLowerCase()}: ${fact[1]}` : (reason ?? ''), 60) };
}

const pageOf = ({ description, attributes, variants }: ProductFacts) => [description, ...Object.entries(attributes).flat(), ...variants.flatMap(({ reasons }) => reasons)].filter(Boolean).join(' ');
