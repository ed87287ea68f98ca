import { expect, test } from 'vitest';
import type { FoundVariant, ProductFacts } from '#contract/catalog-search';
import type { Turn } from '../turn.ts';
import { pickVariant } from './pick-variant.ts';

/** What a thing that comes in these colours makes of a colour: the variant's colour, those to choose among, or none. */
function pick(colours: string[], colour: string, text: string): string | string[] | null {
  const variants = colours.map((value) => ({ variantKey: value, isAvailable: true, options: { Color: value } }) as unknown as FoundVariant);
  const picked = pickVariant({} as Turn, { title: 'Gorra', category: null, variants } as unknown as ProductFacts, { size: null, colour, text, usualSize: null });
  return picked.kind === 'one' ? picked.variant.variantKey : picked.kind === 'ask' ? picked.values : null;
}

test.each<[colours: string[], colour: string, text: string, picked: string | string[] | null]>([
  [['Arena', 'Negro'], 'beige', 'quiero la gorra en color arena', 'Arena'],
  [['Arena', 'Negro'], 'beige', 'la tienen en beige?', 'Arena'],
  [['Arena', 'Beige'], 'beige', 'en arena', 'Arena'],
  [['Arena', 'Beige'], 'beige', 'en beige', 'Beige'],
  [['Verde', 'Verde oliva'], 'verde', 'la quiero en verde oliva', 'Verde oliva'],
  [['Verde', 'Verde oliva'], 'verde', 'la quiero verde', 'Verde'],
  [['Arena', 'Crema', 'Negro'], 'beige', 'en beige', ['Arena', 'Crema']],
  [['Preto', 'Branco'], 'preto', 'a preta', 'Preto'],
  [['Arena', 'Negro'], 'beige', 'que no sea negro, mejor en color arena', 'Arena'],
  [['Azul marino', 'Negro'], 'azul', 'en azul', null],
])('of %j, %s of "%s" is %j', (colours, colour, text, picked) => {
  expect(pick(colours, colour, text)).toEqual(picked);
});
