import type { FoundVariant, ProductFacts } from '#contract/catalog-search';
import type { Passage } from '#contract/knowledge';
import { foldWords } from './features/fold-text.ts';
import { countShared, stems } from './plain-words.ts';

/** A small pretend shop for dialogues: everything in memory, so that a dialogue takes a millisecond. */

const connectionId = '0198c0de-0000-7000-8000-00000000000a';

interface Goods {
  id: string;
  title: string;
  category: string;
  price: number;
  compareAt?: number;
  sizes?: Record<string, number>;
  colours?: string[];
  attributes?: Record<string, string>;
  description?: string;
  /** Words by which it is found, in three languages. */
  words: string;
  use?: string[];
  forWhom?: string;
  stock?: number;
}

const shoeWords = 'zapatillas tenis sneakers shoes running zapato tenis corrida corrida';
const goods: Goods[] = [
  { id: 'norte', title: 'Zapatilla Norte', category: 'Zapatillas', price: 8999900, sizes: { 40: 3, 41: 0, 42: 8, 43: 2 }, colours: ['Negro', 'Azul'], attributes: { Uso: 'asfalto', Material: 'malla respirable', Peso: '260 g' }, description: 'Amortiguación media para correr en asfalto. No es impermeable.', words: `${shoeWords} asfalto correr road pavement`, use: ['asfalto', 'running'], forWhom: 'unisex' },
  { id: 'ruta', title: 'Zapatilla Ruta', category: 'Zapatillas', price: 10499900, sizes: { 39: 4, 42: 5, 44: 1 }, colours: ['Negro'], attributes: { Uso: 'asfalto', Material: 'tejido', Peso: '240 g' }, description: 'Liviana, para entrenar rápido en asfalto.', words: `${shoeWords} asfalto correr road pavement`, use: ['asfalto', 'running'], forWhom: 'men' },
  { id: 'brisa', title: 'Zapatilla Brisa', category: 'Zapatillas', price: 7499900, sizes: { 36: 5, 37: 5, 42: 6 }, colours: ['Rosa'], attributes: { Uso: 'asfalto', Material: 'malla' }, description: 'Cómoda para todos los días y trotes suaves.', words: `${shoeWords} asfalto correr road`, use: ['asfalto', 'running'], forWhom: 'women' },
  { id: 'cumbre', title: 'Zapatilla Cumbre', category: 'Zapatillas', price: 12999900, sizes: { 41: 2, 42: 2 }, colours: ['Verde'], attributes: { Uso: 'montaña', Material: 'membrana impermeable' }, description: 'Impermeable, con agarre para montaña.', words: `${shoeWords} montaña trail mountain trilha`, use: ['montaña', 'trail'], forWhom: 'unisex' },
  { id: 'barrio', title: 'Zapatilla Barrio', category: 'Zapatillas', price: 5999900, sizes: { 38: 3, 40: 3 }, colours: ['Blanco'], attributes: { Uso: 'urbano' }, words: `${shoeWords} urbano casual`, use: ['urbano'], forWhom: 'unisex' },
  { id: 'pista', title: 'Zapatilla Pista', category: 'Zapatillas', price: 9499900, sizes: { 42: 0, 43: 0 }, colours: ['Rojo'], attributes: { Uso: 'gimnasio' }, words: `${shoeWords} gimnasio gym academia`, use: ['gimnasio'], forWhom: 'unisex' },
  { id: 'lisa', title: 'Remera Lisa', category: 'Remeras', price: 1999900, compareAt: 2499900, sizes: { S: 4, M: 10, L: 6 }, colours: ['Blanco', 'Negro'], attributes: { Material: 'algodón' }, description: 'Remera de algodón peinado.', words: 'remera remeras camiseta polera playera t-shirt shirt algodon', forWhom: 'unisex' },
  { id: 'buzo', title: 'Buzo Sur', category: 'Buzos', price: 3999900, sizes: { XXS: 2, S: 4, M: 4, L: 4, XL: 4, XXL: 4, '3XL': 3 }, attributes: { Material: 'frisa' }, words: 'buzo buzos moletom hoodie sweatshirt' },
  { id: 'medias', title: 'Medias Deportivas', category: 'Medias', price: 499900, words: 'medias calcetines meias socks', stock: 50, attributes: { Material: 'algodón' } },
  { id: 'mochila', title: 'Mochila Andes', category: 'Mochilas', price: 6499900, colours: ['Negro'], attributes: { Capacidad: '25 litros', Notebook: 'hasta 15 pulgadas' }, description: 'Mochila resistente al agua con bolsillo para notebook de hasta 15 pulgadas.', words: 'mochila mochilas backpack bag', stock: 7 },
  { id: 'funda', title: 'Funda Clara', category: 'Accesorios', price: 899900, attributes: { Compatibilidad: 'iPhone 13 y iPhone 14', Material: 'silicona' }, words: 'funda fundas case capa capinha celular phone iphone', stock: 20 },
  { id: 'calma', title: 'Crema Calma', category: 'Skincare', price: 2599900, attributes: { Piel: 'sensible', Textura: 'ligera' }, description: 'Crema para piel sensible, sin perfume.', words: 'crema cremas hidratante cream moisturizer creme skincare piel pele skin sensible sensivel sensitive', use: ['piel sensible'], stock: 9 },
  { id: 'nutre', title: 'Crema Nutre', category: 'Skincare', price: 2899900, attributes: { Piel: 'seca', Textura: 'rica' }, description: 'Crema nutritiva para piel seca.', words: 'crema cremas hidratante cream moisturizer creme skincare piel pele skin seca dry', use: ['piel seca'], stock: 9 },
];

