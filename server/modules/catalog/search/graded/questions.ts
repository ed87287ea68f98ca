import type { Language } from '#contract/language';
import type { Truth } from './make-catalogue.ts';

export interface Question {
  language: Language;
  text: string;
  /** Everything that was asked; what a product fails of it makes it a substitute. */
  wants: Partial<Pick<Truth, 'use' | 'material' | 'whom' | 'brand'>> & { kind: string; colour?: string };
}

const ask = (language: Language, text: string, wants: Question['wants']): Question => ({ language, text, wants });

/** As people type: with and without accents, mistyped, in the words of their country, in another language than the shop's. */
export const questions: readonly Question[] = [
  ask('es', 'zapatillas para correr en asfalto', { kind: 'sneaker', use: 'road' }),
  ask('es', 'tenis de mujer para trail', { kind: 'sneaker', use: 'trail', whom: 'women' }),
  ask('es', 'championes para el gimnasio', { kind: 'sneaker', use: 'gym' }),
  ask('es', 'zapatiyas de niño', { kind: 'sneaker', whom: 'kids' }),
  ask('es', 'playera de algodon para hombre', { kind: 'tshirt', material: 'cotton', whom: 'men' }),
  ask('es', 'polera mujer', { kind: 'tshirt', whom: 'women' }),
  ask('es', 'remeras rojas', { kind: 'tshirt', colour: 'red' }),
  ask('es', 'casaca impermeable para la lluvia', { kind: 'jacket', use: 'rain' }),
  ask('es', 'chamarra de invierno', { kind: 'jacket', use: 'winter' }),
  ask('es', 'busco una campera de cuero', { kind: 'jacket', material: 'leather' }),
  ask('es', 'sudadera negra', { kind: 'hoodie', colour: 'black' }),
  ask('es', 'falda de mezclilla', { kind: 'skirt', material: 'denim' }),
  ask('es', 'bañador para nadar', { kind: 'swimsuit', use: 'swim' }),
  ask('es', 'vestido de fiesta azul', { kind: 'dress', use: 'party', colour: 'blue' }),
  ask('es', 'pantalon de vestir para ir a trabajar', { kind: 'pants', use: 'office' }),
  ask('es', 'botas de trekking', { kind: 'boot', use: 'trekking' }),
  ask('es', 'sandalias de cuero', { kind: 'sandal', material: 'leather' }),
  ask('es', 'chanclas', { kind: 'flipflop' }),
  ask('es', 'mochila para el colegio', { kind: 'backpack', use: 'school' }),
  ask('es', 'lentes de sol', { kind: 'sunglasses' }),
  ask('es', 'correa de cuero hombre', { kind: 'belt', whom: 'men' }),
  ask('es', 'refrigerador', { kind: 'fridge' }),
  ask('es', 'movil', { kind: 'phone' }),
  ask('es', 'funda celular', { kind: 'phonecase' }),
  ask('es', 'sarten de ceramica', { kind: 'pan', material: 'ceramic' }),
  ask('es', 'cobija de lana', { kind: 'blanket', material: 'wool' }),
  ask('es', 'cojines de lino', { kind: 'cushion', material: 'linen' }),
  ask('pt', 'tênis de corrida feminino', { kind: 'sneaker', use: 'road', whom: 'women' }),
  ask('pt', 'tenis para academia', { kind: 'sneaker', use: 'gym' }),
  ask('pt', 'camiseta masculina preta', { kind: 'tshirt', whom: 'men', colour: 'black' }),
  ask('pt', 'jaqueta corta chuva', { kind: 'jacket', use: 'rain' }),
  ask('pt', 'moletom', { kind: 'hoodie' }),
  ask('pt', 'saia jeans', { kind: 'skirt', material: 'denim' }),
  ask('pt', 'óculos de sol', { kind: 'sunglasses' }),
  ask('pt', 'geladeira', { kind: 'fridge' }),
  ask('pt', 'capinha de celular de couro', { kind: 'phonecase', material: 'leather' }),
  ask('pt', 'calça social para o trabalho', { kind: 'pants', use: 'office' }),
  ask('pt', 'bota de chuva', { kind: 'boot', use: 'rain' }),
  ask('pt', 'caneca de cerâmica', { kind: 'mug', material: 'ceramic' }),
  ask('pt', 'mochila para viajar', { kind: 'backpack', use: 'travel' }),
  ask('pt', 'legging para yoga', { kind: 'leggings', use: 'yoga' }),
  ask('pt', 'sapato social masculino', { kind: 'formalshoe', whom: 'men' }),
  ask('en', 'road running shoes for women', { kind: 'sneaker', use: 'road', whom: 'women' }),
  ask('en', 'trail runners', { kind: 'sneaker', use: 'trail' }),
  ask('en', 'black t shirt', { kind: 'tshirt', colour: 'black' }),
  ask('en', 'mens leather belt', { kind: 'belt', whom: 'men' }),
  ask('en', 'rain jacket', { kind: 'jacket', use: 'rain' }),
  ask('en', 'hiking backpack', { kind: 'backpack', use: 'trekking' }),
  ask('en', 'linen dress', { kind: 'dress', material: 'linen' }),
  ask('en', 'swimsuit for the beach', { kind: 'swimsuit', use: 'beach' }),
  ask('en', 'cell phone', { kind: 'phone' }),
  ask('en', 'headphnes', { kind: 'headphones' }),
  ask('en', 'stainless steel mug', { kind: 'mug', material: 'steel' }),
  ask('en', 'wool socks for hiking', { kind: 'sock', use: 'trekking', material: 'wool' }),
];

/** Exact: all of it. Substitute: the thing itself without some of it. Complement: goes with it. Null: another thing. */
export function gradeOf({ wants }: Question, truth: Truth): 'E' | 'S' | 'C' | null {
  if (truth.kind !== wants.kind) return truth.goesWith === wants.kind ? 'C' : null;
  const { colour } = wants;
  const hasColour = !colour || truth.colours.includes(colour) || (colour === 'blue' && truth.colours.includes('navy'));
  const isMeant = (name: 'use' | 'material' | 'whom' | 'brand') => wants[name] === undefined || truth[name] === wants[name];
  return hasColour && isMeant('use') && isMeant('material') && isMeant('whom') && isMeant('brand') ? 'E' : 'S';
}
