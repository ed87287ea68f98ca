import { foldText } from '#platform/fold-text';

/** Names that people of a country use for one place. What another country calls so is another place: "DF", "Santiago", "PR". */
const alike: Record<string, readonly (readonly string[])[]> = {
  AR: [
    ['ciudad de buenos aires', 'ciudad autonoma de buenos aires', 'caba', 'capital federal', 'capital', 'c a b a'],
    ['gran buenos aires', 'gba', 'conurbano', 'conurbano bonaerense'],
  ],
  BR: [
    ['sao paulo', 'sp', 'sampa'],
    ['rio de janeiro', 'rj'],
    ['minas gerais', 'mg'],
    ['belo horizonte', 'bh'],
    ['rio grande do sul', 'rs'],
    ['santa catarina', 'sc'],
    ['parana', 'pr'],
    ['bahia', 'ba'],
    ['pernambuco', 'pe'],
    ['ceara', 'ce'],
    ['distrito federal', 'df', 'd f', 'brasilia'],
  ],
  MX: [
    ['ciudad de mexico', 'cdmx', 'mexico df', 'mexico d f', 'distrito federal', 'df', 'd f'],
    ['nuevo leon', 'nl', 'n l'],
    ['estado de mexico', 'edomex', 'edo mex', 'edo de mexico'],
  ],
  CL: [['region metropolitana', 'rm', 'santiago', 'santiago de chile', 'gran santiago']],
  CO: [['bogota', 'bogota dc', 'bogota d c']],
  GT: [['ciudad de guatemala', 'guatemala']],
};

/** A name that stands for one place only where nothing else is named: every province has its own capital. */
const loneNames = new Set(['capital']);
const besideLone = new Set('vivo vive vivimos estoy estamos soy somos es en de a al la el para hasta envian envio envios mandan llega llegan por ciudad zona'.split(' '));

// "Av. Córdoba 1234" is no Córdoba: up to its number, or to the end of the part of the address.
const streets = /(?<![\p{L}\p{N}])(?:av|avda|avd|avenida|calle|bv|bvar|boulevard|bulevar|pasaje|pje|psje|ruta|diagonal|autopista|rua|r|travessa|alameda|rodovia|estrada|jr|jiron|carrera|cra|calzada|calz|prolongacion)(?:\.|(?![\p{L}\p{N}]))(?:(?!\s[-–—/]\s)[^,;\n\d])*(?:,\s*)?(?:\d\S*)?/gu;

/** A text about a place, folded, without the streets that are named like towns. */
export const withoutStreets = (text: string): string => foldText(text).replaceAll(streets, ' | ');

export interface NamedPlace {
  /** Where it stands among the words that were said. */
  at: number;
  until: number;
  /** A number follows it: it may be the street of that name, or a town before its postal code. */
  isNumbered: boolean;
}

/** Where a place as said ("vivo en san isidro, provincia") names one of a table, by the longest of its names; null: nowhere. Whole words only. */
export function findPlace(country: string, said: string, named: string): NamedPlace | null {
  const own = plain(foldText(named));
  const text = plain(withoutStreets(said));
  if (own === '' || text === '') return null;
  const names = [own, ...(alike[country]?.find((group) => group.includes(own)) ?? [])];
  const found = names.flatMap((name) => placesOf(text, name)).toSorted((left, right) => right.until - right.at - (left.until - left.at) || Number(left.isNumbered) - Number(right.isNumbered) || left.at - right.at)[0];
  return found ?? null;
}

const plain = (folded: string) => folded.replaceAll(/[^\p{L}\p{N}|]+/gu, ' ').trim();

function placesOf(text: string, name: string): NamedPlace[] {
  const found: NamedPlace[] = [];
  for (let at = ` ${text} `.indexOf(` ${name} `); at >= 0; at = ` ${text} `.indexOf(` ${name} `, at + 1)) {
    const until = at + name.length;
    if (isMeant(text, name, at)) found.push({ at, until, isNumbered: /^ \d/.test(text.slice(until)) });
  }
  return found;
}

function isMeant(text: string, name: string, at: number): boolean {
  // "SP" is a state at the end of an address; within a sentence two letters are a word as well.
  if (name.length <= 2) return at + name.length === text.length;
  return !loneNames.has(name) || text.split(' ').every((word) => word === name || besideLone.has(word));
}
