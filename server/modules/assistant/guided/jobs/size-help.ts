import type { ProductFacts } from '#contract/catalog-search';
import type { ToolOutputs } from '../../tool-shapes.ts';
import { formatAction } from '../actions.ts';
import { shorten } from '../plain-words.ts';
import { ask, asking, choicesOf, say } from '../turn.ts';
import type { Job, Step, Turn, Wish } from '../turn.ts';
import { askOption, wantedOf } from './add-to-cart.ts';
import { bestOf, notKnown, quotePassage } from './answer-from-pages.ts';
import { fittingLabels, writeSize } from './fit-size.ts';
import type { SaidSize } from './fit-size.ts';
import { outOfStock } from './out-of-stock.ts';
import { human, know, pointAt, readTarget, refOf } from './pick-target.ts';
import { labelOf, pickVariant } from './pick-variant.ts';
import { valueOf, valuesOf } from './variant-values.ts';

/** Size and fit: the shop's own guide, the size in its own system, and whether that size is there. */
export const sizeHelp: Job = function* (turn, wish) {
  const known = pointAt(turn, wish) ?? (wish.slots.product ? undefined : null);
  if (known === null) return yield* adviseWithoutProduct(turn, wish);
  const target = yield* readTarget(turn, wish);
  if (target.kind === 'step') return target.step;
  const { product } = target;
  const wanted = wantedOf(turn, wish, product);
  const size = wanted.size ?? wanted.usualSize;
  const guide = yield* ask('size_guide', { productId: product.productId, query: queryOf(wish, size) });
  const found = guide.kind === 'done' ? guide.output : { passages: [], conversions: [] };
  if (!size) return askUsual(turn, wish, product, found);
  const picked = pickVariant(turn, product, { ...wanted, size });
  const inCart = turn.view.cart?.lines.find((line) => product.variants.some(({ variantKey, connectionId }) => variantKey === line.variantKey && connectionId === line.connectionId));
  if (inCart && isOfSize(turn, product, inCart.variantKey, size)) return say(`size:cart:${inCart.variantKey}`, [turn.say(turn.words.sizeInCart({ what: labelOf(inCart) })), conversionLine(turn, size, found.conversions)].filter(Boolean).join(' '), { next: turn.say(turn.words.shallWePay()), choices: choicesOf([turn.words.buttons.checkout, { kind: 'checkout' }], [turn.words.buttons.returns, { kind: 'topic', topic: 'return_policy' }], human(turn)), memory: { asked: null, offer: 'checkout' } });
  if (picked.kind === 'gone') return yield* outOfStock(turn, product, picked);
  if (picked.kind === 'ask' && picked.slot === 'colour') {
    const asked = askOption(turn, { ...wish, slots: { ...wish.slots, size } }, product, picked);
    return asked.kind === 'part' ? { ...asked, part: { ...asked.part, opener: null, text: `${turn.say(turn.words.othersLeft({ values: [size.value] }))} ${asked.part.text}` } } : asked;
  }
  return advise(turn, wish, product, size, found, picked.kind === 'one' ? labelOf(picked.variant) : null, picked.kind === 'one' ? refOf(picked.variant) : null);
};

function* adviseWithoutProduct(turn: Turn, wish: Wish): ReturnType<Job> {
  const { words } = turn;
  const guide = yield* ask('size_guide', { productId: null, query: queryOf(wish, wish.slots.size) });
  const found = guide.kind === 'done' ? guide.output : { passages: [], conversions: [] };
  const passage = bestOf(found.passages);
  const conversion = conversionLine(turn, wish.slots.size, found.conversions);
  const text = [conversion, passage && quotePassage(turn, passage, wish.text, 240)].filter(Boolean).join(' ');
  if (!text && wish.text && wish.action === null) return say('size:which', turn.say(words.sizeOfWhat()), { choices: choicesOf(human(turn)), memory: { asked: asking('what', 'size_help') } });
  if (!text) return notKnown(turn, 'size');
  return say(`size:${text}`, text, { next: turn.say(words.sizeOfWhat()), choices: choicesOf(human(turn)), memory: { asked: asking('what', 'size_help') } });
}

function isOfSize(turn: Turn, product: ProductFacts, key: string, size: SaidSize): boolean {
  const variant = product.variants.find(({ variantKey }) => variantKey === key);
  return variant !== undefined && fittingLabels(turn, product, product.variants, size).has(valueOf(variant, 'size') ?? '');
}

const queryOf = (wish: Wish, size: SaidSize | null) => (size ? writeSize(size) : wish.text.slice(0, 300));

/** "42 en AR es 9 US y 43 EU." From the guide's table; null without one. */
function conversionLine(turn: Turn, size: SaidSize | null, conversions: ToolOutputs['size_guide']['conversions']): string | null {
  const others = conversions.filter(({ system, size: value }) => system !== size?.system && value !== size?.value).slice(0, 4);
  if (!size || others.length === 0) return null;
  return turn.say(turn.words.converts({ size: writeSize(size), others: others.map(({ system, size: value }) => `${value} ${system}`) }));
}

function askUsual(turn: Turn, wish: Wish, product: ProductFacts, { passages }: ToolOutputs['size_guide']): Step {
  const { words } = turn;
  const passage = bestOf(passages);
  const sizes = valuesOf(product.variants, 'size');
  const first = product.variants[0];
  const guide = passage ? quotePassage(turn, passage, wish.text, 240) : turn.say(words.noSizeGuide({ what: shorten(product.title, 60) }));
  return say(`size:${product.productId}:${passage?.passageId ?? ''}`, guide, {
    next: turn.say(words.usualSize()),
    choices: choicesOf(...sizes.slice(0, 2).map((value): Parameters<typeof choicesOf>[number] => [value, { kind: 'size', productId: product.productId, value }]), human(turn)),
    isUnsure: passage === null,
    memory: { focus: first ? know(first) : null, asked: asking('size', 'size_help', { values: sizes.slice(0, 20) }), open: { ...turn.memory.open, productId: product.productId } },
  });
}

function advise(turn: Turn, wish: Wish, product: ProductFacts, size: SaidSize, found: ToolOutputs['size_guide'], label: string | null, ref: { connectionId: string; variantKey: string } | null): Step {
  const { words } = turn;
  const passage = bestOf(found.passages);
  const lines = [
    label ? turn.say(words.yourSizeIsThere({ what: label })) : turn.say(words.inSizes({ what: shorten(product.title, 60), values: valuesOf(product.variants, 'size').slice(0, 10) })),
    conversionLine(turn, size, found.conversions),
    passage && quotePassage(turn, passage, wish.text, 180),
  ];
  const first = product.variants.find(({ variantKey }) => variantKey === ref?.variantKey) ?? product.variants[0];
  return say(`size:${product.productId}:${size.value}`, lines.filter(Boolean).join(' '), {
    next: turn.say(words.shallIAdd()),
    choices: choicesOf(ref ? [words.buttons.addIt, { kind: 'add', ref }] : null, [words.buttons.returns, { kind: 'topic', topic: 'return_policy' }], human(turn)),
    memory: { focus: first ? know(first) : null, asked: null, offer: ref ? formatAction({ kind: 'add', ref }) : null, open: { ...turn.memory.open, productId: product.productId, size: writeSize(size) } },
  });
}
