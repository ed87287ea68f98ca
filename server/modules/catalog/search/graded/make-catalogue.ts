import { makeChance } from '#test/chance';
import type { Language } from '#contract/language';
import type { IndexedProduct, IndexedVariant } from '../product-index.ts';
import { kinds } from './kinds.ts';
import type { Kind } from './kinds.ts';

/** What is true of a product, whatever words its shop found for it: queries are graded against this. */
export interface Truth {
  kind: string;
  goesWith: string | null;
  use: string | null;
  material: string | null;
  whom: 'women' | 'men' | 'kids' | null;
  colours: string[];
  brand: string;
  language: Language;
}

export interface GradedProduct {
  product: IndexedProduct;
  truth: Truth;
}

const say: Record<Language, Record<string, string>> = {
  es: { road: 'para correr en asfalto', trail: 'de trail para montaña', gym: 'de gimnasio', casual: 'de uso diario', trekking: 'de trekking', rain: 'para lluvia', beach: 'de playa', office: 'para la oficina', winter: 'de invierno', party: 'de fiesta', swim: 'de natación', yoga: 'para yoga', school: 'escolar', travel: 'de viaje', home: 'de baño', women: 'de mujer', men: 'de hombre', kids: 'de niños', leather: 'cuero', rubber: 'goma', cotton: 'algodón', polyester: 'poliéster', linen: 'lino', denim: 'jean', silk: 'seda', wool: 'lana', ceramic: 'cerámica', steel: 'acero inoxidable', wood: 'madera', plastic: 'plástico', black: 'Negro', white: 'Blanco', blue: 'Azul', navy: 'Azul marino', red: 'Rojo', green: 'Verde militar', beige: 'Arena', pink: 'Rosa', size: 'Talle', colour: 'Color', madeOf: 'Hecho en', good: 'Buena terminación y garantía de seis meses.' },
  pt: { road: 'para corrida no asfalto', trail: 'de trilha', gym: 'para academia', casual: 'do dia a dia', trekking: 'de caminhada na montanha', rain: 'para chuva', beach: 'de praia', office: 'para o escritório', winter: 'de inverno', party: 'de festa', swim: 'de natação', yoga: 'para ioga', school: 'escolar', travel: 'de viagem', home: 'de banho', women: 'feminino', men: 'masculino', kids: 'infantil', leather: 'couro', rubber: 'borracha', cotton: 'algodão', polyester: 'poliéster', linen: 'linho', denim: 'jeans', silk: 'seda', wool: 'lã', ceramic: 'cerâmica', steel: 'aço inox', wood: 'madeira', plastic: 'plástico', black: 'Preto', white: 'Branco', blue: 'Azul', navy: 'Azul marinho', red: 'Vermelho', green: 'Verde militar', beige: 'Areia', pink: 'Rosa', size: 'Tamanho', colour: 'Cor', madeOf: 'Feito em', good: 'Bom acabamento e garantia de seis meses.' },
  en: { road: 'for road running', trail: 'for trail running', gym: 'for the gym', casual: 'for every day', trekking: 'for hiking', rain: 'for the rain', beach: 'for the beach', office: 'for the office', winter: 'for winter', party: 'for parties', swim: 'for swimming', yoga: 'for yoga', school: 'for school', travel: 'for travel', home: 'for the bath', women: "women's", men: "men's", kids: "kids'", leather: 'leather', rubber: 'rubber', cotton: 'cotton', polyester: 'polyester', linen: 'linen', denim: 'denim', silk: 'silk', wool: 'wool', ceramic: 'ceramic', steel: 'stainless steel', wood: 'wood', plastic: 'plastic', black: 'Black', white: 'White', blue: 'Blue', navy: 'Navy', red: 'Red', green: 'Military green', beige: 'Sand', pink: 'Pink', size: 'Size', colour: 'Color', madeOf: 'Made of', good: 'Well finished, with a guarantee of six months.' },
};
const colours = ['black', 'white', 'blue', 'navy', 'red', 'green', 'beige', 'pink'];
const brands = ['Tranco', 'Guarda Pampa', 'Lenga', 'Ipê Azul', 'Northwind', 'Kallpa'];
const models = ['Norte', 'Pampa', 'Brisa', 'Cuesta', 'Delta', 'Faro', 'Lago', 'Sierra', 'Quilla', 'Orla', 'Serra', 'Ridge', 'Harbor', 'Valle', 'Ceibo', 'Tigre', 'Nahuel', 'Bruma', 'Aroeira', 'Vento'];
const sizes: Record<Kind['sizes'], string[]> = { shoes: ['37', '39', '41', '42', '43'], letters: ['S', 'M', 'L', 'XL'], numbers: ['38', '40', '42', '44'], none: [] };

/** Some 300 products of one shop that writes mostly Spanish, a third Portuguese and a little English. The same every time. */
export function makeCatalogue(): GradedProduct[] {
  const random = makeChance(20_261_126);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const products: GradedProduct[] = [];
  for (const [at, kind] of kinds.entries()) {
    const count = kind.sizes === 'none' ? 7 : 12;
    for (let number = 0; number < count; number += 1) {
      const language: Language = number % 6 === 5 ? 'en' : number % 3 === 2 ? 'pt' : 'es';
      const first = pick(colours);
      const truth: Truth = {
        kind: kind.id,
        goesWith: kind.goesWith ?? null,
        // Each use and each person of a kind comes in turn, so that every question has an answer.
        use: kind.uses[number % Math.max(1, kind.uses.length)] ?? null,
        material: kind.materials.length > 0 ? pick(kind.materials) : null,
        whom: kind.people[Math.floor(number / Math.max(1, kind.uses.length)) % kind.people.length] ?? null,
        colours: [...new Set([first, pick(colours)])],
        brand: pick(brands),
        language,
      };
      products.push({ truth, product: describe(kind, truth, `p${at}-${number}`, pick(models), 1000 + Math.floor(random() * 9000), number) });
    }
  }
  return products;
}

function describe(kind: Kind, truth: Truth, id: string, model: string, priceMinor: number, number: number): IndexedProduct {
  const words = say[truth.language];
  const name = kind.titles[truth.language];
  const parts = truth.language === 'en' ? [model, truth.whom && words[truth.whom], name] : [name, model, truth.whom && words[truth.whom]];
  // Shops differ: one names the use in the title, another in the description, a third in a tag.
  const use = truth.use && words[truth.use];
  const title = [...parts, use && number % 3 === 0 && use].filter((part) => part).join(' ');
  const description = [use && number % 3 === 1 && `${use}.`, truth.material && `${words.madeOf} ${words[truth.material]}.`, words.good].filter((part) => part).join(' ');
  return {
    id,
    title,
    brand: truth.brand,
    category: kind.category[truth.language],
    tags: use && number % 3 === 2 ? [use] : [],
    attributes: truth.material && number % 2 === 0 ? { material: words[truth.material] ?? '' } : {},
    description,
    variants: describeVariants(kind, truth, priceMinor),
  };
}

function describeVariants(kind: Kind, { colours: own, language }: Truth, priceMinor: number): IndexedVariant[] {
  const words = say[language];
  const labels = sizes[kind.sizes];
  const choices = own.flatMap((colour) => (labels.length > 0 ? labels : [null]).map((size) => ({ colour, size })));
  return choices.map(({ colour, size }, position) => {
    const options = { [words.colour ?? '']: words[colour] ?? '', ...(size ? { [words.size ?? '']: size } : {}) };
    return { position, title: Object.values(options).join(' / '), sku: null, options, priceMinor, isAvailable: true };
  });
}
