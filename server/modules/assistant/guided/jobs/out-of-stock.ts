import type { ProductFacts } from '#contract/catalog-search';
import { formatAction } from '../actions.ts';
import { shorten } from '../plain-words.ts';
import { ask, asking, choicesOf, say } from '../turn.ts';
import type { Script, Turn } from '../turn.ts';
import { human, know, refOf } from './pick-target.ts';
import { labelOf } from './pick-variant.ts';
import type { Picked } from './pick-variant.ts';

/** Says that it is not to be had, what is instead, and offers a notice for when it comes back. */
export function* outOfStock(turn: Turn, product: ProductFacts, gone: Extract<Picked, { kind: 'gone' }>): Script {
  const { words } = turn;
  const { variant, slot, values } = gone;
  const what = variant ? labelOf(variant) : shorten(product.title, 60);
  const text = variant ? words.soldOut({ what }) : words.noSuchVariant({ what, option: gone.said ?? null });
  const others = yield* findSimilar(product);
  const rest = values.length > 0 ? words.othersLeft({ values: values.slice(0, 8) }) : others.length > 0 ? words.similar() : null;
  const first = product.variants[0];
  return say(`gone:${product.productId}:${variant?.variantKey ?? ''}`, [turn.say(text), rest && turn.say(rest)].filter(Boolean).join(' '), {
    next: variant ? turn.say(words.tellWhenBack()) : null,
    products: values.length > 0 ? [] : others.map(refOf),
    choices: choicesOf(
      variant ? [words.buttons.tellMe, { kind: 'restock', ref: refOf(variant) }] : null,
      ...(values.length > 0
        ? values.slice(0, variant ? 1 : 2).map((value): Parameters<typeof choicesOf>[number] => [value, { kind: slot, productId: product.productId, value }])
        : others.slice(0, 1).map((other): Parameters<typeof choicesOf>[number] => [words.buttons.wantNth({ place: 1 }), { kind: 'pick', ref: refOf(other) }])),
      human(turn),
    ),
    memory: {
      focus: variant ? know(variant) : first ? know(first) : null,
      ...(values.length === 0 && others.length > 0 && { shown: others.map(know) }),
      asked: values.length > 0 ? asking(slot, 'add_to_cart', { values: values.slice(0, 20) }) : null,
      open: { ...turn.memory.open, productId: values.length > 0 ? product.productId : null, size: slot === 'size' ? null : turn.memory.open.size, colour: slot === 'colour' ? null : turn.memory.open.colour },
      offer: variant ? formatAction({ kind: 'restock', ref: refOf(variant) }) : null,
    },
  });
}

function* findSimilar({ productId, title, category }: ProductFacts): Script<ProductFacts['variants']> {
  const found = yield* ask('search_products', { query: (category ?? title).slice(0, 300), filters: {}, onlyAvailable: true, excludeProductIds: [productId], limit: 2 });
  return found.kind === 'done' ? found.output.items.slice(0, 2) : [];
}
