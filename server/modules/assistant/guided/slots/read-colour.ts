import type { Language } from '#contract/language';
import { foldWords } from '../features/fold-text.ts';
import type { Found, Said } from './said.ts';

export const colourFamilies = ['black', 'white', 'grey', 'red', 'burgundy', 'orange', 'yellow', 'green', 'blue', 'light_blue', 'navy', 'purple', 'pink', 'brown', 'beige', 'gold', 'silver', 'multicolour'] as const;
export type ColourFamily = (typeof colourFamilies)[number];

/** How the colour is called in the shop's languages: what a filter is given. */
const names: Record<ColourFamily, Record<Language, string>> = {
  black: { es: 'negro', pt: 'preto', en: 'black' },
  white: { es: 'blanco', pt: 'branco', en: 'white' },
  grey: { es: 'gris', pt: 'cinza', en: 'grey' },
  red: { es: 'rojo', pt: 'vermelho', en: 'red' },
  burgundy: { es: 'bordó', pt: 'vinho', en: 'burgundy' },
  orange: { es: 'naranja', pt: 'laranja', en: 'orange' },
  yellow: { es: 'amarillo', pt: 'amarelo', en: 'yellow' },
  green: { es: 'verde', pt: 'verde', en: 'green' },
  blue: { es: 'azul', pt: 'azul', en: 'blue' },
  light_blue: { es: 'celeste', pt: 'azul claro', en: 'light blue' },
  navy: { es: 'azul marino', pt: 'azul marinho', en: 'navy' },
  purple: { es: 'violeta', pt: 'roxo', en: 'purple' },
  pink: { es: 'rosa', pt: 'rosa', en: 'pink' },
  brown: { es: 'marrón', pt: 'marrom', en: 'brown' },
  beige: { es: 'beige', pt: 'bege', en: 'beige' },
  gold: { es: 'dorado', pt: 'dourado', en: 'gold' },
  silver: { es: 'plateado', pt: 'prateado', en: 'silver' },
  multicolour: { es: 'multicolor', pt: 'colorido', en: 'multicolour' },
};

/** Folded words with their genders and plurals. Two-word ones first. */
const said: Record<ColourFamily, string> = {
  light_blue: 'azul_claro light_blue sky_blue baby_blue azul_bebe celeste celestes azul_cielo turquesa turquoise aqua',
  navy: 'azul_marino azul_marinho navy_blue navy azul_oscuro azul_escuro dark_blue azul_noche',
  black: 'negro negra negros negras negrito negrita preto preta pretos pretas pretinho pretinha black noir',
  white: 'blanco blanca blancos blancas blanquito branco branca brancos brancas white off_white blanquita crudo',
  grey: 'gris grises cinza cinzas grey gray grafito grafite plomo cinzento',
  red: 'rojo roja rojos rojas vermelho vermelha vermelhos vermelhas red colorada',
  burgundy: 'bordo bordeaux borgona vino vinho burgundy guinda maroon tinto vinotinto',
  orange: 'naranja naranjas anaranjado anaranjada laranja laranjas orange coral salmon',
  yellow: 'amarillo amarilla amarillos amarillas amarelo amarela amarelos amarelas yellow mostaza mostarda mustard',
  green: 'verde verdes green verdecito militar oliva olive khaki',
  blue: 'azul azules azuis blue azulito azulado',
  purple: 'violeta violetas morado morada morados lila lilas roxo roxa roxos purple lavanda lavender',
  pink: 'rosa rosas rosado rosada rosadas rosita pink fucsia fuchsia pink_bebe',
  brown: 'marron marrones marrom cafe cafes castano chocolate brown caramelo caramel camel suela',
  beige: 'beige beiges bege nude crema creme cream arena areia kaki caqui cru',
  gold: 'dorado dorada dorados doradas dourado dourada gold golden',
  silver: 'plateado plateada plateados prateado prateada silver prata plata',
  multicolour: 'multicolor colorido colorida colorful colourful estampado estampada',
};

const byWord = new Map<string, ColourFamily>();
for (const family of colourFamilies) for (const word of said[family].split(' ')) byWord.set(word.replaceAll('_', ' '), family);

/** Ordinary words too: a colour only after "color" or "en", or when the colour was asked for. */
const shy = new Set(['cafe', 'crema', 'creme', 'cream', 'plata', 'prata', 'vino', 'vinho', 'arena', 'areia', 'chocolate', 'suela', 'militar', 'coral', 'salmon', 'tinto', 'plomo', 'crudo', 'cru', 'rosas', 'estampado', 'estampada', 'colorada', 'naranjas', 'gold', 'caramelo', 'lavanda', 'aqua', 'orange', 'noir']);
/** "la plata", "black friday", "Santa Rosa", "tela blanca …" stays a colour. */
const notColours: Record<string, ReadonlySet<string>> = { black: new Set(['friday']), green: new Set(['card']), red: new Set(['bull']), white: new Set(['label']), rosa: new Set(['mosqueta']) };

/** The colour, in the words of the conversation's language ("negro" for "negras"); null: none. Of several the first. */
export function readColour({ words, language, expects }: Said): Found<string> | null {
  for (let index = 0; index < words.length; index += 1) {
    const pair = byWord.get(`${words[index]} ${words[index + 1]}`);
    if (pair) return { value: names[pair][language], from: index, to: index + 2 };
    const word = words[index] ?? '';
    const family = byWord.get(word);
    if (!family || notColours[word]?.has(words[index + 1] ?? '') || words[index - 1] === 'santa') continue;
    const isTold = /^(?:color|cor|colour|colores|cores|en|em|in|na|no|tono|tom)$/.test(words[index - 1] ?? '') || expects === 'colour';
    if (!shy.has(word) || isTold) return { value: names[family][language], from: index, to: index + 1 };
  }
  return null;
}

/** The family of a colour as a shop writes it: "Arena" is a beige; null: none that is known. */
export function colourFamilyOf(text: string): ColourFamily | null {
  const words = foldWords(text).split(' ');
  for (const [at, word] of words.entries()) {
    const family = byWord.get(`${word} ${words[at + 1] ?? ''}`) ?? byWord.get(word);
    if (family) return family;
  }
  return null;
}
