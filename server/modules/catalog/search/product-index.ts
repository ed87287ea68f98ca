import { Column } from './column.ts';
import { isFootwear } from './footwear.ts';
import { Categories } from './kinship.ts';
import { colourKeys, readMask, readVariantFacets, useKeys, whomKeys } from './read-facets.ts';
import { readSizeLabel } from './sizes.ts';
import type { Size, SizedThing } from './sizes.ts';
import { goesWithWords } from './small-words.ts';
import { findKeys, isKind } from './word-table.ts';
import { readWords } from './read-words.ts';
import { WordIndex } from './word-index.ts';

export interface IndexedVariant {
  /** Its place among the product's variants: with the product's id it finds the row again. */
  position: number;
  title: string;
  sku: string | null;
  options: Readonly<Record<string, string>>;
  /** Null: the shop tells none. */
  priceMinor: number | null;
  isAvailable: boolean;
}

export interface IndexedProduct {
  id: string;
  title: string;
  brand: string | null;
  category: string | null;
  tags: readonly string[];
  attributes: Readonly<Record<string, string>>;
  description: string | null;
  variants: readonly IndexedVariant[];
}

/** What a thing is for stands at the beginning of its description. */
const tellingLength = 1000;
/** Codes of a product with very many variants beyond these are not searched. */
const maxCodes = 300;

/** A workspace's products as searched: their words, and in columns what filters and the choice of a variant need. */
export class ProductIndex {
  readonly words = new WordIndex();
  readonly categories = new Categories();
  /** Ids by document; empty for one that was replaced. */
  readonly productIds: string[] = [];
  readonly colours = new Column(Uint32Array);
  readonly uses = new Column(Uint32Array);
  readonly whom = new Column(Uint8Array);
  readonly brandOf = new Column(Uint32Array);
  readonly brands: string[] = [''];
  /** Which kinds of things the title names, by document: a place in `kindSets`. */
  readonly kindsOf = new Column(Uint16Array);
  readonly kindSets: ReadonlySet<string>[] = [new Set()];
  readonly #kindIds = new Map<string, number>([['', 0]]);
  readonly #isShoe = new Column(Uint8Array);
  readonly #variantEnds = new Column(Uint32Array);
  readonly variantPositions = new Column(Uint32Array);
  readonly variantColours = new Column(Uint32Array);
  readonly variantPrices = new Column(Float64Array);
  readonly variantAvailable = new Column(Uint8Array);
  readonly #variantSizes = new Column(Uint32Array);
  /** Labels by id; 0 is none. */
  readonly sizeLabels: string[] = [''];
  readonly sizes: Size[][] = [[]];
  readonly #sizeIds = new Map<string, number>();
  readonly #brandIds = new Map<string, number>();
  readonly #documentOf = new Map<string, number>();
  #deadCount = 0;

  get productCount(): number {
    return this.#documentOf.size;
  }
  /** Replaced documents still take room; with more of them than this share it is time to build anew. */
  get isWorn(): boolean {
    return this.#deadCount > 2000 && this.#deadCount > this.productCount / 2;
  }