const sizeSystems: Record<string, { system: string; size: string }[]> = {
  '9 US': [{ system: 'AR', size: '42' }, { system: 'EU', size: '43' }],
  '42': [{ system: 'US', size: '9' }, { system: 'EU', size: '43' }],
  '42 AR': [{ system: 'US', size: '9' }, { system: 'EU', size: '43' }],
};

const variantsOf = (one: Goods, stock: Record<string, number>): FoundVariant[] => {
  const sizes = one.sizes ? Object.entries(one.sizes) : [[null, one.stock ?? 5] as const];
  return sizes.flatMap(([size, units]) =>
    (one.colours ?? [null]).map((colour) => {
      const key = [one.id, size, colour && foldWords(colour)].filter(Boolean).join('-');
      const left = stock[key] ?? units;
      return {
        connectionId, variantKey: key, productId: one.id, title: one.title, variantTitle: [size, (one.colours?.length ?? 0) > 1 ? colour : null].filter(Boolean).join(' / ') || null,
        options: { ...(size && { Talle: size }), ...(colour && { Color: colour }) }, priceMinor: one.price, compareAtMinor: one.compareAt ?? null, currency: 'ARS', stock: left, isAvailable: left > 0,
        imageUrl: null, url: null, brand: null, category: one.category, reasons: one.use?.slice(0, 1) ?? [],
      };
    }),
  );
};

export interface Shelf {
  products: ProductFacts[];
  variant(key: string): FoundVariant | undefined;
  search(input: { query: string; filters: Record<string, unknown>; onlyAvailable: boolean; excludeProductIds: string[]; limit: number }): { items: FoundVariant[]; total: number; relaxed: string | null; ask: { facet: 'category' | 'use'; values: string[] } | null };
  convert(query: string): { system: string; size: string }[];
}

/** @param stock units of a variant other than usual, by its key. */
export function fillShelf(stock: Record<string, number> = {}, titles: Record<string, string> = {}): Shelf {
  const products: ProductFacts[] = goods.map((one) => ({ productId: one.id, title: titles[one.id] ?? one.title, description: one.description ?? null, brand: null, category: one.category, attributes: one.attributes ?? {}, url: null, variants: variantsOf({ ...one, title: titles[one.id] ?? one.title }, stock) }));
  return {
    products,
    variant: (key) => products.flatMap(({ variants }) => variants).find(({ variantKey }) => variantKey === key),
    search: (input) => {
      const strict = search(products, input);
      if (strict.items.length > 0 || !input.filters['size']) return strict;
      return { ...search(products, { ...input, filters: { ...input.filters, size: null } }), relaxed: 'size' };
    },
    convert: (query) => sizeSystems[query] ?? [],
  };
}

