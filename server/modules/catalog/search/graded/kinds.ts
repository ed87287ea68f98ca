import type { Language } from '#contract/language';

/** Kinds of things of the pretend catalogue, as a shop of each language would title them, and what is true of them whatever they are called. */
export interface Kind {
  id: string;
  titles: Record<Language, string>;
  category: Record<Language, string>;
  sizes: 'shoes' | 'letters' | 'numbers' | 'none';
  /** Something that goes with this kind rather than being one. */
  goesWith?: string;
  uses: string[];
  materials: string[];
  people: ('women' | 'men' | 'kids' | null)[];
}

const kind = (id: string, titles: [string, string, string], category: [string, string, string], sizes: Kind['sizes'], more: Partial<Pick<Kind, 'uses' | 'materials' | 'people' | 'goesWith'>> = {}): Kind => ({
  id,
  titles: { es: titles[0], pt: titles[1], en: titles[2] },
  category: { es: category[0], pt: category[1], en: category[2] },
  sizes,
  uses: [],
  materials: [],
  people: [null],
  ...more,
});

const footwear: [string, string, string] = ['Calzado', 'Calçados', 'Shoes'];
const clothes: [string, string, string] = ['Indumentaria', 'Roupas', 'Clothing'];
const extras: [string, string, string] = ['Accesorios', 'Acessórios', 'Accessories'];
const house: [string, string, string] = ['Hogar', 'Casa', 'Home'];
const devices: [string, string, string] = ['Electrónica', 'Eletrônicos', 'Electronics'];
const adults: Kind['people'] = ['women', 'men', null];

export const kinds: readonly Kind[] = [
  kind('sneaker', ['Zapatilla', 'Tênis', 'Sneaker'], footwear, 'shoes', { uses: ['road', 'trail', 'gym', 'casual'], people: ['women', 'men', 'kids'] }),
  kind('boot', ['Bota', 'Bota', 'Boot'], footwear, 'shoes', { uses: ['trekking', 'rain', 'casual'], materials: ['leather', 'rubber'], people: adults }),
  kind('sandal', ['Sandalia', 'Sandália', 'Sandal'], footwear, 'shoes', { uses: ['beach', 'trekking'], materials: ['leather', 'rubber'], people: ['women', 'men'] }),
  kind('flipflop', ['Ojota', 'Chinelo', 'Flip flop'], footwear, 'shoes', { uses: ['beach'], materials: ['rubber'] }),
  kind('formalshoe', ['Zapato', 'Sapato', 'Dress shoe'], footwear, 'shoes', { uses: ['office'], materials: ['leather'], people: ['women', 'men'] }),
  kind('tshirt', ['Remera', 'Camiseta', 'T-shirt'], clothes, 'letters', { uses: ['road', 'casual'], materials: ['cotton', 'polyester'], people: ['women', 'men', 'kids'] }),
  kind('shirt', ['Camisa', 'Camisa social', 'Shirt'], clothes, 'letters', { uses: ['office'], materials: ['linen', 'cotton'], people: ['women', 'men'] }),
  kind('hoodie', ['Buzo', 'Moletom', 'Hoodie'], clothes, 'letters', { uses: ['casual'], materials: ['cotton'], people: adults }),
  kind('jacket', ['Campera', 'Jaqueta', 'Jacket'], clothes, 'letters', { uses: ['rain', 'winter', 'trekking'], materials: ['polyester', 'leather'], people: adults }),
  kind('pants', ['Pantalón', 'Calça', 'Pants'], clothes, 'numbers', { uses: ['office', 'trekking', 'casual'], materials: ['cotton', 'denim'], people: ['women', 'men'] }),
  kind('shorts', ['Short', 'Bermuda', 'Shorts'], clothes, 'letters', { uses: ['road', 'beach'], people: ['women', 'men'] }),
  kind('skirt', ['Pollera', 'Saia', 'Skirt'], clothes, 'letters', { uses: ['casual', 'office'], materials: ['denim', 'linen'], people: ['women'] }),
  kind('dress', ['Vestido', 'Vestido', 'Dress'], clothes, 'letters', { uses: ['party', 'casual'], materials: ['linen', 'silk'], people: ['women'] }),
  kind('swimsuit', ['Malla', 'Maiô', 'Swimsuit'], clothes, 'letters', { uses: ['swim', 'beach'], people: ['women'] }),
  kind('leggings', ['Calza', 'Legging', 'Leggings'], clothes, 'letters', { uses: ['gym', 'yoga'], people: ['women'] }),
  kind('sock', ['Medias', 'Meias', 'Socks'], extras, 'none', { uses: ['road', 'trekking'], materials: ['cotton', 'wool'] }),
  kind('cap', ['Gorra', 'Boné', 'Cap'], extras, 'none', { uses: ['road', 'casual'] }),
  kind('belt', ['Cinturón', 'Cinto', 'Belt'], extras, 'none', { materials: ['leather'], people: ['women', 'men'] }),
  kind('backpack', ['Mochila', 'Mochila', 'Backpack'], extras, 'none', { uses: ['trekking', 'school', 'travel'] }),
  kind('handbag', ['Cartera', 'Bolsa', 'Handbag'], extras, 'none', { materials: ['leather'], people: ['women'] }),
  kind('sunglasses', ['Anteojos de sol', 'Óculos de sol', 'Sunglasses'], extras, 'none', { uses: ['beach', 'road'] }),
  kind('insole', ['Plantillas para zapatillas', 'Palmilhas para tênis', 'Insoles for sneakers'], extras, 'none', { goesWith: 'sneaker', uses: ['road'] }),
  kind('mug', ['Taza', 'Caneca', 'Mug'], house, 'none', { materials: ['ceramic', 'steel'] }),
  kind('pan', ['Sartén', 'Frigideira', 'Frying pan'], house, 'none', { materials: ['steel', 'ceramic'] }),
  kind('cushion', ['Almohadón', 'Almofada', 'Cushion'], house, 'none', { materials: ['cotton', 'linen'] }),
  kind('blanket', ['Manta', 'Cobertor', 'Blanket'], house, 'none', { uses: ['winter'], materials: ['wool', 'cotton'] }),
  kind('towel', ['Toallón', 'Toalha', 'Towel'], house, 'none', { uses: ['beach', 'home'], materials: ['cotton'] }),
  kind('lamp', ['Velador', 'Luminária', 'Lamp'], house, 'none', { materials: ['wood', 'steel'] }),
  kind('fridge', ['Heladera', 'Geladeira', 'Refrigerator'], devices, 'none'),
  kind('phone', ['Celular', 'Celular', 'Phone'], devices, 'none'),
  kind('phonecase', ['Funda para celular', 'Capinha para celular', 'Case for phone'], devices, 'none', { goesWith: 'phone', materials: ['leather', 'plastic'] }),
  kind('charger', ['Cargador para celular', 'Carregador para celular', 'Charger for phone'], devices, 'none', { goesWith: 'phone' }),
  kind('laptop', ['Notebook', 'Notebook', 'Laptop'], devices, 'none'),
  kind('headphones', ['Auriculares', 'Fone de ouvido', 'Headphones'], devices, 'none'),
];