  /** Adds a product, or replaces it. */
  put(product: IndexedProduct): void {
    this.remove(product.id);
    const facets = product.variants.map(({ options }) => readVariantFacets(options));
    const attributes = Object.values(product.attributes);
    const said = [product.title, product.category ?? '', ...product.tags, ...attributes].join('. ');
    const documentNo = this.words.add({ title: product.title, brand: product.brand, category: product.category, facts: factsOf(product), description: product.description });
    this.categories.add(product.category);
    this.productIds[documentNo] = product.id;
    this.#documentOf.set(product.id, documentNo);
    const ownColours = facets.reduce((mask, { colours }) => mask | colours, 0);
    this.colours.push(ownColours === 0 ? readMask([product.title, ...attributes].join('. '), colourKeys) : ownColours);
    this.uses.push(readMask(`${said}. ${(product.description ?? '').slice(0, tellingLength)}`, useKeys));
    this.whom.push(readMask(said, whomKeys));
    this.brandOf.push(product.brand === null ? 0 : intern(this.#brandIds, this.brands, product.brand));
    this.kindsOf.push(this.#internKinds(readKinds(product.title)));
    this.#isShoe.push(isFootwear(`${product.title}. ${product.category ?? ''}`) ? 1 : 0);
    for (const [at, variant] of product.variants.entries()) {
      this.variantPositions.push(variant.position);
      this.variantColours.push(facets[at]?.colours ?? 0);
      this.variantPrices.push(variant.priceMinor ?? Number.NaN);
      this.variantAvailable.push(variant.isAvailable ? 1 : 0);
      this.#variantSizes.push(this.#internSize(facets[at]?.size ?? null));
    }
    this.#variantEnds.push(this.variantPositions.length);
  }

  remove(productId: string): void {
    const documentNo = this.#documentOf.get(productId);
    if (documentNo === undefined) return;
    this.words.remove(documentNo);
    this.productIds[documentNo] = '';
    this.#documentOf.delete(productId);
    this.#deadCount += 1;
  }

  /** Notes which variants can be bought now; positions it does not know are left out. */
  setAvailable(productId: string, availableByPosition: ReadonlyMap<number, boolean>): void {
    const documentNo = this.#documentOf.get(productId);
    if (documentNo === undefined) return;
    for (let at = this.variantStart(documentNo); at < this.variantEnd(documentNo); at += 1) {
      const isAvailable = availableByPosition.get(this.variantPositions.values[at]!);
      if (isAvailable !== undefined) this.variantAvailable.values[at] = isAvailable ? 1 : 0;
    }
  }

  documentOf(productId: string): number | undefined {
    return this.#documentOf.get(productId);
  }
  thing(documentNo: number): SizedThing {
    return this.#isShoe.values[documentNo] === 1 ? 'shoe' : 'clothes';
  }
  variantStart(documentNo: number): number {
    return documentNo === 0 ? 0 : this.#variantEnds.values[documentNo - 1]!;
  }
  variantEnd(documentNo: number): number {
    return this.#variantEnds.values[documentNo]!;
  }
  sizeOf(variant: number): number {
    return this.#variantSizes.values[variant]!;
  }
  /** Some variant can be bought now. */
  isAvailable(documentNo: number): boolean {
    for (let at = this.variantStart(documentNo); at < this.variantEnd(documentNo); at += 1) if (this.variantAvailable.values[at] === 1) return true;
    return false;
  }

  /** Every live document. */
  documents(): number[] {
    return [...this.#documentOf.values()];
  }
  /** By when the product was first known, which its id tells: a document's number only tells when it last changed. */
  isOlder(left: number, right: number): boolean {
    return this.productIds[left]! < this.productIds[right]!;
  }

  /** What it takes of memory, estimated from its arrays and the number of its texts. */
  get bytes(): number {
    const columns = [this.colours, this.uses, this.whom, this.brandOf, this.kindsOf, this.#isShoe, this.#variantEnds, this.variantPositions, this.variantColours, this.variantPrices, this.variantAvailable, this.#variantSizes];
    return this.words.bytes + this.categories.bytes + columns.reduce((sum, column) => sum + column.bytes, 0) + this.productIds.length * 64 + this.#documentOf.size * 48;
  }

  #internKinds(kinds: readonly string[]): number {
    const key = kinds.join(' ');
    const known = this.#kindIds.get(key);
    if (known !== undefined) return known;
    // A column of 16 bits; no catalogue has so many ways to mix kinds.
    if (this.kindSets.length > 65_535) return 0;
    this.#kindIds.set(key, this.kindSets.length);
    this.kindSets.push(new Set(kinds));
    return this.kindSets.length - 1;
  }

  #internSize(label: string | null): number {
    if (label === null) return 0;
    const id = intern(this.#sizeIds, this.sizeLabels, label);
    this.sizes[id] ??= readSizeLabel(label);
    return id;
  }
}

function intern(ids: Map<string, number>, texts: string[], text: string): number {
  const known = ids.get(text);
  if (known !== undefined) return known;
  ids.set(text, texts.length);
  texts.push(text);
  return texts.length - 1;
}

function factsOf({ tags, attributes, variants }: IndexedProduct): string[] {
  const values = new Set([...tags, ...Object.values(attributes)]);
  let codes = 0;
  for (const { options, sku } of variants) {
    for (const value of Object.values(options)) values.add(value);
    if (sku && codes < maxCodes) {
      values.add(sku);
      codes += 1;
    }
  }
  return [...values];
}

/** Kinds that a title names before it says what they go with: of "insoles for sneakers", insoles. */
function readKinds(title: string): string[] {
  const words = readWords(title, 80).filter((word, at, all) => word.position !== all[at - 1]?.position);
  const end = words.findIndex(({ text, position }) => position > 0 && goesWithWords.has(text));
  const own = words.slice(0, end < 0 ? undefined : end).map(({ text }) => text);
  return [...new Set(findKeys(own).map(({ key }) => key).filter(isKind))].toSorted();
}