function search(products: ProductFacts[], { query, filters, onlyAvailable, excludeProductIds, limit }: Parameters<Shelf['search']>[0]): ReturnType<Shelf['search']> {
  const wanted = stems(query);
  const hits = products
    .filter(({ productId }) => !excludeProductIds.includes(productId))
    .map((product) => {
      const one = goods.find(({ id }) => id === product.productId);
      return { product, one, shared: countShared(wanted, `${product.title} ${product.category} ${one?.words} ${Object.values(product.attributes).join(' ')}`) };
    })
    .filter(({ shared }) => wanted.length === 0 || shared >= Math.ceil(wanted.length / 2))
    .filter(({ one }) => filters['forWhom'] == null || !one?.forWhom || one.forWhom === 'unisex' || one.forWhom === filters['forWhom'])
    .filter(({ one }) => filters['use'] == null || countShared(stems(String(filters['use'])), [...(one?.use ?? []), one?.words, one?.description].join(' ')) > 0)
    .flatMap(({ product, shared }) => {
      const fitting = product.variants.filter((variant) => (!onlyAvailable || variant.isAvailable) && fits(variant, filters));
      return fitting[0] ? [{ item: fitting[0], shared }] : [];
    })
    .toSorted((left, right) => right.shared - left.shared);
  const uses = [...new Set(hits.flatMap(({ item }) => goods.find(({ id }) => id === item.productId)?.use?.[0] ?? []))];
  const categories = [...new Set(hits.map(({ item }) => item.category ?? ''))];
  return { items: hits.slice(0, limit).map(({ item }) => item), total: hits.length, relaxed: null, ask: categories.length > 1 && wanted.length === 0 ? { facet: 'category', values: categories } : uses.length > 1 && filters['use'] == null ? { facet: 'use', values: uses } : null };
}

function fits(variant: FoundVariant, filters: Record<string, unknown>): boolean {
  const same = (value: string | undefined, wanted: unknown) => wanted == null || (value !== undefined && foldWords(value).slice(0, 4) === foldWords(String(wanted)).slice(0, 4));
  return same(variant.options['Talle'], filters['size']) && same(variant.options['Color'], filters['colour']) && (filters['maxMinor'] == null || variant.priceMinor <= Number(filters['maxMinor'])) && (filters['minMinor'] == null || variant.priceMinor >= Number(filters['minMinor']));
}

/** `words`: by which a page is found, in three languages. */
export const pages: (Omit<Passage, 'score'> & { words: string })[] = [
  { passageId: 'returns', source: 'Cambios y devoluciones', kind: 'policy', url: null, text: 'Tienes 30 días para cambios y devoluciones desde que recibes el pedido. El primer cambio es sin costo. El producto debe estar sin uso.', words: 'cambios devoluciones trocas devolução returns exchanges' },
  { passageId: 'warranty', source: 'Garantía', kind: 'policy', url: null, text: 'Todos los productos tienen garantía de 6 meses por fallas de fabricación.', words: 'garantía garantia warranty' },
  { passageId: 'payment', source: 'Medios de pago', kind: 'faq', url: null, text: 'Aceptamos tarjetas de crédito y débito, transferencia y efectivo. Hasta 3 cuotas sin interés.', words: 'medios pago cuotas formas pagamento parcelamento payment methods instalments' },
  { passageId: 'hours', source: 'Nuestra tienda', kind: 'hours', url: null, text: 'Abrimos de lunes a viernes de 10 a 18. El local está en Av. Corrientes 1234, Buenos Aires.', words: 'horarios dirección tienda horário endereço loja opening hours address shop' },
  { passageId: 'about', source: 'Quiénes somos', kind: 'about', url: null, text: 'Somos una tienda de Buenos Aires que vende en línea desde 2015.', words: 'quiénes somos confiable quem somos confiável about us' },
  { passageId: 'privacy', source: 'Privacidad', kind: 'policy', url: null, text: 'Usamos tus datos solo para tus pedidos y no los compartimos.', words: 'privacidad datos personales privacidade dados pessoais privacy personal data' },
  { passageId: 'codes', source: 'Cupones', kind: 'faq', url: null, text: 'Los cupones valen una vez por persona y no se suman.', words: 'condiciones cupones códigos condições cupons códigos conditions coupons codes' },
];
